# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.school_core.tools.local_time import local_time

#: Files that a phone or a scanner makes.
EVIDENCE_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
LARGEST_EVIDENCE = 10 * 1024 * 1024


class SchoolMarkCorrection(models.Model):
    """What must be there before a dossier takes a step, and until when it may."""

    _inherit = "school.mark.correction"

    def _approval_check(self, decision):
        """Override to refuse what is not complete, late, or no longer so."""
        for correction in self:
            if decision == "submit":
                correction._check_dossier()
                correction._check_others()
            correction._check_time(decision)
            correction.line_ids._check_unchanged()
            if decision == "execute" and not correction._is_entered_at_once():
                correction._check_open()
        return super()._approval_check(decision)

    def _check_dossier(self):
        if not self.line_ids:
            raise UserError(self.env._("Name at least one mark to correct."))
        self.line_ids._check_complete()
        # the files of a dossier are as readable as itself
        evidence_sudo = self.sudo().evidence_ids
        if not evidence_sudo:
            raise UserError(
                self.env._(
                    "Add the evidence: a photo or scan of the test paper, of the teacher's own book"
                    " or of the signed check print."
                )
            )
        for attachment in evidence_sudo:
            if attachment.mimetype not in EVIDENCE_TYPES:
                raise UserError(
                    self.env._("%(file)s is neither a photo nor a PDF.", file=attachment.name)
                )
            if attachment.file_size > LARGEST_EVIDENCE:
                raise UserError(
                    self.env._(
                        "%(file)s is larger than %(size)s MB.",
                        file=attachment.name,
                        size=LARGEST_EVIDENCE // 1024**2,
                    )
                )

    def _check_others(self):
        """Refuse a mark that another dossier on its way is about."""
        lines_sudo = self.line_ids.sudo()
        others_sudo = lines_sudo.search(
            Domain("sheet_id", "=", self.sheet_id.id)
            & Domain("correction_id", "!=", self.id)
            & Domain("correction_id.approval_step_ids", "!=", False)
            & Domain("student_id", "in", self.line_ids.student_id.ids)
        )
        cells = {(line.student_id, line.column_id) for line in self.line_ids}
        for other in others_sudo:
            if (other.student_id, other.column_id) in cells:
                raise UserError(
                    self.env._(
                        "%(student)s, %(column)s: dossier %(number)s is about this mark already.",
                        student=other.student_id.display_name,
                        column=other._column_name(),
                        number=other.correction_id.name,
                    )
                )

    def _check_time(self, decision):
        """Refuse what comes too late; nothing does once the book is closed (TT Điều 11.2b)."""
        if self._is_book_closed():
            return
        codes = {line.column_id.code for line in self.line_ids if not line.is_remarking}
        if "final" in codes and decision in ("submit", "confirm"):
            self._check_after_print()
        if codes - {"final", "reassessed"}:
            self._check_before_final()

    def _check_after_print(self):
        """Teacher and head agree within 3 days of the check print (TM Điều 11.3)."""
        if not self.check_print_date:
            raise UserError(self.env._("Enter the day of the check print of the final marks."))
        today = self._today()
        if self.check_print_date > today:
            raise UserError(self.env._("The day of the check print has not come yet."))
        printed = self.env["school.check.print"]._last_print(self.sheet_id, "final")
        if printed and self.check_print_date > printed.date:
            raise UserError(
                self.env._(
                    "The final marks were printed for checking on %(date)s, not later.",
                    date=f"{printed.date:%d/%m/%Y}",
                )
            )
        # a setting of the school binds everybody in it
        days = self.company_id.sudo().school_correction_days_after_print
        last = self.check_print_date + timedelta(days=days)
        if today > last:
            raise UserError(
                self.env._(
                    "A wrong final mark is corrected within %(days)s days of the check print, until"
                    " %(date)s. Later it is corrected after the book is closed.",
                    days=days,
                    date=f"{last:%d/%m/%Y}",
                )
            )

    def _check_before_final(self):
        """Until one week before the final test of the subject (TM Điều 11.2, TT Điều 11.2a)."""
        test = self.sheet_id._final_test_date()
        if not test:
            return
        days = self.company_id.sudo().school_correction_days_before_final
        last = test - timedelta(days=days)
        if self._today() > last:
            raise UserError(
                self.env._(
                    "Marks are corrected until %(date)s, %(days)s days before the final test of"
                    " %(test)s. Later they are corrected after the book is closed.",
                    date=f"{last:%d/%m/%Y}",
                    days=days,
                    test=f"{test:%d/%m/%Y}",
                )
            )

    def _check_open(self):
        if not self.open_until or fields.Datetime.now() >= self.open_until:
            raise UserError(
                self.env._(
                    "The time to carry out %(dossier)s was over at %(time)s. Whoever may approve it"
                    " opens it once more.",
                    dossier=self.display_name,
                    time=local_time(self.env, self.open_until) if self.open_until else "–",
                )
            )
