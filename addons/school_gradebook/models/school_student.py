# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import models


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _school_mark_corrected(self, correction):
        """Called once marks of these pupils are corrected: tell the guardians, if the school does.

        Who has an account or an e-mail address is told by Odoo's own notification; another way
        (sms) extends this method. The dossier says whose guardians could not be reached.

        :param correction: the ``school.mark.correction``, with its lines and its effects
        """
        if not correction.company_id.sudo().school_correction_tells_guardians:
            return
        # whoever confirmed the correction may not read the guardians, nor write to them
        unreached = self.filtered(
            lambda student: not student.sudo()._tell_guardians_of_correction(correction.sudo())
        )
        if unreached:
            correction.sudo().message_post(
                body=self.env._(
                    "The guardians of these pupils have neither an account nor an e-mail address;"
                    " the homeroom teacher tells them: %(pupils)s.",
                    pupils=", ".join(unreached.sudo().mapped("name")),
                )
            )

    def _tell_guardians_of_correction(self, correction):
        """Send the guardians of one pupil what was corrected; return whom it was sent to."""
        self.ensure_one()
        partners = self.guardian_ids.partner_id.filtered(
            lambda partner: partner.user_ids or partner.email
        )
        lines = correction.line_ids.filtered(lambda line: line.student_id == self)
        for lang, readers in partners.grouped(lambda partner: partner.lang or "vi_VN").items():
            # on no record: guardians do not read the dossier, and their answers are none of it
            self.env["mail.thread"].with_context(lang=lang).message_notify(
                partner_ids=readers.ids,
                email_from=correction.company_id.email_formatted or None,
                **self.with_context(lang=lang)._correction_message(
                    correction.with_context(lang=lang), lines.with_context(lang=lang)
                ),
            )
        return partners

    def _correction_message(self, correction, lines):
        """Return subject and body of the message; a subject is read by others, it has no mark."""
        changes = Markup().join(
            Markup("<li>%s: %s → %s</li>")
            % (line._column_name(), line.old_text or "–", line.new_text or "–")
            for line in lines
        )
        return {
            "subject": self.env._(
                "%(school)s: marks of %(pupil)s were corrected",
                school=correction.company_id.name,
                pupil=self.name,
            ),
            "body": Markup("<p>%s</p><ul>%s</ul><p>%s</p>")
            % (
                self.env._(
                    "In %(subject)s, class %(class)s, %(term)s, marks of %(pupil)s were corrected"
                    " by dossier %(number)s:",
                    subject=correction.subject_id.name,
                    **{"class": correction.class_id.name},
                    term=correction.term_id.name,
                    pupil=self.name,
                    number=correction.name,
                ),
                changes,
                self.env._("Questions are answered by the homeroom teacher or the school."),
            ),
        }
