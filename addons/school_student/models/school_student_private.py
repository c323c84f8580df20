# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models

#: In the context while the program itself keeps policies and lines in step.
RENEWING = "school_policies_renewed"


class SchoolStudentPrivate(models.Model):
    """Policies as they are entered on the pupil's form or imported become dated lines.

    What is added there holds from today on, from the beginning where the pupil had no line; what
    is taken away held until yesterday.
    """

    _inherit = "school.student.private"

    @api.model_create_multi
    def create(self, vals_list):
        privates = super().create(vals_list)
        privates.filtered("policy_ids")._follow_policies()
        return privates

    def write(self, vals):
        result = super().write(vals)
        if "policy_ids" in vals and not self.env.context.get(RENEWING):
            self._follow_policies()
        return result

    def _follow_policies(self):
        """Make and end dated lines until those of today are ``policy_ids``."""
        today = fields.Date.context_today(self)
        # sudo: whoever may write the pupil's policies writes their lines with them.
        Line_sudo = self.env["school.student.policy"].sudo().with_context(**{RENEWING: True})
        known = Line_sudo.search([("student_id", "in", self.student_id.ids)])
        by_student = known.grouped("student_id")
        in_force = known.filtered_domain(Line_sudo._in_force_domain(today))
        new = []
        for private_sudo in self.sudo():
            lines = by_student.get(private_sudo.student_id, Line_sudo)
            current = lines & in_force
            for policy in private_sudo.policy_ids - current.policy_id:
                new.append(
                    {
                        "student_id": private_sudo.student_id.id,
                        "policy_id": policy.id,
                        "date_start": today if lines else False,
                    }
                )
            over = current.filtered(lambda line, p=private_sudo: line.policy_id not in p.policy_ids)
            begun_today = over.filtered(lambda line: line.date_start == today)
            begun_today.unlink()
            (over - begun_today).write({"date_end": today - timedelta(days=1)})
        Line_sudo.create(new)
