# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolImportCleaning(models.Model):
    """What the importer made of the cells of a column: how often, and the first of them."""

    _name = "school.import.cleaning"
    _description = "Cells that Were Cleaned"
    _order = "import_id, is_doubt desc, id"
    _rec_name = "what"

    import_id = fields.Many2one(
        comodel_name="school.import", required=True, index=True, ondelete="cascade"
    )
    file = fields.Char()
    sheet = fields.Char()
    column = fields.Char()
    what = fields.Char()
    count = fields.Integer(string="Cells")
    example = fields.Char(string="Examples (old → new, row)")
    is_doubt = fields.Boolean(string="To be looked at")
