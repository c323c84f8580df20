# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.school_core.models.school_trail_mixin import Origin, Reason

from .school_book_reissue import DUTIES
from .school_mark import INTERNAL

#: How many people confirm that a correction is carried out, at least.
CONFIRMERS = 3
#: The teacher and the administrator, where a council has decided about the paper.
CONFIRMERS_AT_ONCE = 2


class SchoolMarkCorrection(models.Model):
    """Carrying out a dossier: all of it in one transaction, or nothing."""

    _inherit = "school.mark.correction"

    def _approval_applied(self):
        """Override: enter the marks, list what changed with them, and lock the book again."""
        for correction in self:
            correction._apply()
        return super()._approval_applied()

    def _apply(self):
        self.ensure_one()
        teacher = self._executing_teacher()
        students = self.line_ids.student_id
        # what changes with a mark is listed for the dossier, whoever confirms last
        sheet_sudo = self.sudo().sheet_id
        effects_sudo = self.env["school.mark.correction.effect"].sudo()
        # two dossiers about one mark are carried out one after the other; the second one fails
        self._lock_marks()
        self.line_ids._check_unchanged()
        before = effects_sudo._figures(sheet_sudo, students)
        grants = self._grant(teacher)
        self._enter(teacher)
        grants._revoke()
        after = effects_sudo._figures(sheet_sudo, students)
        effects_sudo.create(
            [
                {
                    "correction_id": self.id,
                    "student_id": student_id,
                    "figure": figure,
                    "before": before.get((student_id, figure), False),
                    "after": after.get((student_id, figure), False),
                }
                for student_id, figure in sorted(before.keys() | after.keys())
            ]
        )
        # it may have been closed while the dossier was on its way
        is_after_closing = self._is_book_closed()
        self._approval_move(
            {"applied_at": fields.Datetime.now(), "is_after_closing": is_after_closing}
        )
        if is_after_closing:
            self._list_books()
        students._school_mark_corrected(self)

    def _executing_teacher(self):
        """Return the teacher of the subject who confirmed, if enough people did.

        The steps of a school are its own; that one person alone can correct a mark is not.
        """
        executed = {
            user for user, actions in self._approval_taken().items() if "execute" in actions
        }
        approved = {
            user for user, actions in self._approval_taken().items() if "approve" in actions
        }
        teachers = self.env["res.users"].union(*executed) & self._teachers()
        if self._is_entered_at_once():
            if len(executed) < CONFIRMERS_AT_ONCE or not teachers:
                raise UserError(
                    self.env._(
                        "The result of a re-marking is confirmed by the administrator of the"
                        " gradebook and the teacher of the subject."
                    )
                )
        elif len(executed) < CONFIRMERS or not approved or not teachers:
            raise UserError(
                self.env._(
                    "A correction is approved by a leader and carried out in the presence of three:"
                    " a leader, the administrator of the gradebook and the teacher of the subject."
                )
            )
        return teachers[0]

    def _lock_marks(self):
        rows = self.line_ids._marks().values()
        # the marks are entered as the teacher, whatever the last of the three may write
        self.env["school.mark"].sudo().union(*rows).lock_for_update()

    def _grant(self, teacher):
        """Open the marks of the dossier, for the teacher, until they are entered."""
        kind = self.env.ref("school_gradebook.school_book_kind_mark")
        return self.env["school.lock.grant"]._grant(
            [
                {
                    "kind_id": kind.id,
                    "company_id": self.company_id.id,
                    "year_id": self.year_id.id,
                    "term_id": self.term_id.id,
                    "class_id": self.class_id.id,
                    "subject_id": self.subject_id.id,
                    "student_id": line.student_id.id,
                    "column_id": line.column_id.id,
                    "user_id": teacher.id,
                    "date_end": self.open_until,
                    "reason": self._reason_text(),
                    "res_model": self._name,
                    "res_id": self.id,
                    "passes_closed_year": True,
                }
                for line in self.line_ids
            ]
        )

    def _enter(self, teacher):
        """Enter the values as the teacher, who confirmed them with the own password.

        sudo: the last of the three need not be the teacher. Locks bind a superuser as well; it is
        the teacher's grant that opens these marks.
        """
        rows = self.line_ids._marks()
        marks_sudo = self.env["school.mark"].with_user(teacher).sudo()
        marks_sudo = marks_sudo.with_context(
            school_reason=Reason(self._reason_text()),
            school_origin=Origin("correction"),
            school_correction=INTERNAL,
        )
        for student, lines in self.line_ids.grouped("student_id").items():
            values = {line.column_id.code: line._new() for line in lines}
            if row := rows.get((self.sheet_id.id, student.id)):
                marks_sudo.browse(row.id).write(values)
            else:
                place = {"sheet_id": self.sheet_id.id, "student_id": student.id}
                marks_sudo.create({**place, **values})
        marks_sudo.env.flush_all()

    def _reason_text(self):
        # a stored reason of the trail is read by the school, in its language
        return f"Biên bản sửa điểm số {self.name}"

    def _list_books(self):
        """List the books that show what was corrected (TT Điều 11.2b)."""
        pupils = [("transcript", student.id) for student in self.line_ids.student_id]
        common = [(book, False) for book in DUTIES if book != "transcript"]
        # the list belongs to the dossier, whoever confirmed last
        self.env["school.book.reissue"].sudo().create(
            [
                {"correction_id": self.id, "book": book, "student_id": student_id}
                for book, student_id in [*common, *pupils]
            ]
        )
