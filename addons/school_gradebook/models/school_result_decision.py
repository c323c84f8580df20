# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .school_result_book import APPROVED


class SchoolResultDecision(models.Model):
    """The principal's decision where the circular leaves the promotion to him.

    Pupils with a disability in inclusive education (TT22 Điều 12.4) and, in primary school, pupils
    who have not completed the grade after support (TT27 Điều 11.3). The rules take it for the
    promotion of the year, with its number among the reasons.
    """

    _name = "school.result.decision"
    _description = "Principal's Decision on a Promotion"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "number"
    _order = "date desc, id desc"

    _trail_fields = ("class_id", "outcome", "number", "date", "reason")
    _trail_scope = "class_id"
    _trail_student = "student_id"

    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True, precompute=True)
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    outcome = fields.Selection(
        [("promoted", "Promoted"), ("repeat", "Repeats the Grade")], required=True
    )
    number = fields.Char(string="Decision Number", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Text(required=True)

    _uniq_student = models.UniqueIndex(
        "(student_id, year_id)", "The principal has decided about this pupil in this year already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        decisions._check_due()
        decisions._check_open()
        # the results are the program's, whoever decides
        decisions.class_id.sudo()._recompute_results(decisions.student_id, ("year",))
        return decisions

    def write(self, vals):
        if not vals.keys().isdisjoint(("student_id", "class_id")):
            raise UserError(
                self.env._("A decision stays with its pupil; remove it and decide anew.")
            )
        self._check_open()
        result = super().write(vals)
        # the results are the program's, whoever decides
        self.class_id.sudo()._recompute_results(self.student_id, ("year",))
        return result

    def unlink(self):
        self._check_open()
        classes, students = self.class_id, self.student_id
        result = super().unlink()
        # the results are the program's, whoever decides
        classes.sudo()._recompute_results(students, ("year",))
        return result

    def _check_due(self):
        """Refuse to decide where the circular itself decides."""
        # The decision is not in the results yet.
        results = self.env["school.result"].search(
            [("student_id", "in", self.student_id.ids), ("period", "=", "year")]
        )
        due = {
            (result.student_id, result.class_id)
            for result in results
            if result.promotion == "principal"
        }
        for decision in self:
            if (decision.student_id, decision.class_id) not in due:
                raise UserError(
                    self.env._(
                        "%(student)s: the circular leaves no decision to the principal here;"
                        " the result of the year in %(class)s does not wait for one.",
                        student=decision.student_id.display_name,
                        **{"class": decision.class_id.display_name},
                    )
                )

    def _check_open(self):
        # Who decides sees all books of the school.
        for book in self.class_id.result_book_ids.filtered(lambda book: book.period == "year"):
            if book.approval_state in APPROVED:
                raise UserError(
                    self.env._(
                        "%(book)s: approved already; open the results again first.",
                        book=book.display_name,
                    )
                )
