# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """What a school requires of the data of its pupils, and when it reminds of them."""

    _inherit = "res.company"

    school_student_item_ids = fields.Many2many(
        comodel_name="school.student.item",
        string="Also Required of Each Pupil",
        help="Besides the minimum (birth date, ethnic group, gender, address, policy, parents and "
        "a telephone), which is always required.",
    )
    school_missing_reminder_days = fields.Integer(
        string="Days between Reminders",
        default=7,
        help="From so many days before the deadline on, the homeroom teacher of a class whose "
        "pupils' data are incomplete is reminded, again after as many days. 0: never.",
    )
    school_change_limit = fields.Integer(
        string="Open Proposals of a Parent",
        default=3,
        help="How many proposals of one parent for one child may wait for the school's answer.",
    )

    _check_missing_reminder_days = models.Constraint(
        "CHECK(school_missing_reminder_days BETWEEN 0 AND 60)",
        "Reminders come after at most 60 days.",
    )
    _check_change_limit = models.Constraint(
        "CHECK(school_change_limit BETWEEN 0 AND 20)",
        "A parent may have at most 20 open proposals.",
    )
