# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .school_quality import PARTS


class SchoolQualitySheet(models.Model):
    """Qualities and competencies of a class at one of the times that its circular names."""

    _name = "school.quality.sheet"
    _description = "Sheet of Qualities and Competencies"
    _inherit = ["school.homeroom.sheet"]
    _check_company_auto = True
    _rec_name = "class_id"
    _order = "year_id desc, term_id, part desc, class_id, id"

    _grid_row_model = "school.quality"
    _grid_lock_kind = "quality"

    part = fields.Selection(PARTS, string="Time", required=True)
    quality_ids = fields.One2many(comodel_name="school.quality", inverse_name="sheet_id")

    _uniq_part = models.UniqueIndex(
        "(class_id, term_id, part)", "The class has a sheet for this time already."
    )

    @api.depends("class_id", "term_id", "part")
    def _compute_display_name(self):
        for sheet in self:
            scheme = sheet.class_id._scheme()
            moments = scheme.moments if scheme else {}
            sheet.display_name = self.env._(
                "%(class)s · Qualities and competencies · %(time)s",
                **{"class": sheet.class_id.display_name},
                time=moments.get((sheet.term_id.number, sheet.part), sheet.term_id.display_name),
            )

    def _scheme_columns(self):
        school_class = self.class_id
        return school_class._scheme().trait_columns(school_class.grade_id.number)

    def _why_not(self, class_name):
        return self.env._(
            "Only today's homeroom teacher of %(class)s enters qualities and competencies.",
            **{"class": class_name},
        )
