# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolImportSheet(models.Model):
    _name = "school.import.sheet"
    _description = "Sheet of an Import"
    _order = "import_id, id"

    import_id = fields.Many2one(
        comodel_name="school.import", required=True, index=True, ondelete="cascade"
    )
    file = fields.Char()
    sheet = fields.Char()
    kind = fields.Char(string="Recognised as")
    source = fields.Char(string="Comes from")
    row_count = fields.Integer(string="Rows")
    created_count = fields.Integer(string="New")
    updated_count = fields.Integer(string="Changed")
    unchanged_count = fields.Integer(string="Unchanged")
    error_count = fields.Integer(string="Errors")
