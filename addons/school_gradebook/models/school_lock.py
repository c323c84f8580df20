# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from .school_result_book import APPROVED

KINDS = ("mark", "conduct")
#: What is entered after the year's results are approved: the summer (TT22 Điều 13, 14).
SUMMER_COLUMNS = ("reassessed", "conduct_summer")


class SchoolLock(models.Model):
    """Approved results close the marks and the conduct that they were made from."""

    _inherit = "school.lock"

    @api.model
    def _closing_flush(self):
        self.env["school.result.book"].flush_model(["approval_state"])
        return super()._closing_flush()

    @api.model
    def _closing_queries(self, kind_code, company_ids, class_ids, year_ids):
        queries = super()._closing_queries(kind_code, company_ids, class_ids, year_ids)
        if kind_code in KINDS:
            queries.append(self._closing_query_approved(class_ids))
        return queries

    @api.model
    def _closing_query_approved(self, class_ids):
        return self._closing_query(
            "approved",
            SQL(
                """
                school_result_book t
                JOIN school_class c ON c.id = t.class_id
           LEFT JOIN school_term term
                  ON term.year_id = t.year_id AND term.number::text = t.period
               WHERE t.class_id = ANY(%s) AND t.approval_state IN %s
                     AND (term.id IS NOT NULL OR t.period = 'year')
                """,
                class_ids,
                APPROVED,
            ),
            id=SQL("t.id"),
            company_id=SQL("t.company_id"),
            term_id=SQL("term.id"),
            class_id=SQL("t.class_id"),
            spared=SQL("%s", list(SUMMER_COLUMNS)),
            reason=SQL("c.name"),
        )

    @api.model
    def _sentence(self, source, names, whom):
        if source.kind == "approved":
            return self.env._(
                "The results of %(class)s are approved. Ask the principal to open them again.",
                **{"class": source.reason},
            )
        return super()._sentence(source, names, whom)
