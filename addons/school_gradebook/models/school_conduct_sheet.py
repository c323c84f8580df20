# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .school_conduct import ABSENCE_COLUMNS


class SchoolConductSheet(models.Model):
    """Conduct, remarks and absences of a class in a term, entered by the homeroom teacher."""

    _name = "school.conduct.sheet"
    _description = "Conduct Sheet"
    _inherit = ["school.homeroom.sheet"]
    _check_company_auto = True
    _rec_name = "class_id"
    _order = "year_id desc, term_id, class_id, id"

    _grid_row_model = "school.conduct"
    _grid_lock_kind = "conduct"

    conduct_ids = fields.One2many(comodel_name="school.conduct", inverse_name="sheet_id")
    missing_count = fields.Integer(help="Pupils whose conduct or absences are not entered.")

    _uniq_term = models.UniqueIndex(
        "(class_id, term_id)", "The class has a conduct sheet for the term already."
    )

    @api.depends("class_id", "term_id")
    def _compute_display_name(self):
        for sheet in self:
            names = {"class": sheet.class_id.display_name, "term": sheet.term_id.display_name}
            scheme = sheet.class_id._scheme()
            if scheme and "conduct" not in scheme.conduct_required(sheet.term_id.number):
                sheet.display_name = self.env._("%(class)s · Absences, remarks · %(term)s", **names)
            else:
                sheet.display_name = self.env._(
                    "%(class)s · %(conduct)s · %(term)s",
                    conduct=scheme.names["conduct"] if scheme else "",
                    **names,
                )

    def action_no_absences(self):
        """Note 0 sessions for the pupils whose absences nobody has entered."""
        grid = self._grid_load()
        cells = [
            {"student_id": row["student_id"], "column": name, "value": 0, "seen": None}
            for row in grid["rows"]
            for name in ABSENCE_COLUMNS
            if row[name] is None and "*" not in row["locks"]
        ]
        refused = {
            answer["reason"]
            for answer in self.grid_save({"cells": cells})["cells"]
            if answer["status"] != "saved"
        }
        if refused:
            raise UserError("\n".join(sorted(refused)))

    def _scheme_columns(self):
        return self.class_id._scheme().conduct_columns(self.term_id.number)

    def _why_not(self, class_name):
        return self.env._(
            "Only today's homeroom teacher of %(class)s enters this sheet.",
            **{"class": class_name},
        )

    def _grid_lock_rows(self, rows, reasons):
        """Override to close the summer's column where there is no training."""
        result = super()._grid_lock_rows(rows, reasons)
        scheme = self.class_id.sudo()._scheme()
        summer = self.env._(
            "Only a pupil whose %(conduct)s of the year is too low trains in summer (%(article)s).",
            article=scheme.source("training"),
            conduct=scheme.conduct_names[1],
        )
        for row in rows:
            if not row["locks"] and row["term"] == 2 and not row["conduct_summer"]:
                if not scheme.trains_in_summer(row["year_conduct"]):
                    row["locks"]["conduct_summer"] = self._grid_reason(reasons, summer)
        return result
