# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .school_student_decision_mixin import DECIDERS

OFFICE = ("secretary", "clerk")


class SchoolHome(models.AbstractModel):
    """Rewards to decide, certificates to hand over, pupils whom the register lacks."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [
            *super()._lines(),
            *self._lines_rewards(),
            *self._lines_certificates(),
            *self._lines_register(),
        ]

    @api.model
    def _lines_rewards(self):
        if not self._is_one_of(DECIDERS):
            return []
        domain = [("company_id", "=", self.env.company.id), ("state", "=", "proposed")]
        return self._line_found(
            "rewards_proposed",
            self.env._("Proposed rewards to decide"),
            "school.reward",
            domain,
            "school_student.school_reward_action",
        )

    @api.model
    def _lines_certificates(self):
        if not self._is_one_of(OFFICE):
            return []
        domain = [("company_id", "=", self.env.company.id), ("state", "=", "issued")]
        return self._line_found(
            "certificates_not_received",
            self.env._("Certificates not received yet"),
            "school.certificate",
            domain,
            "school_student.school_certificate_action",
            tone="info",
        )

    @api.model
    def _lines_register(self):
        """Pupils without a number, once the school's register has begun."""
        school = self.env.company
        if not self._is_one_of(OFFICE) or not school.school_register_last:
            return []
        domain = [
            ("school_id", "=", school.id),
            ("register_number", "=", False),
            ("class_id", "!=", False),
        ]
        return self._line_found(
            "pupils_without_number",
            self.env._("Pupils without a register number"),
            "school.student",
            domain,
            "school_student.school_student_action_register",
        )
