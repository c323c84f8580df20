# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Logins by DN Điều 3.2, without Odoo.

A member of the staff: the given name, the initials of family and middle names, a point, the
abbreviation of the school (Nguyễn Thị Minh Hoa of KD: ``hoantm.kd``). The school's administrator:
the abbreviation of the district, an underscore, that of the school (``q1_kd``). The article does
not say what to do when two persons get the same name; a number from 2 on then follows the initials
(``hoantm2.kd``), so that what stands behind the point is always the school.
"""

import re

from odoo.addons.school_core.tools import vietnamese

_OTHER = re.compile(r"[^a-z0-9]+")


def _letters(text: str | None) -> str:
    """Return ``text`` unaccented, in lower case, without whatever is no letter or digit."""
    return _OTHER.sub("", vietnamese.plain(text))


def staff_login(name: str | None, school: str) -> str:
    """Return the login of ``name`` at ``school``, or "" where the name has no letters."""
    family, given = vietnamese.split_name(name)
    letters = _letters(given)
    if not letters or not letters[0].isalpha():
        return ""
    initials = "".join(_letters(part)[:1] for part in family.split())
    return f"{letters}{initials}.{_letters(school)}"


def administrator_login(district: str, school: str) -> str:
    return f"{_letters(district)}_{_letters(school)}"


def card_login(number: int, school: str) -> str:
    """Return the login of a parent who has no telephone number of his or her own."""
    return f"ph{number:05d}.{_letters(school)}"


def number_clashes(logins: list[str], taken: set[str]) -> list[str]:
    """Return ``logins`` in their order, each unlike the others and unlike those ``taken``."""
    used = set(taken)
    found = []
    for login in logins:
        person, point, school = login.partition(".")
        free, count = login, 1
        while login and free in used:
            count += 1
            free = f"{person}{count}{point}{school}"
        used.add(free)
        found.append(free)
    return found
