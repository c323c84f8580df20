# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolGuardian(models.Model):
    """A parent or guardian of a pupil; brothers and sisters share the contact."""

    _name = "school.guardian"
    _description = "Guardian"
    _order = "student_id, sequence, id"

    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="cascade"
    )
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Contact", required=True, index=True
    )
    relation = fields.Selection(
        [("father", "Father"), ("mother", "Mother"), ("guardian", "Guardian")], required=True
    )
    sequence = fields.Integer(default=10)
    occupation = fields.Char()
    phone = fields.Char(related="partner_id.phone", readonly=False)
    email = fields.Char(related="partner_id.email", readonly=False)

    _uniq_partner = models.UniqueIndex(
        "(student_id, partner_id)", "This person is a guardian of the pupil already."
    )
