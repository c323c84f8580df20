# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column

from ..rules.scheme import MOST_ABSENCES
from .school_conduct import CONDUCT_LEVELS

LEVELS = {
    "tot": ("Tốt", "T"),
    "kha": ("Khá", "K"),
    "dat": ("Đạt", "Đ"),
    "chua_dat": ("Chưa đạt", "CĐ"),
    "tb": ("Trung bình", "Tb"),
    "yeu": ("Yếu", "Y"),
}


class SchoolImportConduct(models.AbstractModel):
    """Conduct, remarks and absences of a class in a term, one row a pupil."""

    _name = "school.import.conduct"
    _inherit = "school.import.homeroom"
    _description = "Import of Conduct"

    _kind = "conduct"
    _kind_sequence = 110
    _kind_model = "school.conduct"
    _kind_sheet = "Rèn luyện"
    _kind_key = ("code", "term")
    _sheet_model = "school.conduct.sheet"

    def _kind_title(self):
        return self.env._("Conduct Results and Absences")

    def _kind_columns(self):
        return [
            *self._pupil_columns("8A"),
            Column(
                "conduct",
                ("Kết quả rèn luyện", "Rèn luyện", "Hạnh kiểm"),
                choices=LEVELS,
                example="Tốt",
            ),
            Column(
                "conduct_year",
                ("Rèn luyện cả năm", "Hạnh kiểm cả năm"),
                choices=LEVELS,
                help="Chỉ với năm học xếp loại hạnh kiểm theo Thông tư 58/2011",
            ),
            Column(
                "conduct_summer",
                ("Rèn luyện sau hè", "Rèn luyện lại", "Hạnh kiểm sau hè"),
                choices=LEVELS,
            ),
            Column(
                "absences_excused",
                ("Nghỉ có phép", "Có phép", "Số buổi nghỉ có phép"),
                "integer",
                help="Số buổi, tính theo kế hoạch 01 buổi/ngày",
                example=2,
            ),
            Column(
                "absences_unexcused",
                ("Nghỉ không phép", "Không phép", "Số buổi nghỉ không phép"),
                "integer",
                help="Số buổi, tính theo kế hoạch 01 buổi/ngày",
                example=0,
            ),
            Column(
                "recognised",
                ("Tập thể lớp công nhận", "Lớp công nhận"),
                choices={"yes": ("Có", "x"), "no": ("Không",)},
            ),
            Column("remark", ("Nhận xét của giáo viên chủ nhiệm", "Nhận xét của GVCN", "Nhận xét")),
        ]

    def _value_problem(self, sheet, line, column, value):
        """Override to refuse too many absences, foreign levels and a summer that is none."""
        if isinstance(value, int) and value > MOST_ABSENCES:
            return "too_many_absences", {"limit": MOST_ABSENCES}
        scheme = sheet.class_id._scheme()
        if column == "conduct_summer":
            if line["term"] != 2 or not scheme.trains_in_summer(line["year_conduct"]):
                return "no_summer", {
                    "article": scheme.source("training"),
                    "conduct": scheme.conduct_names[1],
                }
        if column in CONDUCT_LEVELS:
            columns = {known.name: known for known in scheme.conduct_columns(line["term"])}
            if value not in dict(columns[column].options):
                return "no_level", {"circular": scheme.code}
        return super()._value_problem(sheet, line, column, value)

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "no_summer": lambda: self.env._(
                "Only a pupil whose %(conduct)s of the year is too low trains in summer"
                " (%(article)s).",
                **params,
            ),
            "no_level": lambda: self.env._(
                "The books of the class know no such level (%(circular)s).", **params
            ),
        }
