# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""JavaScript unit tests (hoot) of each addon that has some."""

from pathlib import Path

ADDONS = Path(__file__).resolve().parents[1] / "addons"
WITH_TESTS = sorted(
    {path.relative_to(ADDONS).parts[0] for path in ADDONS.glob("*/static/tests/**/*.test.js")}
)


def hoot_id(suite):
    """The identifier that hoot gives a suite: a 32-bit hash of its name."""
    value = 0
    for character in suite:
        value = ((value << 5) - value + ord(character)) & 0xFFFFFFFF
    return f"{value:08x}"


def test_unit_tests(open_page):
    for addon in WITH_TESTS:
        page = open_page("admin")
        lines = []
        page.on("console", lambda message, lines=lines: lines.append(message.text))
        with page.expect_console_message(_is_closing_line, timeout=300000) as closing:
            suite = hoot_id("@" + addon)
            page.goto(f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}")
        assert "Test suite succeeded" in closing.value.text, "\n".join([addon, *lines])


def _is_closing_line(message):
    return "[HOOT]" in message.text and ("succeeded" in message.text or "failed" in message.text)
