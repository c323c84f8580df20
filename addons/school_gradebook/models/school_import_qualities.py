# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column

from ..rules.registry import schemes

PARTS = {
    "midterm": ("Giữa kì", "Giữa học kì", "GK"),
    "final": ("Cuối kì", "Cuối học kì", "Cuối năm", "CK"),
}
LEVELS = {"T": ("Tốt", "T"), "D": ("Đạt", "Đ"), "C": ("Cần cố gắng", "C")}


class SchoolImportQualities(models.AbstractModel):
    """Qualities and competencies of a class at one of the times of assessment, one row a pupil."""

    _name = "school.import.qualities"
    _inherit = "school.import.homeroom"
    _description = "Import of Qualities and Competencies"

    _kind = "quality"
    _kind_sequence = 120
    _kind_model = "school.quality"
    _kind_sheet = "Phẩm chất, năng lực"
    _kind_key = ("code", "term", "part")
    _sheet_model = "school.quality.sheet"
    _place_columns = ("term", "part")

    def _kind_title(self):
        return self.env._("Qualities and competencies")

    def _place_of(self, sheet):
        return (*super()._place_of(sheet), sheet.part)

    def _kind_columns(self):
        return [
            *self._pupil_columns("4A"),
            Column(
                "part",
                ("Lần đánh giá",),
                required=True,
                choices=PARTS,
                example="Giữa kì",
                for_all=True,
            ),
            *(
                Column(column.name, (column.label,), choices=LEVELS, example="Tốt")
                for column in self._trait_columns()
                if column.type == "selection"
            ),
            Column("remark_qualities", ("Nhận xét phẩm chất",)),
            Column("remark_general", ("Nhận xét năng lực chung",)),
            Column("remark_specific", ("Nhận xét năng lực đặc thù",)),
        ]

    def _trait_columns(self):
        """Return the columns of all circulars, once each."""
        columns = [column for scheme in schemes() for column in scheme.trait_columns(None)]
        return {column.name: column for column in columns}.values()
