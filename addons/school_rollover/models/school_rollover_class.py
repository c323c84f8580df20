# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models


class SchoolRolloverClass(models.Model):
    """Where the pupils of a class go: the class of those promoted, and of those who repeat."""

    _name = "school.rollover.class"
    _description = "Class in a Rollover"
    _check_company_auto = True
    _rec_name = "class_from_id"
    _order = "rollover_id, class_from_id, id"

    _TARGETS = {"promoted": "class_promoted_id", "repeats": "class_repeat_id"}

    rollover_id = fields.Many2one(
        comodel_name="school.rollover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rollover_id.company_id", store=True, index=True)
    year_to_id = fields.Many2one(related="rollover_id.year_to_id")
    is_editable = fields.Boolean(related="rollover_id.is_editable")
    class_from_id = fields.Many2one(
        comodel_name="school.class",
        string="Class",
        required=True,
        readonly=True,
        check_company=True,
        ondelete="cascade",
    )
    grade_from_id = fields.Many2one(related="class_from_id.grade_id", string="Grade")
    grade_to_number = fields.Integer(compute="_compute_grade_to_number")
    class_promoted_id = fields.Many2one(
        comodel_name="school.class",
        string="Promoted to",
        check_company=True,
        domain="[('year_id', '=', year_to_id), ('grade_id.number', '=', grade_to_number)]",
        ondelete="set null",
    )
    class_repeat_id = fields.Many2one(
        comodel_name="school.class",
        string="Repeat in",
        check_company=True,
        domain="[('year_id', '=', year_to_id), ('grade_id', '=', grade_from_id)]",
        ondelete="set null",
    )
    line_count = fields.Integer(string="Number of Pupils", compute="_compute_counts")
    promoted_count = fields.Integer(string="Promoted", compute="_compute_counts")
    repeat_count = fields.Integer(string="Repeat", compute="_compute_counts")

    _uniq_class = models.UniqueIndex(
        "(rollover_id, class_from_id)", "The class stands in the rollover already."
    )

    @api.depends("class_from_id")
    def _compute_grade_to_number(self):
        for mapped in self:
            mapped.grade_to_number = mapped.grade_from_id.number + 1

    @api.depends("rollover_id.line_ids.outcome")
    def _compute_counts(self):
        groups = self.env["school.rollover.line"]._read_group(
            [("rollover_id", "in", self.rollover_id.ids)],
            ["rollover_id", "class_from_id", "outcome"],
            ["__count"],
        )
        counts = defaultdict(dict)
        for rollover, school_class, outcome, count in groups:
            counts[rollover, school_class][outcome] = count
        for mapped in self:
            own = counts[mapped.rollover_id, mapped.class_from_id]
            mapped.line_count = sum(own.values())
            mapped.promoted_count = own.get("promoted", 0)
            mapped.repeat_count = own.get("repeats", 0)

    def write(self, vals):
        """Override: the pupils who were to go where the class went go along."""
        moving = {outcome: name for outcome, name in self._TARGETS.items() if name in vals}
        if not moving:
            return super().write(vals)
        self.rollover_id._ensure_editable()
        followers = [
            self.rollover_id.line_ids.filtered(
                lambda line, mapped=mapped, outcome=outcome, name=name: (
                    line.class_from_id == mapped.class_from_id
                    and line.outcome == outcome
                    and line.class_to_id == mapped[name]
                )
            )
            for mapped in self
            for outcome, name in moving.items()
        ]
        targets = [vals[name] for _mapped in self for name in moving.values()]
        result = super().write(vals)
        for target in set(targets):
            lines = self.env["school.rollover.line"].union(
                *(lines for lines, to in zip(followers, targets, strict=True) if to == target)
            )
            lines.write({"class_to_id": target})
        return result

    @api.model
    def _propose(self, classes, year_to):
        """Return the values of lines for ``classes``: 8A goes to 9A, who repeats stays in 8A."""
        known = {(target.grade_id, target.name): target.id for target in year_to.class_ids}
        return [
            {
                "class_from_id": one.id,
                "class_promoted_id": known.get((one.grade_id._next(), one._name_after()), False),
                "class_repeat_id": known.get((one.grade_id, one.name), False),
            }
            for one in classes
        ]
