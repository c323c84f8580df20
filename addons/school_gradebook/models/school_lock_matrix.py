# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

SHEETS = {
    "mark": "school.mark.sheet",
    "conduct": "school.conduct.sheet",
    "quality": "school.quality.sheet",
}


class SchoolLockMatrix(models.AbstractModel):
    """Shows the columns that the circulars of the classes know."""

    _inherit = "school.lock.matrix"

    @api.model
    def _columns(self, chosen):
        columns = super()._columns(chosen)
        model = SHEETS.get(chosen["kind_id"].code)
        if not model:
            return columns
        domain = [("term_id", "=", chosen["term_id"].id)]
        if chosen["grade_id"]:
            domain.append(("class_id.grade_id", "=", chosen["grade_id"].id))
        sheets = self.env[model].search(domain)
        if model == "school.mark.sheet":
            alike = sheets.grouped(
                lambda sheet: (
                    *(sheet.class_id.rules_code, sheet.class_id.grade_id, sheet.kind),
                    *(sheet.subject_id, sheet.required_regular),
                )
            )
            names = {name for some in alike.values() for name in some[0]._entered_columns()}
            names.add("remark")
        else:
            alike = sheets.grouped(
                lambda sheet: (sheet.class_id.rules_code, sheet.class_id.grade_id)
            )
            names = {column.name for some in alike.values() for column in some[0]._scheme_columns()}
        return columns.filtered(lambda column: column.code in names) or columns
