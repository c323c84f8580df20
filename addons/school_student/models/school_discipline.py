# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SchoolDiscipline(models.Model):
    """A pupil's violation of the rules and the measure that follows (PUP-06).

    The steps are those of the law: the pupil is heard, the family is told and, where the measure
    asks for it, the pupil writes a statement, before a measure in force for the level is decided.
    Afterwards the pupil is helped, and the measure ends when he or she has improved. Homeroom
    teacher of the class, secretary and leaders see it, nobody else; it stands in no school record.
    """

    _name = "school.discipline"
    _description = "Discipline of a Pupil"
    _inherit = ["school.student.decision.mixin"]

    # not the violation: the trail has more readers than a pupil's fault
    _trail_fields = (
        "student_id",
        "measure_id",
        "date",
        "decision_number",
        "decision_date",
        "improved_date",
        "revoked_reason",
    )
    _kind_field = "measure_id"
    _open_fields = frozenset(("attachment_ids", "support", "improved_date", "improvement"))

    date = fields.Date(string="Day of the Violation")
    violation = fields.Text(required=True)
    severity = fields.Selection(
        [
            ("1", "Level 1: harms the pupil"),
            ("2", "Level 2: affects the group or the class"),
            ("3", "Level 3: affects the school"),
        ],
        required=True,
        default="1",
    )
    measure_id = fields.Many2one(comodel_name="school.discipline.measure", ondelete="restrict")

    # steps
    heard_date = fields.Date(string="Pupil Heard on")
    family_date = fields.Date(string="Family Told on")
    family_how = fields.Char(string="Told How and to Whom")
    statement_date = fields.Date(string="Pupil's Statement of")
    support = fields.Text(help="How the school helps the pupil to do better.")
    improved_date = fields.Date(string="Improved on", copy=False)
    improvement = fields.Char(copy=False)
    state = fields.Selection(
        [
            ("open", "In Progress"),
            ("decided", "Decided"),
            ("improved", "Improved"),
            ("revoked", "Revoked"),
        ],
        compute="_compute_state",
        store=True,
    )

    @api.depends("decision_date", "improved_date", "revoked_date")
    def _compute_state(self):
        for line in self:
            if line.revoked_date:
                line.state = "revoked"
            elif line.decision_date:
                line.state = "improved" if line.improved_date else "decided"
            else:
                line.state = "open"

    @api.depends("student_id.name", "date")
    def _compute_display_name(self):
        for line in self:
            day = line.date.strftime("%d/%m/%Y") if line.date else ""
            line.display_name = " · ".join(part for part in (line.student_id.name, day) if part)

    @api.constrains(
        "student_id",
        "date",
        "measure_id",
        "heard_date",
        "family_date",
        "statement_date",
        "decision_number",
        "decision_date",
        "improved_date",
    )
    def _check_steps(self):
        for line in self:
            problem = line._find_problem_of_dates() or line._find_problem_of_measure()
            if problem:
                message = f"{line.display_name}: {problem}."
                raise ValidationError(message)

    def _find_problem_of_dates(self):
        steps = (
            *("heard_date", "family_date", "statement_date"),
            *("decision_date", "improved_date"),
        )
        today = fields.Date.context_today(self)
        if self.date > today:
            return self.env._("the day of the violation is still to come")
        decided = self.decision_date
        for name in steps:
            label = self._fields[name]._description_string(self.env)
            if self[name] and self[name] < self.date:
                return self.env._("“%(step)s” lies before the violation", step=label)
            if self[name] and self[name] > today:
                return self.env._("“%(step)s” is still to come", step=label)
            if name != "improved_date" and decided and self[name] and self[name] > decided:
                return self.env._("“%(step)s” lies after the decision", step=label)
        if self.improved_date and (not decided or self.improved_date < decided):
            return self.env._("the improvement comes after the decision")
        return None

    def _find_problem_of_measure(self):
        """Return which step of the law is missing before the measure can be decided, or None."""
        measure = self.measure_id
        if measure:
            is_primary = 1 <= self.class_id.grade_id.number <= 5
            fits = measure.is_primary if is_primary else measure.is_secondary
            if not fits:
                return self.env._(
                    "“%(measure)s” is no measure for this level of schooling (%(law)s)",
                    measure=measure.name,
                    law=measure.source or "",
                )
            if (measure.date_start and self.date < measure.date_start) or (
                measure.date_end and self.date > measure.date_end
            ):
                return self.env._(
                    "“%(measure)s” is not in force on that day (%(law)s)",
                    measure=measure.name,
                    law=measure.source or "",
                )
        if not self.decision_date:
            if self.decision_number:
                return self.env._("the day of the decision is missing")
            return None
        if not measure:
            return self.env._("the measure is missing")
        if not self.heard_date:
            return self.env._("the pupil was not heard yet")
        if measure.needs_family and not self.family_date:
            return self.env._("the family was not told yet")
        if measure.needs_statement and not self.statement_date:
            return self.env._("the pupil's statement is missing")
        if measure.needs_number and not self.decision_number:
            return self.env._("the number of the decision is missing")
        return None

    def _fixed_text(self):
        return self.env._(
            "%(line)s: the measure is decided and stays; a wrong decision is revoked.",
            line=self.display_name,
        )

    def action_revoke(self):
        """Open the dialog that asks why."""
        self.ensure_one().check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revoke the Decision"),
            "res_model": "school.discipline.revoke",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_discipline_id": self.id},
        }
