# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolEthnicGroup(models.Model):
    _name = "school.ethnic.group"
    _description = "Ethnic Group"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)

    _uniq_code = models.UniqueIndex("(code)", "The code of an ethnic group must be unique.")
