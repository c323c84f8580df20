# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import Command, fields, models
from odoo.fields import Domain

from odoo.addons.school_core.models.school_student_private import FAMILY_GROUPS

from .school_student_private import RENEWING


class SchoolStudent(models.Model):
    """The policies of a pupil by their days (PUP-05)."""

    _inherit = "school.student"

    policy_line_ids = fields.One2many(
        comodel_name="school.student.policy",
        inverse_name="student_id",
        string="Policies with Dates",
        groups=FAMILY_GROUPS,
    )

    def _renew_policies(self):
        """Set the pupils' ``policy_ids`` to those that hold today."""
        if self.env.context.get(RENEWING):
            return
        policies = self._policies_on(fields.Date.context_today(self))
        # sudo: whoever may write the lines may not have the right on all private data.
        for private_sudo in self.private_ids.sudo().with_context(**{RENEWING: True}):
            current = policies[private_sudo.student_id.id]
            if private_sudo.policy_ids == current:
                continue
            private_sudo.write(
                {
                    "policy_ids": [Command.set(current.ids)],
                    "policy_status": "policy" if current else "none",
                }
            )

    def _policies_on(self, day):
        """Return ``{student_id: policies that hold on day}``, for fees and reports; one query."""
        lines_sudo = (
            self.env["school.student.policy"]
            # What a fee is reckoned from must not depend on who looks at it.
            .sudo()
            .search(
                Domain("student_id", "in", self.ids)
                & self.env["school.student.policy"]._in_force_domain(day)
            )
        )
        found = defaultdict(self.env["school.policy"].browse)
        for line in lines_sudo:
            found[line.student_id.id] |= line.policy_id
        return found
