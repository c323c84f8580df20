# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Names of systems and browsers as people know them."""

NAMES = {
    "aol": "AOL",
    "chromeos": "ChromeOS",
    "ipad": "iPad",
    "iphone": "iPhone",
    "macos": "macOS",
    "msie": "Internet Explorer",
    "webos": "webOS",
}


def device_name(*parts):
    """Return what is known of a device in one line: the system, the browser, the address."""
    return " · ".join(NAMES.get(part, part[:1].upper() + part[1:]) for part in parts if part)
