# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolStudent(models.Model):
    """A pupil; name, address, phone, e-mail and portrait live on the pupil's contact.

    The minimum of data is that of TM Điều 7.1.
    """

    _name = "school.student"
    _description = "Pupil"
    _inherit = ["school.name.mixin", "mail.thread"]
    _inherits = {"res.partner": "partner_id"}
    _check_company_auto = True
    _order = "given_name, family_name, id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", required=True, index=True, ondelete="restrict"
    )
    school_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    code = fields.Char(string="Pupil Code", required=True, copy=False)
    moet_code = fields.Char(string="MOET Identifier", copy=False)
    birth_date = fields.Date()
    birth_place = fields.Char()
    gender = fields.Selection([("male", "Male"), ("female", "Female")])
    ethnic_group_id = fields.Many2one(comodel_name="school.ethnic.group")
    permanent_address = fields.Char()
    policy_ids = fields.Many2many(comodel_name="school.policy", string="Policy Family")
    disability = fields.Selection(
        [("inclusive", "Inclusive Education"), ("special", "Special Education")]
    )
    guardian_ids = fields.One2many(comodel_name="school.guardian", inverse_name="student_id")
    enrollment_ids = fields.One2many(comodel_name="school.enrollment", inverse_name="student_id")
    movement_ids = fields.One2many(comodel_name="school.movement", inverse_name="student_id")
    exemption_ids = fields.One2many(comodel_name="school.exemption", inverse_name="student_id")

    _uniq_code = models.UniqueIndex("(school_id, code)", "Another pupil has this code.")
