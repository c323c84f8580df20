# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolAuthority(models.Model):
    """The office above a school: Sở GDĐT of the province, and below it the commune's office.

    Since 1 July 2025 the district offices (Phòng GDĐT) are gone; their duties lie with the
    commune's Phòng VH-XH (DN Điều 4, 5).
    """

    _name = "school.authority"
    _description = "Education Authority"
    _parent_store = True
    _order = "kind, name, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    kind = fields.Selection(
        [("province", "Provincial Department"), ("commune", "Commune Office")],
        required=True,
        default="province",
    )
    parent_id = fields.Many2one(comodel_name="school.authority", index="btree_not_null")
    parent_path = fields.Char(index=True)
    state_id = fields.Many2one(comodel_name="res.country.state", string="Province")
    company_ids = fields.One2many(
        comodel_name="res.company", inverse_name="school_authority_id", string="Schools"
    )

    _uniq_code = models.UniqueIndex("(code)", "The code of an authority must be unique.")
