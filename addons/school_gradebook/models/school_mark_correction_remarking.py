# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

#: The way of the results of re-marking (``school.approval.step.variant``).
REMARKING = "remarking"


class SchoolMarkCorrection(models.Model):
    """The result of a re-marking (phúc khảo) goes a way of its own: it is entered at once.

    TT Điều 11.1c, TM Điều 11.3: nobody judges anew what the council of re-marking has decided. So
    the dossier carries the decision (number, date, file) instead of the judgement of the head and
    of a leader; the administrator of the gradebook and the teacher of the subject confirm with
    their own passwords, and the program enters the mark the same moment. Neither can do it alone,
    and whoever brings the result is not the administrator who confirms it. Leaders and head are
    told. Once the book is closed, it is a correction after the closing (TT Điều 11.2b) and goes
    the whole way to the principal.
    """

    _inherit = "school.mark.correction"

    is_remarking = fields.Boolean(string="Result of a Re-marking", compute="_compute_is_remarking")
    remarking_number = fields.Char(
        string="Decision No.",
        help="Number of the decision or of the minutes of the council of re-marking.",
    )
    remarking_date = fields.Date(string="Decision of")

    @api.depends("line_ids.is_remarking")
    def _compute_is_remarking(self):
        for correction in self:
            lines = correction.line_ids
            correction.is_remarking = bool(lines) and all(lines.mapped("is_remarking"))

    def _approval_variant(self):
        """Override: results of a re-marking go the short way while the book is open."""
        if self.is_remarking and not self._is_book_closed():
            return REMARKING
        return super()._approval_variant()

    def _approval_due(self, steps):
        """Override: a paper that was marked again is entered at once (TT Điều 11.1c)."""
        if self and all(correction.is_remarking for correction in self):
            return self._today()
        return super()._approval_due(steps)

    def _approval_check(self, decision):
        """Override: nobody finishes the short way in a book that was closed in the meantime."""
        for correction in self:
            way = set(correction.sudo().approval_step_ids.mapped("variant"))
            if decision != "submit" and REMARKING in way and not correction._approval_variant():
                raise UserError(
                    self.env._(
                        "The results of %(class)s were approved in the meantime. Withdraw the"
                        " dossier and hand it in again: the principal approves it now.",
                        **{"class": correction.sudo().class_id.display_name},
                    )
                )
        return super()._approval_check(decision)

    def _check_dossier(self):
        """Extend: the decision of the council is complete, and nothing else rides along."""
        remarked = self.line_ids.filtered("is_remarking")
        if remarked and remarked != self.line_ids:
            raise UserError(
                self.env._(
                    "Results of a re-marking go their own way: make a dossier of their own for the"
                    " other marks."
                )
            )
        if remarked:
            self._check_decision()
        return super()._check_dossier()

    def _check_decision(self):
        if not (self.remarking_number or "").strip() or not self.remarking_date:
            raise UserError(
                self.env._(
                    "Enter the number and the day of the decision of the re-marking council."
                )
            )
        if self.remarking_date > self._today():
            raise UserError(self.env._("The day of the decision has not come yet."))
        # the files of a dossier are as readable as itself
        if not self.sudo().evidence_ids:
            raise UserError(
                self.env._("Add the decision or the minutes of the re-marking council as a file.")
            )

    def _is_entered_at_once(self):
        """Return whether the steps taken are those of the short way."""
        return self._approval_variant() == REMARKING

    def _apply(self):
        """Extend: what is entered at once is open for this moment only; tell who did not decide."""
        at_once = self._is_entered_at_once()
        if at_once:
            self._open()
        result = super()._apply()
        if at_once:
            self._tell_leaders()
        return result

    def _tell_leaders(self):
        holders = (self._leaders() | self._heads_of_department()) - self.env.user
        if not holders:
            return
        # whoever confirmed need not be one who writes to the leaders; no mark stands in the message
        self.sudo().message_notify(
            partner_ids=holders.partner_id.ids,
            subject=self.env._("Result of a re-marking entered: %(dossier)s", dossier=self.name),
            body=self.env._(
                "%(dossier)s: the result of a re-marking was entered by decision %(number)s of"
                " %(date)s.",
                dossier=self.display_name,
                number=self.remarking_number,
                date=f"{self.remarking_date:%d/%m/%Y}",
            ),
        )
