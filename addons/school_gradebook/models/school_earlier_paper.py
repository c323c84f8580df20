# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .school_earlier_apply import BOOK_COLUMNS
from .school_mark import VALUE_COLUMNS


class SchoolEarlierResult(models.Model):
    """Results of the school's own earlier years, which only its paper books hold."""

    _inherit = "school.earlier.result"

    def _on_paper_sudo(self, stays_sudo):
        """Return the (class, term) of past years whose marks were never entered here.

        A school that begins with this program brings the results of its earlier years from its
        paper books; a class in which anybody has entered a mark of the term is not among them. What
        such results have put into the books themselves is no mark that anybody has entered.
        """
        today = fields.Date.context_today(self)
        past = self.sudo().term_id.filtered(lambda term: term.year_id.date_end < today)
        classes = self.env["school.class"].sudo().union(*(s.class_id for s in stays_sudo.values()))
        pairs = {
            (school_class, term)
            for term in past
            for school_class in classes
            if school_class.year_id == term.year_id
        }
        if not pairs:
            return pairs
        self.env["school.mark"].flush_model()
        filled = [
            SQL(
                "%s IS NOT NULL AND earlier_average IS NULL"
                if name in BOOK_COLUMNS
                else "%s IS NOT NULL",
                SQL.identifier(name),
            )
            for name in VALUE_COLUMNS
        ]
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT class_id, term_id FROM school_mark"
                " WHERE class_id IN %s AND term_id IN %s AND (%s)",
                tuple(school_class.id for school_class, _term in pairs),
                tuple(past.ids),
                SQL(" OR ").join(filled),
            )
        )
        entered = set(rows)
        return {pair for pair in pairs if (pair[0].id, pair[1].id) not in entered}
