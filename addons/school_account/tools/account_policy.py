# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a school asks of its accounts, as pure functions."""

import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

#: The order in which the ways to treat an account that is used from two places grow stricter.
CONCURRENT = ("show", "newest", "first")


class Policy(NamedTuple):
    """The settings of a school, or the strictest ones of all schools of a person."""

    length: int = 8
    kinds: int = 3
    days: int = 90
    days_parent: int = 0
    history: int = 3
    after_entry: bool = True
    second_factor: bool = False
    idle_minutes: int = 30
    session_hours: int = 24
    concurrent: str = "show"
    tries: int = 5
    lock_minutes: int = 15
    months: int = 12
    #: the moment at which the last time of entry ended
    entry_end: datetime | None = None


class Facts(NamedTuple):
    """What is known of an account."""

    is_staff: bool
    has_second_factor: bool
    password_date: datetime | None
    must_change: bool
    is_locked: bool
    needs_second_factor: bool
    keeps_books: bool


def strictest(policies):
    """Return one policy that satisfies all ``policies``."""
    policies = tuple(policies)
    if len(policies) < 2:
        return policies[0] if policies else Policy()

    def most(name):
        return max(getattr(policy, name) for policy in policies)

    def least(name):
        return min((value for policy in policies if (value := getattr(policy, name))), default=0)

    return Policy(
        **{name: most(name) for name in ("length", "kinds", "history", "after_entry")},
        **{name: most(name) for name in ("second_factor", "lock_minutes", "months")},
        **{name: least(name) for name in ("days", "days_parent", "idle_minutes")},
        **{name: least(name) for name in ("session_hours", "tries")},
        concurrent=max((policy.concurrent for policy in policies), key=CONCURRENT.index),
        entry_end=max((p.entry_end for p in policies if p.entry_end), default=None),
    )


def kinds_of(password):
    """Return how many of the kinds lower case, upper case, digit and other are in ``password``."""
    kinds = {
        "lower"
        if char.islower()
        else "upper"
        if char.isupper()
        else "digit"
        if char.isdigit()
        else "other"
        for char in password
    }
    return len(kinds)


def plain(text):
    folded = unicodedata.normalize("NFD", (text or "").replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in folded if not unicodedata.combining(char)).lower()


def weaknesses(password, login, policy, is_staff=True):
    """Return what ``password`` lacks: codes of ``length``, ``kinds`` and ``login``.

    Parents type on phones: of them only the length is asked, and that it is not the login.
    """
    found = []
    if len(password) < policy.length:
        found.append("length")
    if is_staff and kinds_of(password) < policy.kinds:
        found.append("kinds")
    name = plain(login).split("@")[0]
    if len(name) > 2 and name in plain(password):
        found.append("login")
    return found


def due(facts, policy):
    """Return the moment from which the password is too old, or None."""
    days = policy.days if facts.is_staff else policy.days_parent
    if days and facts.password_date:
        return facts.password_date + timedelta(days=days)
    return None


def barrier(facts, policy, now):
    """Return why the account may do nothing yet, or None.

    ``locked``; a new password because one was given out (``given``), it is too old (``expired``)
    or a time of entry has ended (``entry``, MU); a second factor (``second_factor``).
    """
    if facts.is_locked:
        return "locked"
    if facts.must_change:
        return "given"
    until = due(facts, policy)
    if until and until <= now:
        return "expired"
    if (
        policy.after_entry
        and facts.keeps_books
        and policy.entry_end
        and facts.password_date
        and facts.password_date < policy.entry_end <= now
    ):
        return "entry"
    if policy.second_factor and facts.needs_second_factor and not facts.has_second_factor:
        return "second_factor"
    return None
