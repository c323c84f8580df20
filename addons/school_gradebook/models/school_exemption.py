# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import ValidationError


class SchoolExemption(models.Model):
    _inherit = "school.exemption"

    @api.model_create_multi
    def create(self, vals_list):
        exemptions = super().create(vals_list)
        exemptions._sync_sheets()
        return exemptions

    def write(self, vals):
        # Before the change the exemption may have been another pupil's.
        students, subjects = self.student_id, self.subject_id
        result = super().write(vals)
        self._sync_sheets(students | self.student_id, subjects | self.subject_id)
        return result

    def unlink(self):
        students, subjects = self.student_id, self.subject_id
        result = super().unlink()
        self._sync_sheets(students, subjects)
        return result

    @api.constrains("student_id", "part", "date_start", "date_end")
    def _check_whole(self):
        self._check_whole_allowed()

    def _check_whole_allowed(self):
        """Refuse to leave out a whole subject where the circular of the pupil's class does not.

        A pupil who is in no class yet is judged when he comes into one.
        """
        whole = self.filtered(lambda exemption: exemption.part == "whole")
        # Whoever decides on an exemption need not see the classes, nor what disability it is.
        stays_sudo = (
            self.env["school.enrollment"]
            .sudo()
            .search([("student_id", "in", whole.student_id.ids)])
        )
        by_student = stays_sudo.grouped("student_id")
        for exemption in whole.sudo():
            disability = exemption.student_id.disability
            for stay in by_student.get(exemption.student_id, ()):
                rules = stay.class_id._rules()
                if (
                    rules
                    and stay.year_id.state != "closed"
                    and stay.year_id.date_end >= exemption.date_start
                    and (not exemption.date_end or stay.year_id.date_start <= exemption.date_end)
                    and not rules.leaves_out(disability, exemption.subject_id.kind)
                ):
                    raise ValidationError(
                        self.env._(
                            "%(pupil)s, %(subject)s: only a pupil with a disability in inclusive"
                            " education may be exempt from a whole subject; all others from its"
                            " practical part, which theory replaces (%(article)s).",
                            pupil=exemption.student_id.display_name,
                            subject=exemption.subject_id.display_name,
                            article=rules.parameters.exemption_source,
                        )
                    )

    def _sync_sheets(self, students=None, subjects=None):
        """Bring up to date the sheets and results of the pupils: fewer marks are required."""
        students = students or self.student_id
        # Who decides on an exemption need not be one who reads marks.
        sheets = (
            self.env["school.mark.sheet"]
            .sudo()
            .search(
                [
                    ("class_id.enrollment_ids.student_id", "in", students.ids),
                    ("subject_id", "in", (subjects or self.subject_id).ids),
                    ("year_id.state", "!=", "closed"),
                ]
            )
        )
        sheets._sync(students)
