# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .school_rollover import BY_ROLLOVER

OUTCOMES = [
    ("promoted", "Promoted"),
    ("repeats", "Repeats the Grade"),
    ("completed", "Completed the Level"),
    ("left", "Leaves the School"),
    ("admitted", "Newly Admitted"),
    ("undecided", "Undecided"),
]
#: Which movement carries out an outcome.
MOVEMENTS = {
    "promoted": "promotion",
    "repeats": "repeat",
    "completed": "completion",
    "left": "drop_out",
    "admitted": "admission",
}
#: Outcomes that need a class of the next year.
PLACED = ("promoted", "repeats", "admitted")
#: Pupils named in a sentence; the list shows them all.
NAMED = 10
REVIEWED = frozenset(("outcome", "class_to_id", "change_reason"))


class SchoolRolloverLine(models.Model):
    """What becomes of a pupil at the end of the year, and why."""

    _name = "school.rollover.line"
    _description = "Pupil in a Rollover"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "student_id"
    _order = "class_from_id, student_id, id"

    # kept in the chain of the school: the chains of the classes tell what was entered in them
    _trail_fields = ("outcome", "class_to_id", "change_reason")
    _trail_student = "student_id"
    _trail_keys = ("rollover_id",)
    _trail_printed = False

    rollover_id = fields.Many2one(
        comodel_name="school.rollover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="rollover_id.company_id", store=True, index=True, precompute=True
    )
    year_to_id = fields.Many2one(related="rollover_id.year_to_id")
    is_editable = fields.Boolean(related="rollover_id.is_editable")
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    student_code = fields.Char(related="student_id.code")
    enrollment_id = fields.Many2one(
        comodel_name="school.enrollment", index="btree_not_null", ondelete="cascade"
    )
    class_from_id = fields.Many2one(
        related="enrollment_id.class_id", string="Class", store=True, index=True, precompute=True
    )
    grade_from_id = fields.Many2one(
        related="class_from_id.grade_id", string="Grade", store=True, precompute=True
    )
    proposed = fields.Selection(OUTCOMES, required=True, readonly=True)
    reason = fields.Char(string="According to the Results", readonly=True)
    outcome = fields.Selection(OUTCOMES, required=True)
    class_to_id = fields.Many2one(
        comodel_name="school.class",
        string="Next Year's Class",
        index="btree_not_null",
        check_company=True,
        domain="[('year_id', '=', year_to_id)]",
        ondelete="set null",
    )
    change_reason = fields.Char(string="Reason of the Change")
    is_changed = fields.Boolean(
        string="Changed by Hand", compute="_compute_is_changed", store=True, precompute=True
    )
    movement_id = fields.Many2one(
        comodel_name="school.movement", readonly=True, copy=False, index="btree_not_null"
    )

    _uniq_student = models.UniqueIndex(
        "(rollover_id, student_id)", "The pupil stands in the rollover already."
    )

    @api.depends("outcome", "proposed")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.outcome != line.proposed

    def write(self, vals):
        if self.env.context.get("school_rollover") is not BY_ROLLOVER:
            if vals.keys() - REVIEWED:
                raise UserError(
                    self.env._(
                        "In a rollover the outcome, the class and the reason are changed; the rest"
                        " comes from the books."
                    )
                )
            self.rollover_id._ensure_editable()
        if "outcome" in vals and "class_to_id" not in vals:
            for target, lines in self._by_target(vals["outcome"]).items():
                super(SchoolRolloverLine, lines).write({**vals, "class_to_id": target})
            return True
        return super().write(vals)

    def _by_target(self, outcome):
        """Return {class: lines}: where they go with ``outcome``, as their class is mapped."""
        targets = {rollover: rollover._targets() for rollover in self.rollover_id}
        placed = outcome in PLACED
        return self.grouped(
            lambda line: (
                line.class_to_id.id
                if line.outcome == outcome or (placed and not line.class_from_id)
                else targets[line.rollover_id].get((line.class_from_id.id, outcome), False)
            )
        )

    def _movement_values(self):
        """Return the values of the movement that carries out this line."""
        self.ensure_one()
        rollover = self.rollover_id
        kind = MOVEMENTS[self.outcome]
        leaves = self.outcome not in PLACED
        return {
            "student_id": self.student_id.id,
            "kind": kind,
            "date": rollover.year_from_id.date_end if leaves else rollover.date,
            "class_to_id": False if leaves else self.class_to_id.id,
            "reason": self.change_reason or self.reason,
            "decision_number": rollover.decision_number,
            "decision_date": rollover.decision_date,
        }

    def _is_misplaced(self):
        """Return whether the class is of another year, or of a grade that the outcome excludes."""
        self.ensure_one()
        if self.class_to_id.year_id != self.year_to_id:
            return True
        steps = self.class_to_id.grade_id.number - self.grade_from_id.number
        return steps != {"promoted": 1, "repeats": 0}.get(self.outcome, steps)

    def _is_of_next_level(self):
        """Return whether a promotion would lead out of the level, which is an admission.

        Within a level a pupil goes up by the results (TM Điều 3.4); from 5 to 6 and from 9 to 10
        he or she completes the level and is admitted by a decision, also within one school.
        """
        self.ensure_one()
        latter = self.class_to_id.grade_id.level_id
        return self.outcome == "promoted" and latter != self.grade_from_id.level_id

    def _still_there(self):
        """Return the lines whose pupils are still where they were when the lines were made."""
        latest = {}
        for enrollment in self.env["school.enrollment"].search(
            [("student_id", "in", self.student_id.ids)], order="student_id, date_start"
        ):
            latest[enrollment.student_id] = enrollment
        nowhere = self.env["school.enrollment"]

        def is_there(line):
            last = latest.get(line.student_id, nowhere)
            if not line.enrollment_id:
                return not last or bool(last.date_end)
            return last == line.enrollment_id and not last.date_end

        return self.filtered(is_there)

    def _names(self):
        """Return the pupils' names for a message, with their classes."""
        names = [
            f"{line.student_id.name} ({line.class_from_id.name or line.student_code})"
            for line in self[:NAMED]
        ]
        more = len(self) - NAMED
        if more > 0:
            names.append(self.env._("and %(number)s more", number=more))
        return ", ".join(names)
