# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import TIMEZONE

RULES = {}


class Scope(NamedTuple):
    """The school and year that are looked through; ``class_ids`` are all its classes."""

    company_id: int
    year_id: int
    class_ids: tuple[int, ...]


class AnomalyRule:
    """A rule says what is looked for, and tells a case in one neutral sentence.

    ``parameters`` names what a school can set, with the values to start from. ``query`` returns
    one row a case: ``key`` (the same for the same case in every run), ``measure`` (how much; a
    closed case that grows comes back), the ids of what it is about (``user_id``, ``sheet_id``,
    ``term_id``, ``column``; NULL where it does not apply) and ``figures`` (JSON) for the sentence.
    """

    code = ""
    parameters = {}

    def title(self, env):
        raise NotImplementedError

    def query(self, scope, parameters):
        raise NotImplementedError

    def sentence(self, env, figures):
        raise NotImplementedError


def register(rule):
    """Let the search follow ``rule``; a decorator of its class."""
    RULES[rule.code] = rule()
    return rule


def changes(scope, columns, minutes):
    """Return the query of the marks of the year that were changed after they were entered.

    A slip of the finger that is put right within ``minutes`` is none. The rows of a class form a
    chain of the trail; few of them are changes, so what stood before is looked up for these alone.
    """
    return SQL(
        """
        SELECT trail.id, trail.res_id, trail.field, trail.class_id, trail.student_id,
               trail.user_id, trail.origin, trail.old, trail.new, trail.at,
               trail.at AT TIME ZONE 'UTC' AT TIME ZONE %s AS local_at,
               (trail.scope ->> 'term_id')::int AS term_id
          FROM school_trail trail
     LEFT JOIN LATERAL (
            SELECT earlier.at
              FROM school_trail earlier
             WHERE earlier.res_id = trail.res_id AND earlier.model = trail.model
                   AND earlier.field = trail.field AND earlier.chain = trail.chain
                   AND earlier.seq < trail.seq
          ORDER BY earlier.seq DESC
             LIMIT 1) earlier ON TRUE
         WHERE trail.company_id = %s AND trail.chain = ANY(%s) AND trail.model = 'school.mark'
               AND trail.field = ANY(%s) AND trail.old IS NOT NULL
               AND (earlier.at IS NULL OR trail.at - earlier.at > make_interval(mins => %s))
        """,
        TIMEZONE,
        scope.company_id,
        chains(scope),
        list(columns),
        int(minutes),
    )


def entries(scope, columns):
    """Return the query of the marks of the year that were entered into an empty cell."""
    return SQL(
        """
        SELECT trail.res_id, trail.field, trail.user_id, trail.at,
               trail.at AT TIME ZONE 'UTC' AT TIME ZONE %s AS local_at,
               (trail.scope ->> 'term_id')::int AS term_id
          FROM school_trail trail
         WHERE trail.company_id = %s AND trail.chain = ANY(%s) AND trail.model = 'school.mark'
               AND trail.field = ANY(%s) AND trail.operation IN ('create', 'write')
               AND trail.old IS NULL AND trail.new IS NOT NULL
        """,
        TIMEZONE,
        scope.company_id,
        chains(scope),
        list(columns),
    )


def chains(scope):
    return [f"class:{class_id}" for class_id in scope.class_ids]


def number(env, value, digits=1):
    """Write a number as the user's language does."""
    lang = env["res.lang"]._get_data(code=env.lang or "en_US")
    text = f"{value:.{digits}f}"
    return text.replace(".", lang.decimal_point or ".")
