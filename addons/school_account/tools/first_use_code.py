# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The code of a first-use letter: made by chance, typed from paper, without Odoo."""

import re
import secrets

#: Neither I and 1 nor O and 0: people read the code from paper. 32 signs, 5 bits each.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10
_OTHER = re.compile(r"[^0-9A-Z]+")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def readable(code: str) -> str:
    """Return ``code`` in two groups, as it is printed."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def typed(text: str | None) -> str:
    """Return what somebody typed as the code it stands for."""
    return _OTHER.sub("", (text or "").upper())
