# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import PUPIL
from odoo.addons.school_core.tools.import_table import Column


class SchoolImportPolicies(models.AbstractModel):
    """Policies and priorities of pupils with their days and papers."""

    _name = "school.import.policies"
    _inherit = "school.import.student.record"
    _description = "Import of Policies"

    _kind = "policies"
    _kind_sequence = 200
    _kind_model = "school.student.policy"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_clerk",
        "school_core.group_school_system",
    )
    _kind_sheet = "Diện chính sách"
    _kind_key = ("code", "policy", "date_start")
    _record_fields = ("date_start", "date_end", "paper_number", "paper_date", "issued_by")
    _record_key = ("policy_id", "date_start")
    _record_choice = ("policy", "policy_id", "no_policy")

    def _kind_title(self):
        return self.env._("Policies of pupils")

    def _kind_columns(self):
        return [
            *PUPIL,
            Column(
                "policy",
                ("Diện chính sách", "Diện ưu tiên", "Đối tượng"),
                required=True,
                example="Hộ nghèo",
            ),
            Column("date_start", ("Từ ngày", "Hiệu lực từ"), "date", required=True),
            Column("date_end", ("Đến ngày", "Hiệu lực đến"), "date"),
            Column("paper_number", ("Số giấy tờ", "Số quyết định", "Số giấy xác nhận")),
            Column("paper_date", ("Ngày giấy tờ", "Ngày cấp"), "date"),
            Column("issued_by", ("Nơi cấp", "Cơ quan cấp")),
        ]

    def _choices(self):
        return self.env["school.import.pupils"]._policy_lookup()

    def _record_values(self, run, table, row, choices):
        self._check_period(table, row)
        return super()._record_values(run, table, row, choices)

    def _find_known(self, known, values):
        """Override: what the list of pupils brought has no first day; this row tells it."""
        undated = (values["student_id"], values["policy_id"], False)
        return super()._find_known(known, values) or known.get(undated)
