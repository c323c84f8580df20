# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column, add_problem
from odoo.addons.school_core.tools.import_values import fold

FIELDS = ("date_start", "date_end", "paper_number", "paper_date", "issued_by")


class SchoolImportPolicies(models.AbstractModel):
    """Policies and priorities of pupils with their days and papers."""

    _name = "school.import.policies"
    _inherit = "school.import.kind"
    _description = "Import of Policies"

    _kind = "policies"
    _kind_sequence = 200
    _kind_model = "school.student.policy"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_system",
    )
    _kind_sheet = "Diện chính sách"
    _kind_key = ("code", "policy", "date_start")

    def _kind_title(self):
        return self.env._("Policies of pupils")

    def _kind_columns(self):
        return [
            Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001"),
            Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name"),
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

    def _kind_lists(self):
        return {"policy": self.env["school.policy"].search([("active", "=", True)]).mapped("name")}

    def _declare(self, run, table):
        """Nothing refers to the line of a policy."""

    def _load(self, run, table, rows):
        students = self._student_lookup(run, rows)
        policies = self.env["school.import.pupils"]._policy_lookup()
        lines = self.env["school.student.policy"].search(
            [("student_id", "in", [student.id for student in students.values()])]
        )
        known = {(line.student_id, line.policy_id, line.date_start): line for line in lines}
        entries = []
        for row in rows:
            student = self._refer_student(run, table, row, students)
            policy = policies.get(fold(row.values.get("policy", "")))
            if "policy" in row.values and not policy:
                add_problem(table, row, "policy", "no_policy", name=row.values["policy"])
            start, end = row.values.get("date_start"), row.values.get("date_end")
            if start and end and end < start:
                add_problem(table, row, "date_end", "date_order")
            if not row.is_valid:
                continue
            values = {name: row.values[name] for name in FIELDS if name in row.values}
            # What the list of pupils brought has no first day: this row tells it.
            record = known.get((student, policy, start)) or known.get((student, policy, False))
            entries.append((row, record, {"student_id": student, "policy_id": policy, **values}))
        self._save(table, "school.student.policy", entries)
