# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pictures that people hand in: reduced, turned upright, and nothing in them but the picture."""

import io

from PIL import Image

from odoo.tools.image import IMAGE_MAX_RESOLUTION, image_fix_orientation

PORTRAIT_SIZE = (600, 800)
PAPER_SIZE = (1600, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024


class PictureError(Exception):
    """``code`` says why: ``not_picture`` or ``too_large``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def clean_picture(content: bytes, size: tuple[int, int] = PORTRAIT_SIZE) -> bytes:
    """Return a JPEG of at most ``size`` without any metadata: no place, camera or time (EXIF, XMP).

    The pixels are copied into a new picture, as Pillow carries comments and XMP along.
    """
    if len(content) > MAX_BYTES:
        raise PictureError("too_large")
    try:
        source = Image.open(io.BytesIO(content), formats=FORMATS)
        if source.width * source.height > IMAGE_MAX_RESOLUTION:
            raise PictureError("too_large")
        # JPEG: decoded at a fraction of its size, as far as that is enough
        source.draft("RGB", (2 * size[0], 2 * size[1]))
        upright = image_fix_orientation(source)
        upright.thumbnail(size, Image.Resampling.LANCZOS)
        if upright.mode != "RGB":
            upright = upright.convert("RGBA")
    except PictureError:
        raise
    except Exception as error:
        # Pillow raises errors of many kinds for files that are broken or made to break it.
        raise PictureError("not_picture") from error
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue()
