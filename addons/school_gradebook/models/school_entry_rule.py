# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SchoolEntryRule(models.AbstractModel):
    """Which columns are entered when: what a window of a school and a line of a set share."""

    _name = "school.entry.rule"
    _description = "Rule of Entry"

    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one(
        comodel_name="school.book.kind", string="Book", required=True, ondelete="restrict"
    )
    column_ids = fields.Many2many(
        comodel_name="school.book.column",
        string="Columns",
        required=True,
        domain="[('kind_id', '=', kind_id)]",
    )
    timing = fields.Selection(
        [
            ("weeks", "Until the end of a teaching week"),
            ("test_date", "Working days from the test"),
            ("month_days", "Days of each month"),
            ("until_date", "Until a date"),
        ],
        string="When",
        required=True,
        default="weeks",
    )
    week = fields.Integer(help="Teaching week, 1 to 35: open until its Sunday.")
    working_days = fields.Integer(
        default=10, help="Working days after the day of the test; that day does not count."
    )
    day_from = fields.Integer(string="From Day", default=29)
    day_to = fields.Integer(
        string="To Day", default=31, help="A month that is shorter has its last day instead."
    )
    clause = fields.Char(help="The article of the regulation that says so.")

    @api.constrains("timing", "week", "working_days", "day_from", "day_to")
    def _check_timing(self):
        for rule in self:
            if rule.timing == "weeks" and not 1 <= rule.week <= 35:
                raise ValidationError(self.env._("A teaching week lies between 1 and 35."))
            if rule.timing == "test_date" and not 1 <= rule.working_days <= 60:
                raise ValidationError(self.env._("Give between 1 and 60 working days."))
            if rule.timing == "month_days" and not 1 <= rule.day_from <= rule.day_to <= 31:
                raise ValidationError(
                    self.env._(
                        "The days of a month lie between 1 and 31, the first before the last."
                    )
                )

    @api.constrains("kind_id", "column_ids")
    def _check_columns(self):
        for rule in self:
            rule.column_ids._check_of(rule.kind_id)

    @api.onchange("kind_id")
    def _onchange_kind_id(self):
        self.column_ids = self.column_ids.filtered(lambda column: column.kind_id == self.kind_id)
