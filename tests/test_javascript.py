# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""JavaScript unit tests (hoot) of each addon that has some."""

from pathlib import Path

import pytest

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


@pytest.mark.parametrize("addon", WITH_TESTS)
def test_unit_tests(open_page, addon):
    page = open_page("admin")
    lines = []
    page.on("console", lambda message: lines.append(message.text))
    with page.expect_console_message(
        lambda message: (
            "[HOOT]" in message.text and ("succeeded" in message.text or "failed" in message.text)
        ),
        timeout=300000,
    ) as closing:
        page.goto(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={hoot_id('@' + addon)}"
        )
    assert "Test suite succeeded" in closing.value.text, "\n".join(lines)
