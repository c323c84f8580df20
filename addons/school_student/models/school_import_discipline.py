# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import PUPIL
from odoo.addons.school_core.tools.import_table import Column

SEVERITIES = {
    "1": ("Mức 1", "1", "Ảnh hưởng bản thân"),
    "2": ("Mức 2", "2", "Ảnh hưởng nhóm, lớp"),
    "3": ("Mức 3", "3", "Ảnh hưởng nhà trường"),
}


class SchoolImportDiscipline(models.AbstractModel):
    """Violations of pupils with the steps and the measure, decided or in progress."""

    _name = "school.import.discipline"
    _inherit = "school.import.student.record"
    _description = "Import of Discipline"

    _kind = "discipline"
    _kind_sequence = 230
    _kind_model = "school.discipline"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
    )
    _kind_sheet = "Kỷ luật"
    _kind_key = ("code", "date", "violation")
    _record_fields = (
        "date",
        "violation",
        "severity",
        "heard_date",
        "family_date",
        "family_how",
        "statement_date",
        "decision_number",
        "decision_date",
        "support",
        "improved_date",
        "improvement",
    )
    _record_key = ("date", "violation")
    _record_choice = ("measure", "measure_id", "no_measure")

    def _kind_title(self):
        return self.env._("Discipline of pupils")

    def _kind_columns(self):
        return [
            *PUPIL,
            Column("date", ("Ngày vi phạm",), "date", required=True),
            Column("violation", ("Hành vi vi phạm", "Nội dung vi phạm"), required=True),
            Column("severity", ("Mức độ", "Mức độ vi phạm"), choices=SEVERITIES),
            Column("measure", ("Biện pháp kỷ luật", "Biện pháp", "Hình thức kỷ luật")),
            Column("heard_date", ("Ngày nghe học sinh trình bày",), "date"),
            Column("family_date", ("Ngày báo gia đình",), "date"),
            Column("family_how", ("Cách báo, người được báo",)),
            Column("statement_date", ("Ngày bản tự kiểm điểm",), "date"),
            *self._decision_columns("Để trống: đang xử lí"),
            Column("support", ("Biện pháp hỗ trợ",)),
            Column("improved_date", ("Ngày công nhận tiến bộ",), "date"),
            Column("improvement", ("Kết quả tiến bộ",)),
        ]
