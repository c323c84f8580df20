# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

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
        """Return a sentence for each pupil and book of a new class that was written since.

        What was taken back, as by the reversal of a movement, is as if it had not been: the value
        before the first entry is the one after the last.
        """
        lines = self.line_ids.filtered(lambda line: line.movement_id and line.outcome in PLACED)
        # sudo: whatever was entered is in the way, also what the user may not read
        names = {line.student_id.id: line for line in lines.sudo()}
        placed = {(line.student_id.id, line.class_to_id.id) for line in lines}
        models_sudo = self.env["ir.model"].sudo()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT student_id, class_id, model, count(*)
                  FROM (SELECT student_id, class_id, model,
                               (array_agg(old ORDER BY id))[1] AS before,
                               (array_agg(new ORDER BY id DESC))[1] AS after
                          FROM school_trail
                         WHERE company_id = %s AND id > %s
                               AND class_id = ANY(%s) AND student_id = ANY(%s)
                      GROUP BY student_id, class_id, model, scope, field) AS entry
                 WHERE before IS DISTINCT FROM after
              GROUP BY student_id, class_id, model
              ORDER BY student_id, class_id, model
                """,
                self.company_id.id,
                self.trail_end,
                lines.class_to_id.ids,
                lines.student_id.ids,
            )
        )
        for student_id, class_id, model, count in self.env.cr.fetchall():
            if (student_id, class_id) in placed:
                line = names[student_id]
                yield self.env._(
                    "%(pupil)s (%(code)s), class %(class)s: %(book)s, %(count)s entries",
                    pupil=line.student_id.name,
                    code=line.student_code,
                    book=models_sudo._get(model).name,
                    count=count,
                    **{"class": line.class_to_id.name},
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
