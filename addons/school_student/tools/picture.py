# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pictures that people hand in: reduced, turned upright, and nothing in them but the picture."""

import io

from PIL import Image

from odoo.tools.image import IMAGE_MAX_RESOLUTION, image_fix_orientation

PORTRAIT_SIZE = (600, 800)
PAPER_SIZE = (1600, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
#: Of ISO base media files that are pictures of the HEIF family (ISO/IEC 23008-12).
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class PictureError(Exception):
    """``code`` says why: ``not_picture``, ``heic`` or ``too_large``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code

    def reason(self, env):
        """Return why, in words that end a sentence."""
        if self.code == "too_large":
            return env._("it is too large")
        if self.code == "heic":
            return env._(
                "it is a HEIC picture as iPhones and Macs keep them; save or export it as JPEG "
                "(on the iPhone: Settings, Camera, Formats, Most Compatible)"
            )
        return env._("it is no picture (JPEG, PNG)")


def clean_picture(content: bytes, size: tuple[int, int] = PORTRAIT_SIZE) -> bytes:
    """Return a JPEG of at most ``size`` without any metadata: no place, camera or time (EXIF, XMP).

    The pixels are copied into a new picture, as Pillow carries comments and XMP along. HEIC is
    not read: iPhones send JPEG to a page that asks for it, and its decoders are large libraries
    that would meet files from anybody.
    """
    if len(content) > MAX_BYTES:
        raise PictureError("too_large")
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        raise PictureError("heic")
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
