# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import PUPIL
from odoo.addons.school_core.tools.import_table import Column

LEVELS = {
    "class": ("Lớp", "Cấp lớp"),
    "school": ("Trường", "Cấp trường"),
    "commune": ("Xã", "Cấp xã", "Cấp phường"),
    "province": ("Tỉnh", "Cấp tỉnh", "Thành phố"),
    "nation": ("Quốc gia", "Cấp quốc gia", "Toàn quốc"),
    "international": ("Quốc tế",),
}


class SchoolImportRewards(models.AbstractModel):
    """Rewards of pupils of the school year, decided or proposed."""

    _name = "school.import.rewards"
    _inherit = "school.import.student.record"
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
    _record_fields = ("level", "date", "reason", "decision_number", "decision_date", "decided_by")
    _record_key = ("kind_id", "date", "reason")
    _record_choice = ("kind", "kind_id", "no_reward_kind")

    def _kind_title(self):
        return self.env._("Rewards of pupils")

    def _kind_columns(self):
        return [
            *PUPIL,
            Column("kind", ("Hình thức khen thưởng", "Hình thức"), required=True),
            Column("level", ("Cấp khen thưởng", "Cấp khen"), choices=LEVELS),
            Column("date", ("Ngày khen thưởng", "Ngày"), "date", required=True),
            Column("reason", ("Thành tích", "Nội dung khen thưởng"), required=True),
            *self._decision_columns("Để trống: mới đề nghị"),
            Column("decided_by", ("Cấp quyết định", "Cơ quan quyết định")),
        ]

    def _load(self, run, table, rows):
        return super()._load(run, table, rows) if self._year_is_known(run, table) else []

    def _record_values(self, run, table, row, choices):
        return {**super()._record_values(run, table, row, choices), "year_id": run.year}
