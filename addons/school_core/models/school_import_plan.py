# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.import_columns import CLASS, SUBJECT
from ..tools.import_table import Column

KINDS = {
    "score": ("Điểm số", "Nhận xét và điểm số", "Cho điểm", "Điểm"),
    "comment": ("Nhận xét", "Đánh giá bằng nhận xét"),
}


class SchoolImportPlan(models.AbstractModel):
    """Which subjects a class has, with what differs from the programme."""

    _name = "school.import.plan"
    _inherit = "school.import.kind"
    _description = "Import of Subject Plans"

    _kind = "plan"
    _kind_sequence = 50
    _kind_model = "school.class.subject"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_vice_academic",
        "school_core.group_school_secretary",
        "school_core.group_school_system",
    )
    _kind_sheet = "Môn học của lớp"
    _kind_key = ("class", "subject")

    def _kind_title(self):
        return self.env._("Subject plans")

    def _kind_columns(self):
        return [
            CLASS,
            SUBJECT,
            Column(
                "periods",
                ("Số tiết cả năm", "Số tiết", "Số tiết/năm"),
                "integer",
                help="Để trống: theo chương trình",
                example=140,
            ),
            Column("kind", ("Hình thức đánh giá", "Hình thức"), choices=KINDS),
            Column(
                "has_topics",
                ("Cụm chuyên đề", "Chuyên đề"),
                "boolean",
                help="x nếu lớp học cụm chuyên đề của môn",
            ),
            Column(
                "is_optional",
                ("Tự chọn", "Chỉ một số học sinh học"),
                "boolean",
                help="x nếu không phải mọi học sinh của lớp đều học",
            ),
        ]

    def _kind_lists(self):
        return {
            "subject": self.env["school.subject"].search([("active", "=", True)]).mapped("name")
        }

    def _declare(self, run, table):
        for row in table.rows:
            run.declare("plan", f"{row.cells.get('class')} {row.cells.get('subject')}")

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        classes = self._class_lookup(run)
        subjects = self._subject_lookup(run)
        plans = self._plan_lookup(run)
        entries = []
        for row in rows:
            school_class = self._refer(run, table, row, "class", classes, "classes")
            subject = self._refer_subject(table, row, subjects)
            if not row.is_valid:
                continue
            values = {
                "class_id": school_class,
                "subject_id": subject,
                **row.pick(("periods", "kind", "has_topics", "is_optional")),
            }
            entries.append((row, plans.get((school_class, subject)), values))
        self._save(table, "school.class.subject", entries)
        self._renew_statistics(entries, "school.class.subject")
