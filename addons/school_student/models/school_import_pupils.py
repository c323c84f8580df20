# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column


class SchoolImportPupils(models.AbstractModel):
    """The list of pupils may bring the numbers of a paper register."""

    _inherit = "school.import.pupils"

    def _kind_columns(self):
        return [
            *super()._kind_columns(),
            Column("register_number", ("Số đăng bộ", "Số sổ đăng bộ", "Số danh bộ")),
            Column("register_date", ("Ngày vào trường", "Ngày nhập trường"), "date"),
        ]

    def _pupil_values(self, run, table, row, lookups):
        values = super()._pupil_values(run, table, row, lookups)
        if "register_number" in row.values:
            values |= self.env["school.student"]._clean_register(row.values)
        if "register_date" in row.values:
            values["register_date"] = row.values["register_date"]
        return values
