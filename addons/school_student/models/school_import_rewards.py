# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column, add_problem
from odoo.addons.school_core.tools.import_values import fold

LEVELS = {
    "class": ("Lớp", "Cấp lớp"),
    "school": ("Trường", "Cấp trường"),
    "commune": ("Xã", "Cấp xã", "Cấp phường"),
    "province": ("Tỉnh", "Cấp tỉnh", "Thành phố"),
    "nation": ("Quốc gia", "Cấp quốc gia", "Toàn quốc"),
    "international": ("Quốc tế",),
}
FIELDS = ("level", "date", "reason", "decision_number", "decision_date", "decided_by")


class SchoolImportRewards(models.AbstractModel):
    """Rewards of pupils of the school year, decided or proposed."""

    _name = "school.import.rewards"
    _inherit = "school.import.kind"
    _description = "Import of Rewards"

    _kind = "rewards"
    _kind_sequence = 220
    _kind_model = "school.reward"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
    )
    _kind_sheet = "Khen thưởng"
    _kind_key = ("code", "kind", "date", "reason")

    def _kind_title(self):
        return self.env._("Rewards of pupils")

    def _kind_columns(self):
        return [
            Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001"),
            Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name"),
            Column("kind", ("Hình thức khen thưởng", "Hình thức"), required=True),
            Column("level", ("Cấp khen thưởng", "Cấp khen"), choices=LEVELS),
            Column("date", ("Ngày khen thưởng", "Ngày"), "date", required=True),
            Column("reason", ("Thành tích", "Nội dung khen thưởng"), required=True),
            Column("decision_number", ("Số quyết định",)),
            Column("decision_date", ("Ngày quyết định",), "date", help="Để trống: mới đề nghị"),
            Column("decided_by", ("Cấp quyết định", "Cơ quan quyết định")),
        ]

    def _kind_lists(self):
        return {
            "kind": self.env["school.reward.kind"].search([("active", "=", True)]).mapped("name")
        }

    def _declare(self, run, table):
        """Nothing refers to a reward."""

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        students = self._student_lookup(run, rows)
        kinds = self.env["school.reward.kind"].search([("active", "=", True)])
        forms = {fold(kind.code): kind for kind in kinds} | {fold(k.name): k for k in kinds}
        known = {
            (line.student_id, line.kind_id, line.date, line.reason): line
            for line in self.env["school.reward"].search(
                [("student_id", "in", [student.id for student in students.values()])]
            )
        }
        entries = []
        for row in rows:
            student = self._refer_student(run, table, row, students)
            kind = forms.get(fold(row.values.get("kind", "")))
            if "kind" in row.values and not kind:
                add_problem(table, row, "kind", "no_reward_kind", name=row.values["kind"])
            if not row.is_valid:
                continue
            values = {name: row.values[name] for name in FIELDS if name in row.values}
            record = known.get((student, kind, values["date"], values["reason"]))
            values |= {"student_id": student, "kind_id": kind, "year_id": run.year}
            entries.append((row, record, values))
        self._save(table, "school.reward", entries)
