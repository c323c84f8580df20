# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.required import with_required

_ENTRIES = ("admission", "transfer_in", "return")
_EXITS = ("transfer_out", "drop_out", "completion")
# Between classes: of one year, or into the class of the year that follows.
_CHANGES = ("class_transfer", "promotion", "repeat")
_SERVER_FIELDS = ("class_from_id", "opened_id", "closed_id")
#: A decision may get its number once it is signed.
_TOLD_LATER = {"decision_number", "decision_date"}


class SchoolMovement(models.Model):
    """A dated change of a pupil's place in the school (TM Điều 7.1, TM Điều 4.1b).

    To record a movement is to carry it out: ``create`` checks it, closes and opens the pupil's
    enrolments and writes the movement in one transaction. A movement is never edited or deleted;
    a wrong one is undone by a movement of kind "reversal", the latest first. A decision that is
    numbered afterwards is added.

    The date of an entry or a transfer between classes is the first day in the class; the date of
    an exit is the last day.
    """

    _name = "school.movement"
    _description = "Pupil Movement"
    _inherit = ["school.papers.mixin"]
    _rec_name = "student_id"
    _order = "date desc, id desc"

    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("admission", "Admission"),
            ("class_transfer", "Transfer between Classes"),
            ("promotion", "Promotion to the Next Grade"),
            ("repeat", "Repeats the Grade"),
            ("transfer_in", "Transfer In"),
            ("transfer_out", "Transfer Out"),
            ("drop_out", "Drop-out"),
            ("return", "Return"),
            ("completion", "Completion"),
            ("reversal", "Reversal of a Wrong Movement"),
        ],
        required=True,
    )
    date = fields.Date(
        required=True,
        help="The first day in the new class; when the pupil leaves, the last day at the school.",
    )
    class_from_id = fields.Many2one(
        comodel_name="school.class", string="From Class", readonly=True, ondelete="restrict"
    )
    class_to_id = fields.Many2one(
        comodel_name="school.class", string="To Class", ondelete="restrict"
    )
    other_school = fields.Char(help="The school the pupil comes from or goes to.")
    reason = fields.Char()
    decision_number = fields.Char()
    decision_date = fields.Date()
    is_numbered = fields.Boolean(
        compute="_compute_is_numbered", help="Whether it has the number of a decision."
    )
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Papers")
    reversed_id = fields.Many2one(
        comodel_name="school.movement",
        string="Reversed Movement",
        index="btree_not_null",
        ondelete="restrict",
    )
    reversal_ids = fields.One2many(comodel_name="school.movement", inverse_name="reversed_id")
    is_reversed = fields.Boolean(compute="_compute_is_reversed")
    opened_id = fields.Many2one(
        comodel_name="school.enrollment", readonly=True, index="btree_not_null"
    )
    closed_id = fields.Many2one(
        comodel_name="school.enrollment", readonly=True, index="btree_not_null"
    )

    _uniq_reversed = models.UniqueIndex(
        "(reversed_id) WHERE reversed_id IS NOT NULL", "This movement is reversed already."
    )

    # depends on nothing: a form is not to close the field while the number is being typed
    def _compute_is_numbered(self):
        for movement in self:
            movement.is_numbered = bool(movement.decision_number and movement.decision_date)

    @api.depends("reversal_ids")
    def _compute_is_reversed(self):
        for movement in self:
            movement.is_reversed = bool(movement.reversal_ids)

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        vals_list = with_required(self, vals_list, "student_id", "kind", "date")
        # also where a default of the context would give what vals may not
        vals_list = [{**vals, **dict.fromkeys(_SERVER_FIELDS, False)} for vals in vals_list]
        self._apply(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        added = [
            command
            for command in vals.get("attachment_ids", ())
            if command[0] in (Command.CREATE, Command.LINK)
        ]
        told = _TOLD_LATER & vals.keys()
        if (
            vals.keys() - _TOLD_LATER - {"attachment_ids"}
            or len(added) < len(vals.get("attachment_ids", ()))
            or any(movement[name] for movement in self for name in told)
        ):
            raise UserError(
                self.env._(
                    "A recorded movement is not changed; papers and a decision that has none yet "
                    "may be added, and a wrong movement is undone by a reversal."
                )
            )
        if problem := self._find_decision_problem(vals):
            raise ValidationError(problem)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        raise UserError(
            self.env._("A recorded movement is not deleted; undo a wrong one by a reversal.")
        )

    @api.model
    def _apply(self, vals_list):
        """Carry out the movements ``vals_list`` and put what they did into them.

        All of them or none, and one query of each kind however many pupils move on a day.
        """
        enrollments, movements = self._find_situation(vals_list)
        if problems := self._find_problems(vals_list, enrollments, movements):
            raise ValidationError("\n".join(problems))
        # Enrolments belong to the movements: whoever may record one may not write the other.
        Enrollment_sudo = self.env["school.enrollment"].sudo()
        by_kind = {
            kinds: [vals for vals in vals_list if vals["kind"] in kinds]
            for kinds in (("reversal",), (*_CHANGES, *_EXITS), (*_CHANGES, *_ENTRIES))
        }
        reversals, exits, entries = by_kind.values()
        self._reverse([(vals, movements[vals["student_id"]]) for vals in reversals])
        self._close([(vals, enrollments[vals["student_id"]]) for vals in exits])
        opened = Enrollment_sudo.create(
            [
                {
                    "student_id": vals["student_id"],
                    "class_id": vals["class_to_id"],
                    "date_start": vals["date"],
                }
                for vals in entries
            ]
        )
        for vals, enrollment in zip(entries, opened, strict=True):
            vals["opened_id"] = enrollment.id

    @api.model
    def _find_situation(self, vals_list):
        """Return the pupils' last enrolments and movements, by pupil."""
        students = self.env["school.student"].browse(vals["student_id"] for vals in vals_list)
        # whether a pupil can move does not depend on who may see the former classes, see _apply
        enrollments = (
            self.env["school.enrollment"]
            .sudo()
            .search([("student_id", "in", students.ids)], order="student_id, date_start")
        )
        return {line.student_id.id: line for line in enrollments}, self._last_effective(students)

    @api.model
    def _last_effective(self, students):
        """Return ``{student_id: the last movement that was not reversed}``."""
        movements = self.sudo().search(
            [
                ("student_id", "in", students.ids),
                ("kind", "!=", "reversal"),
                ("reversal_ids", "=", False),
            ],
            order="id",
        )
        return {movement.student_id.id: movement for movement in movements}

    @api.model
    def _close(self, pairs):
        # enrolments belong to the movements, see _apply
        by_end = defaultdict(self.env["school.enrollment"].sudo().browse)
        for vals, enrollment in pairs:
            day_before = vals["kind"] in _CHANGES
            by_end[vals["date"] - timedelta(days=day_before)] |= enrollment
            vals.update(class_from_id=enrollment.class_id.id, closed_id=enrollment.id)
            if vals["kind"] in _EXITS:
                vals["class_to_id"] = False
        for end, enrollments in by_end.items():
            enrollments.write({"date_end": end})

    @api.model
    def _reverse(self, pairs):
        # the one who reverses may see neither the former class nor write enrolments, see _apply
        wrong = self.sudo().browse(movement.id for _vals, movement in pairs)
        for vals, movement in pairs:
            vals.update(
                reversed_id=movement.id,
                class_from_id=movement.class_to_id.id,
                class_to_id=movement.class_from_id.id,
            )
        # browsed anew: what an emptied cache reads again it reads for all of them at once
        closed = self.env["school.enrollment"].sudo().browse(wrong.closed_id.ids)
        wrong.opened_id.unlink()
        closed.write({"date_end": False})
