# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks as they stand on paper."""


def mark_text(value, kind="score"):
    """Return a mark as it stands on paper: 8,5 / 10 / Đ / CĐ, or "" where there is none."""
    text = average_text(value, kind)
    return text.removesuffix(",0")


def average_text(value, kind="score"):
    """Return an average with its decimal, 8,0, or the level of a subject with comments only.

    A level by its code (T, H, C) is written as it is.
    """
    if value is None or value is False:
        return ""
    if isinstance(value, str):
        return value
    if kind == "comment":
        return "Đ" if value else "CĐ"
    return f"{value:.1f}".replace(".", ",")
