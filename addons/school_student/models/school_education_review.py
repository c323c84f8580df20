# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SchoolEducationReview(models.Model):
    """How an individual plan did in a term, and what follows; signed, it stays."""

    _name = "school.education.review"
    _description = "Review of an Individual Plan"
    _inherit = ["school.decision.mixin", "school.trail.mixin"]
    _rec_name = "term_id"
    _order = "plan_id, term_id, id"

    _trail_fields = ("plan_id", "term_id", "date", "signer_id", "signed_date")
    _server_fields = frozenset(("signer_id", "signed_date"))
    _open_fields = frozenset(("family_opinion",))

    plan_id = fields.Many2one(
        comodel_name="school.education.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, index=True, precompute=True
    )
    year_id = fields.Many2one(related="plan_id.year_id")
    term_id = fields.Many2one(
        comodel_name="school.term",
        required=True,
        ondelete="restrict",
        domain="[('year_id', '=', year_id)]",
    )
    date = fields.Date(default=fields.Date.context_today)
    progress = fields.Text(help="What the pupil has reached.")
    adjustment = fields.Text(help="What the plan changes for the time that follows.")
    family_opinion = fields.Text()
    signer_id = fields.Many2one(
        comodel_name="res.users", string="Signed by", readonly=True, copy=False
    )
    signed_date = fields.Date(string="Signed on", readonly=True, copy=False)

    _uniq_term = models.UniqueIndex("(plan_id, term_id)", "The term has a review already.")

    @api.constrains("term_id", "plan_id")
    def _check_term(self):
        for review in self:
            if review.term_id.year_id != review.plan_id.year_id:
                raise ValidationError(
                    self.env._(
                        "%(plan)s: %(term)s is of another school year.",
                        plan=review.plan_id.display_name,
                        term=review.term_id.name,
                    )
                )

    def _is_fixed(self):
        return bool(self.signed_date)

    def _fixed_text(self):
        return self.env._(
            "The review of %(plan)s, %(term)s, is signed and stays.",
            plan=self.plan_id.display_name,
            term=self.term_id.name,
        )

    def action_sign(self):
        self.check_access("write")
        for review in self:
            if review.signed_date or not review.progress:
                raise UserError(
                    self.env._(
                        "%(plan)s, %(term)s: write down what was reached, then sign once.",
                        plan=review.plan_id.display_name,
                        term=review.term_id.name,
                    )
                )
        today = fields.Date.context_today(self)
        self._write_internal({"signer_id": self.env.uid, "signed_date": today})
