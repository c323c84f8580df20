# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolMovement(models.Model):
    """Who is received brings along the results of the earlier school."""

    _inherit = "school.movement"

    def action_earlier_results(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_gradebook.school_earlier_result_action"
            ),
            "domain": [("student_id", "=", self.student_id.id)],
            "context": {
                "default_student_id": self.student_id.id,
                "default_school_name": self.other_school,
            },
        }
