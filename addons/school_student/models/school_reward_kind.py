# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

LEVELS = [
    ("class", "Class"),
    ("school", "School"),
    ("commune", "Commune"),
    ("province", "Province"),
    ("nation", "Nation"),
    ("international", "International"),
]


class SchoolRewardKind(models.Model):
    """A form of praise or reward (Thông tư 19/2025/TT-BGDĐT); data, named in Vietnamese."""

    _name = "school.reward.kind"
    _description = "Form of Reward"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    level = fields.Selection(LEVELS, required=True, default="school")
    is_homeroom = fields.Boolean(
        string="Homeroom Teacher Decides",
        help="The homeroom teacher may give it; all others are decided by the principal.",
    )
    needs_number = fields.Boolean(string="Needs a Decision Number")
    is_printed = fields.Boolean(
        string="Has a Paper", help="A certificate of merit or a letter is printed for it."
    )
    paper_title = fields.Char(help="The heading of the paper, e.g. GIẤY KHEN.")

    _uniq_code = models.UniqueIndex("(code)", "The code of a form of reward must be unique.")
