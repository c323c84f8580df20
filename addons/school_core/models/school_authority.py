# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


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
    parent_id = fields.Many2one(
        comodel_name="school.authority",
        string="Above It",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("kind", "=", "province")],
    )
    child_ids = fields.One2many(
        comodel_name="school.authority", inverse_name="parent_id", string="Commune Offices"
    )
    parent_path = fields.Char(index=True)
    state_id = fields.Many2one(comodel_name="res.country.state", string="Province")
    company_ids = fields.One2many(
        comodel_name="res.company", inverse_name="school_authority_id", string="Schools"
    )

    school_count = fields.Integer(string="Number of Schools", compute="_compute_school_count")

    _uniq_code = models.UniqueIndex("(code)", "The code of an authority must be unique.")

    @api.depends("company_ids", "child_ids.company_ids")
    def _compute_school_count(self):
        for authority in self:
            authority.school_count = len(authority.company_ids | authority.child_ids.company_ids)

    @api.constrains("kind", "parent_id")
    def _check_chain(self):
        for authority in self:
            parent = authority.parent_id
            if parent and (authority.kind != "commune" or parent.kind != "province"):
                raise ValidationError(
                    self.env._(
                        "%(authority)s: only a commune's office stands below another authority,"
                        " and only below that of a province.",
                        authority=authority.name,
                    )
                )
