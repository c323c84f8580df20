# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolLevel(models.Model):
    """A level of schooling (cấp học) with its limit of class size (charter TT 32/2020, TT 28/2020).

    ``code`` is one of MN, TH, THCS, THPT, GDTX-THCS, GDTX-THPT.
    """

    _name = "school.level"
    _description = "School Level"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    class_size_limit = fields.Integer(help="Most pupils in a class; 0 means no limit.")
    grade_ids = fields.One2many(comodel_name="school.grade", inverse_name="level_id")

    _uniq_code = models.UniqueIndex("(code)", "The code of a level must be unique.")
