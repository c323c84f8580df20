# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class SchoolClassSubject(models.Model):
    _inherit = "school.class.subject"

    student_ids = fields.Many2many(
        comodel_name="school.student",
        relation="school_class_subject_student_rel",
        column1="class_subject_id",
        column2="student_id",
        string="Pupils Who Take It",
        help="Where only some pupils take the subject: these.",
    )
    is_specialised = fields.Boolean(
        string="Specialised",
        help="The class is specialised in this subject; its average must reach the same bar as the"
        " average of all subjects (TT58 Điều 13).",
    )
    sheet_ids = fields.One2many(
        comodel_name="school.mark.sheet", inverse_name="class_subject_id", string="Mark Sheets"
    )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans.class_id._ensure_sheets()
        # A new subject is missing in every result.
        plans.class_id.sudo()._recompute_results()
        # A pupil may have brought the subject's average along before the class had it.
        self.env["school.earlier.result"].sudo().search(
            [("line_ids.subject_id", "in", plans.subject_id.ids)]
        ).filtered(lambda result: result.year_id in plans.year_id)._apply()
        return plans

    def write(self, vals):
        if "kind" in vals:
            self._check_kind(vals["kind"])
        if "subject_id" in vals or "class_id" in vals:
            self._check_unused()
        result = super().write(vals)
        if not vals.keys().isdisjoint(
            ("kind", "periods", "has_topics", "is_optional", "student_ids")
        ):
            # marks and results follow the plan; who plans need not be one who reads them
            self.sudo().sheet_ids._sync(self.sudo().class_id.enrollment_ids.student_id)
        if "is_specialised" in vals:
            # see above
            self.class_id.sudo()._recompute_results()
        return result

    def unlink(self):
        self._check_unused()
        # sheets and results go with the plan, whoever may read them
        classes = self.class_id.sudo()
        self.sudo().sheet_ids.unlink()
        result = super().unlink()
        classes._recompute_results()
        return result

    def _check_kind(self, kind):
        for plan in self.filtered(lambda plan: plan.kind != kind):
            plan._check_unused()

    def _check_unused(self):
        # sudo: marks keep the subject whether the user may see them or not.
        if used := self.sudo().sheet_ids.mark_ids.sheet_id.class_subject_id[:1]:
            raise UserError(
                self.env._(
                    "%(subject)s in %(class)s has marks already.",
                    subject=used.subject_id.display_name,
                    **{"class": used.class_id.display_name},
                )
            )
