# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrDepartment(models.Model):
    """A department of the school: tổ chuyên môn, nhóm chuyên môn below it, or tổ văn phòng.

    Its head is Odoo's ``manager_id``.
    """

    _inherit = "hr.department"

    school_kind = fields.Selection(
        [
            ("professional", "Professional Department"),
            ("group", "Professional Group"),
            ("office", "Office Department"),
        ],
        string="Kind of Department",
    )
    school_code = fields.Char(string="Department Code")

    _uniq_school_code = models.UniqueIndex(
        "(company_id, school_code) WHERE school_code IS NOT NULL",
        "Another department of the school has this code.",
    )

    @api.constrains("school_kind", "parent_id")
    def _check_school_kind(self):
        for department in self:
            if (
                department.school_kind == "group"
                and department.parent_id.school_kind != "professional"
            ):
                raise ValidationError(
                    self.env._(
                        "%(group)s: a professional group belongs to a professional department.",
                        group=department.name,
                    )
                )

    @api.constrains("manager_id", "company_id")
    def _check_school_head(self):
        for department in self:
            # sudo: only the company of the head is compared.
            head_sudo = department.manager_id.sudo()
            if (
                head_sudo
                and department.company_id
                and head_sudo.company_id != department.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(employee)s does not belong to the staff of %(school)s.",
                        employee=head_sudo.name,
                        school=department.company_id.name,
                    )
                )
