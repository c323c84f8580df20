# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    school_code_days = fields.Integer(
        string="Days a First-Use Code Is Good",
        default=30,
        help="How long the code in a first-use letter can be used.",
    )
    school_parent_months = fields.Integer(
        string="Months Parents Read After Leaving",
        default=3,
        help="How long parents may still read after their last child has left the school.",
    )

    _check_school_code_days = models.Constraint(
        "CHECK(school_code_days BETWEEN 1 AND 180)", "A code is good for 1 to 180 days."
    )
    _check_school_parent_months = models.Constraint(
        "CHECK(school_parent_months BETWEEN 0 AND 36)",
        "Parents may read for 0 to 36 months after their last child has left.",
    )
