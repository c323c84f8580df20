# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""HTML to PDF for the official records, by WeasyPrint with the house's own small style sheet."""

import gc
import logging
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from odoo.tools import file_path

# every page of every print would else stand in the server's log
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
logging.getLogger("fontTools").setLevel(logging.WARNING)

PDF_VARIANT = "pdf/a-3b"
#: New objects after which Python looks for garbage while a print is made; usually 700 or 2,000.
COLLECT_AFTER = 200_000
FONT_FILES = {
    ("normal", "normal"): "Roboto-Regular.ttf",
    ("bold", "normal"): "Roboto-Bold.ttf",
    ("normal", "italic"): "Roboto-Italic.ttf",
    ("bold", "italic"): "Roboto-BoldItalic.ttf",
}


class _LocalFetcher(URLFetcher):
    """Reads data: addresses and the font files only: a print never opens a connection."""

    def __init__(self, allowed_files):
        super().__init__(allowed_protocols=("data", "file"))
        self._allowed_files = allowed_files

    def fetch(self, url, headers=None):
        if url.startswith("file:") and url not in self._allowed_files:
            raise FatalURLFetchingError(f"A print may not read {url}")
        return super().fetch(url, headers)


@cache
def _stylesheet():
    """Return the style sheet, the font configuration and the fetcher, made once a process."""
    fonts = {
        style: Path(file_path(f"web/static/fonts/google/Roboto/{name}")).as_uri()
        for style, name in FONT_FILES.items()
    }
    faces = "".join(
        f"@font-face{{font-family:'School Sans';font-weight:{weight};font-style:{slant};"
        f"src:url('{url}')}}"
        for (weight, slant), url in fonts.items()
    )
    rules = Path(file_path("school_core/static/src/print/print.css")).read_text("utf-8")
    configuration = FontConfiguration()
    fetcher = _LocalFetcher(frozenset(fonts.values()))
    css = CSS(string=faces + rules, font_config=configuration, url_fetcher=fetcher)
    return css, configuration, fetcher


@contextmanager
def _rare_collection():
    """Look for garbage seldom: hardly any of the millions of objects of a layout is garbage."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def html_to_pdf(html):
    """Return the PDF/A-3b bytes of ``html``, a whole document as text or bytes."""
    css, configuration, fetcher = _stylesheet()
    text = html.decode() if isinstance(html, bytes) else html
    with _rare_collection():
        return HTML(string=text, url_fetcher=fetcher).write_pdf(
            stylesheets=[css], font_config=configuration, pdf_variant=PDF_VARIANT
        )
