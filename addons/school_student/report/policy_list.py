# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..tools.class_order import class_order
from .forms import date_text, letterhead


class PolicyList(models.AbstractModel):
    """The pupils of each policy or priority, with days and papers."""

    _name = "report.school_student.policy_list"
    _description = "List of Policies"

    @api.model
    def _get_report_values(self, docids, data=None):
        lines = self.env["school.student.policy"].browse(docids)
        return {
            "lists": [
                {
                    **letterhead(self.env, school),
                    "groups": [
                        {
                            "policy": policy.name,
                            "lines": [
                                {
                                    "name": line.student_id.name,
                                    "birth_date": date_text(line.student_id.birth_date),
                                    "class": line.class_id.name or "",
                                    "start": date_text(line.date_start),
                                    "end": date_text(line.date_end),
                                    "paper": ", ".join(
                                        part
                                        for part in (
                                            line.paper_number,
                                            date_text(line.paper_date),
                                            line.issued_by,
                                        )
                                        if part
                                    ),
                                }
                                for line in own.sorted(class_order)
                            ],
                        }
                        for policy, own in of_school.sorted(
                            lambda x: (x.policy_id.sequence, x.policy_id.id)
                        )
                        .grouped("policy_id")
                        .items()
                    ],
                    "pupils": len(of_school.student_id),
                }
                for school, of_school in lines.grouped("company_id").items()
            ]
        }
