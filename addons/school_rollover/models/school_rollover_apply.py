# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.models.school_trail_mixin import Reason

from .school_rollover import BY_ROLLOVER
from .school_rollover_line import PLACED

#: Sentences in a refusal; whoever undoes a rollover needs no more to see that it is too late.
NAMED = 20


class SchoolRollover(models.Model):
    """How a rollover is carried out, and undone, each in one transaction."""

    _inherit = "school.rollover"

    def _approval_applied(self):
        """Override: move the pupils; those undecided stay where they are."""
        for rollover in self:
            lines = rollover.line_ids.filtered(lambda line: line.outcome != "undecided")
            movements = rollover._movements().create([line._movement_values() for line in lines])
            rollover._note_movements(lines, movements)
            rollover._write_program({"trail_end": rollover._trail_last()})
        return super()._approval_applied()

    def action_undo(self):
        """Ask why, then undo."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Undo the Rollover"),
            "res_model": "school.rollover.undo",
            "view_mode": "form",
            "target": "new",
            "context": {"default_rollover_id": self.id},
        }

    def _undo(self, reason):
        """Put every pupil back where he was, and open the rollover again for changes.

        Refused as a whole once something was entered after it, with what is in the way.
        """
        self.ensure_one()
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the rollover is undone."))
        self.lock_for_update()
        if not self.can_undo:
            raise AccessError(
                self.env._("A rollover in effect is undone by whoever may approve it.")
            )
        self._check_undo()
        lines = self.line_ids.filtered("movement_id")
        today = fields.Date.context_today(self)
        self._movements().create(
            [
                {
                    "student_id": line.student_id.id,
                    "kind": "reversal",
                    "date": today,
                    "reason": reason,
                }
                for line in lines
            ]
        )
        self._note_movements(lines, self.env["school.movement"])
        self._write_program({"trail_end": False})
        self._approval_reset(self.env._("Undone: %(reason)s", reason=reason))

    def _check_undo(self):
        twin = self.search(
            [
                ("year_from_id", "=", self.year_from_id.id),
                ("year_to_id", "=", self.year_to_id.id),
                ("approval_state", "!=", "applied"),
            ]
        )
        if twin:
            raise UserError(
                self.env._("Another rollover between these years is being prepared; delete it.")
            )
        sentences = [*self._later_movements(), *self._later_entries()]
        more = len(sentences) - NAMED
        if more > 0:
            sentences = [*sentences[:NAMED], self.env._("and %(number)s more", number=more)]
        if sentences:
            raise UserError(
                self.env._(
                    "%(rollover)s cannot be undone any more; this was entered after it:\n%(what)s",
                    rollover=self.name,
                    what="\n".join(sentences),
                )
            )

    def _later_movements(self):
        """Return a sentence for each pupil whose last movement is not the one of this rollover."""
        lines = self.line_ids.filtered("movement_id")
        kinds = dict(lines.movement_id._fields["kind"]._description_selection(self.env))
        latest = self.env["school.movement"]._last_effective(lines.student_id)
        for line in lines:
            movement = latest.get(line.student_id.id)
            if movement and movement.id != line.movement_id.id:
                yield f"{line.student_id.name} ({line.student_code}): {kinds[movement.kind]}"
            elif not movement:
                yield self.env._(
                    "%(pupil)s (%(code)s): the movement was reversed",
                    pupil=line.student_id.name,
                    code=line.student_code,
                )

    def _later_entries(self):
        """Return a sentence for each pupil and book of a new class that was written since."""
        lines = self.line_ids.filtered(lambda line: line.movement_id and line.outcome in PLACED)
        # sudo: whatever was entered is in the way, also what the user may not read
        groups = (
            self.env["school.trail"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("id", ">", self.trail_end),
                    ("class_id", "in", lines.class_to_id.ids),
                    ("student_id", "in", lines.student_id.ids),
                ],
                ["student_id", "class_id", "model"],
                ["__count"],
            )
        )
        placed = {(line.student_id.id, line.class_to_id.id) for line in lines}
        models_sudo = self.env["ir.model"].sudo()
        for student, school_class, model, count in groups:
            if (student.id, school_class.id) in placed:
                yield self.env._(
                    "%(pupil)s (%(code)s), class %(class)s: %(book)s, %(count)s entries",
                    pupil=student.name,
                    code=student.code,
                    book=models_sudo._get(model).name,
                    count=count,
                    **{"class": school_class.name},
                )

    def _movements(self):
        # sudo: who holds the last step of the approval decides for all pupils of the school,
        # whether or not he may record a single movement
        return self.env["school.movement"].sudo().with_context(school_reason=Reason(self.name))

    def _note_movements(self, lines, movements):
        """Note which movement carried out which line; no movements: none did."""
        if not movements:
            lines.with_context(school_rollover=BY_ROLLOVER).write({"movement_id": False})
            return
        for line, movement in zip(lines, movements, strict=True):
            line.with_context(school_rollover=BY_ROLLOVER).movement_id = movement.id

    def _write_program(self, vals):
        # sudo: the steps are taken by people who may not write the record otherwise
        self.sudo().with_context(school_rollover=BY_ROLLOVER).write(vals)

    @api.model
    def _trail_last(self):
        """Return the last entry of the trail of the school, all that is pending counted."""
        self.env.flush_all()
        # sudo: only its number is looked at
        last = (
            self.env["school.trail"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)], order="id desc", limit=1)
        )
        return last.id
