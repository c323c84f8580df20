# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolEntrySetLine(models.Model):
    _name = "school.entry.set.line"
    _description = "Line of a Set of Times of Entry"
    _inherit = ["school.entry.rule"]
    _order = "set_id, sequence, id"

    set_id = fields.Many2one(
        comodel_name="school.entry.set", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    term = fields.Selection([("1", "Term 1"), ("2", "Term 2")], help="Empty: both.")
    until_month = fields.Integer()
    until_day = fields.Integer()
