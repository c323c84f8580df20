# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

#: Who corrects, and within what time: set by the keepers of the books, on the trail.
CORRECTION_SETTINGS = (
    *("school_correction_approver", "school_correction_hours"),
    *("school_correction_days_before_final", "school_correction_days_after_print"),
    *("school_correction_keep_years", "school_correction_tells_guardians"),
)


class ResCompany(models.Model):
    """How a school corrects marks (TM Điều 11, TT Điều 11.2, DN Điều 15.4)."""

    _inherit = "res.company"

    school_correction_approver = fields.Selection(
        [("leader", "Principal or vice-principal"), ("principal", "Principal only")],
        string="Corrections Are Approved by",
        required=True,
        default="leader",
        help="By the school's regulation; after the results of a class are approved it is always"
        " the principal.",
    )
    school_correction_hours = fields.Integer(
        string="Hours to Carry out a Correction",
        default=24,
        help="So long after the approval all three may confirm that a correction is carried out.",
    )
    school_correction_days_before_final = fields.Integer(
        string="Days before the Final Test",
        default=7,
        help="Until so many days before the final test marks of the term are corrected.",
    )
    school_correction_days_after_print = fields.Integer(
        string="Days after the Check Print",
        default=3,
        help="So long after the check print a wrong mark of the final test is corrected.",
    )
    school_correction_keep_years = fields.Integer(
        string="Years That Dossiers Are Kept",
        default=2,
        help="Dossiers and their evidence are kept until the pupil leaves the school, and so many"
        " years more.",
    )

    school_correction_tells_guardians = fields.Boolean(
        string="Tell Guardians of Corrections",
        default=True,
        help="Guardians with an account or an e-mail address get a message about each corrected"
        " mark of their child.",
    )

    _check_correction_hours = models.Constraint(
        "CHECK(school_correction_hours BETWEEN 1 AND 168)",
        "A correction is carried out within 1 to 168 hours.",
    )
    _check_correction_days = models.Constraint(
        "CHECK(LEAST(school_correction_days_before_final, school_correction_days_after_print,"
        " school_correction_keep_years) >= 0)",
        "The days and years of corrections cannot be negative.",
    )
