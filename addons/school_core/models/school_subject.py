# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

SUBJECT_KINDS = [("score", "Marks"), ("comment", "Comments only")]


class SchoolSubject(models.Model):
    """A subject or educational activity of the programme (môn học, hoạt động giáo dục).

    Subjects without a school are those of the ministry's programme, shared by all schools.
    """

    _name = "school.subject"
    _description = "Subject"
    _inherit = ["school.reference.mixin"]
    _order = "sequence, id"
    _reference_fields = frozenset(("code", "name"))

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    short_name = fields.Char(help="As it stands in the head of a narrow column.")
    kind = fields.Selection(SUBJECT_KINDS, required=True, default="score")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", index="btree_not_null"
    )

    _uniq_code = models.UniqueIndex(
        "(code, company_id) NULLS NOT DISTINCT", "This subject code is used already."
    )
