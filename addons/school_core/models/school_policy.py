# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolPolicy(models.Model):
    """A policy that a pupil's family falls under (con gia đình chính sách, diện ưu tiên)."""

    _name = "school.policy"
    _description = "Priority Policy"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _uniq_code = models.UniqueIndex("(code)", "The code of a policy must be unique.")
