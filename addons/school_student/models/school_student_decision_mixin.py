# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

DECIDERS = ("principal", "secretary")


class SchoolStudentDecisionMixin(models.AbstractModel):
    """Something that is decided about a pupil: a reward, a measure of discipline.

    The homeroom teacher proposes it. What is proposed (the record in ``_kind_field``) says whether
    the homeroom teacher decides it, too; all else the principal decides, and the secretary records
    the decision. What is decided stays: a wrong decision is revoked with a reason.
    """

    _name = "school.student.decision.mixin"
    _description = "Decision about a Pupil"
    _inherit = ["school.student.document.mixin"]
    _order = "date desc, id desc"

    _kind_field = None
    _decision_fields = frozenset(("decision_number", "decision_date"))
    _server_fields = frozenset(("revoked_reason", "revoked_date"))

    class_id = fields.Many2one(
        comodel_name="school.class",
        compute="_compute_class_id",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
        help="The class that the pupil was in.",
    )
    date = fields.Date(required=True)
    decision_number = fields.Char(copy=False)
    decision_date = fields.Date(copy=False)
    revoked_date = fields.Date(readonly=True, copy=False)
    revoked_reason = fields.Char(readonly=True, copy=False)

    @api.depends("student_id", "date")
    def _compute_class_id(self):
        classes = self.student_id._classes_on({line.date for line in self if line.date})
        for line in self:
            line.class_id = classes.get((line.student_id.id, line.date), False)

    def _is_fixed(self):
        return bool(self.decision_date)

    def _find_unentitled(self):
        if self.env.user._has_role(*DECIDERS):
            return self.browse()
        return self.filtered(lambda line: not line[self._kind_field].is_homeroom)

    def _revoke(self, reason):
        """Revoke what is decided; entitled is who may decide it."""
        self.check_access("write")
        self._check_entitled(self)
        if not reason:
            raise UserError(self.env._("A decision is revoked with a reason."))
        others = self.filtered(lambda line: not line.decision_date or line.revoked_date)
        if others:
            raise UserError(
                self.env._(
                    "Only what is decided can be revoked: %(names)s.",
                    names=", ".join(others.mapped("display_name")),
                )
            )
        today = fields.Date.context_today(self)
        self._write_internal({"revoked_date": today, "revoked_reason": reason})
