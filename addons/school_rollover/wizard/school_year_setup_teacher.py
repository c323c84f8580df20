# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolYearSetupTeacher(models.TransientModel):
    _name = "school.year.setup.teacher"
    _description = "Subject Teacher to Be Assigned"
    _order = "setup_id, class_line_id, subject_id, id"

    setup_id = fields.Many2one(
        comodel_name="school.year.setup", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="setup_id.company_id")
    class_line_id = fields.Many2one(
        comodel_name="school.year.setup.class",
        string="Class",
        required=True,
        ondelete="cascade",
        domain="[('setup_id', '=', setup_id)]",
    )
    subject_id = fields.Many2one(comodel_name="school.subject", required=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee", required=True, domain="[('company_id', '=', company_id)]"
    )
