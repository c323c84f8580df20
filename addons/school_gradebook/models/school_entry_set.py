# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolEntrySet(models.Model):
    """A ready-made set of times of entry, as the regulation of a school has them."""

    _name = "school.entry.set"
    _description = "Set of Times of Entry"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    source = fields.Char(help="The regulation that the set is taken from.")
    note = fields.Text(translate=True)
    line_ids = fields.One2many(comodel_name="school.entry.set.line", inverse_name="set_id")
    edit_days = fields.Integer(
        string="Days to Change a Mark",
        help="For how many days from its entry a mark may be changed; 0 leaves the setting of the"
        " school as it is.",
    )
    lock_default = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        string="Books without a Lock",
        help="Empty leaves the setting of the school as it is.",
    )
