# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.dated import in_force
from .school_subject import SUBJECT_KINDS


class SchoolClassSubject(models.Model):
    """A subject taught in a class: the line of the class's subject plan."""

    _name = "school.class.subject"
    _description = "Subject of a Class"
    _inherit = ["school.reference.mixin"]
    _check_company_auto = True
    _order = "class_id, sequence, id"
    _reference_fields = frozenset(("class_id", "is_optional"))

    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    year_id = fields.Many2one(related="class_id.year_id", store=True)
    grade_id = fields.Many2one(related="class_id.grade_id", store=True)
    subject_id = fields.Many2one(
        comodel_name="school.subject",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="subject_id.sequence", store=True)
    kind = fields.Selection(SUBJECT_KINDS, compute="_compute_kind", store=True, readonly=False)
    periods = fields.Integer(
        compute="_compute_periods",
        store=True,
        readonly=False,
        help="Periods in the year; they give the number of regular marks (TT22 Điều 6).",
    )
    has_topics = fields.Boolean(
        string="Specialised Topics",
        help="A cluster of specialised topics (cụm chuyên đề) adds one regular mark.",
    )
    is_optional = fields.Boolean(
        string="Only Some Pupils", help="Not every pupil of the class takes this subject."
    )
    assignment_ids = fields.One2many(
        comodel_name="school.teaching.assignment", inverse_name="class_subject_id"
    )

    teacher_ids = fields.Many2many(
        comodel_name="hr.employee",
        string="Teachers",
        compute="_compute_teacher_ids",
        compute_sudo=True,
    )
    teacher_names = fields.Char(
        string="Taught by", compute="_compute_teacher_ids", compute_sudo=True
    )

    _uniq_subject = models.UniqueIndex(
        "(class_id, subject_id)", "The class has this subject already."
    )

    @api.depends("class_id.name", "subject_id.name")
    @api.depends_context("school_class_in_name")
    def _compute_display_name(self):
        with_class = self.env.context.get("school_class_in_name")
        for plan in self:
            parts = [plan.class_id.name if with_class else None, plan.subject_id.name]
            plan.display_name = " · ".join(filter(None, parts))

    @api.depends(
        "assignment_ids.teacher_id", "assignment_ids.date_start", "assignment_ids.date_end"
    )
    @api.depends_context("tz")
    def _compute_teacher_ids(self):
        for plan in self:
            day = plan.year_id._day_within() if plan.year_id else None
            plan.teacher_ids = plan.assignment_ids.filtered(
                lambda line, day=day: line._holds_on(day)
            ).teacher_id
            plan.teacher_names = ", ".join(plan.teacher_ids.mapped("name"))

    # Two methods: where one field of a compute is given at creation, the others are not computed.
    @api.depends("class_id", "subject_id")
    def _compute_kind(self):
        lines = self._curriculum_lines()
        for plan in self:
            line = lines.get((plan.grade_id, plan.subject_id))
            plan.kind = (line or plan.subject_id).kind

    @api.depends("class_id", "subject_id")
    def _compute_periods(self):
        lines = self._curriculum_lines()
        for plan in self:
            line = lines.get((plan.grade_id, plan.subject_id))
            plan.periods = line.periods if line else plan.periods

    def _curriculum_lines(self):
        lines = self.env["school.curriculum.line"].search(
            [
                ("grade_id", "in", self.grade_id.ids),
                ("subject_id", "in", self.subject_id.ids),
            ]
        )
        return {(line.grade_id, line.subject_id): line for line in lines}

    @api.model
    def _untaught_domain(self, year):
        """Return the domain of the subjects of ``year`` that nobody teaches now, or at its start."""
        day = max(fields.Date.context_today(self), year.date_start)
        return Domain("year_id", "=", year.id) & ~Domain("assignment_ids", "any", in_force(day))

    def action_view_assignments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_core.school_teaching_assignment_action"
        )
        return {
            **action,
            "domain": [("class_subject_id", "=", self.id)],
            "context": {"default_class_subject_id": self.id, "school_class_in_name": 1},
        }
