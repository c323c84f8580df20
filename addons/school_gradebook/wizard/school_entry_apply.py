# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import AccessError

from ..tools.entry_times import day_in_year


class SchoolEntryApply(models.TransientModel):
    """Gives a school year the times of entry of a ready-made set; they are edited afterwards."""

    _name = "school.entry.apply"
    _description = "Apply a Set of Times of Entry"

    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        default=lambda self: self.env["school.year"]._current(),
        domain="[('company_id', 'in', allowed_company_ids)]",
    )
    set_id = fields.Many2one(comodel_name="school.entry.set", required=True)
    note = fields.Text(related="set_id.note")
    line_ids = fields.One2many(related="set_id.line_ids")
    edit_days = fields.Integer(related="set_id.edit_days")
    lock_default = fields.Selection(related="set_id.lock_default")
    replace = fields.Boolean(
        string="Remove the Present Ones",
        default=True,
        help="Removes the times of entry that the school year has now.",
    )

    def action_apply(self):
        self.ensure_one()
        if self.year_id.company_id not in self.env.companies:
            raise AccessError(self.env._("The school year is one of another school."))
        windows = self.env["school.entry.window"]
        if self.replace:
            windows.search([("year_id", "=", self.year_id.id)]).unlink()
        windows.create(self._prepare_windows())
        self._apply_settings()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_entry_window_action"
        )

    def _prepare_windows(self):
        """Return the values of a window for each line of the set."""
        year = self.year_id
        terms = {str(term.number): term.id for term in year.term_ids}
        copied = ("sequence", "timing", "week", "working_days", "day_from", "day_to", "clause")
        return [
            {
                **{name: line[name] for name in copied},
                "name": line.name,
                "year_id": year.id,
                "term_id": terms.get(line.term, False),
                "kind_id": line.kind_id.id,
                "column_ids": [Command.set(line.column_ids.ids)],
                "date_until": line.timing == "until_date"
                and day_in_year(line.until_month, line.until_day, year.date_start),
                "set_id": self.set_id.id,
            }
            for line in self.set_id.line_ids
        ]

    def _apply_settings(self):
        settings = {
            name: value
            for name, value in (
                ("school_edit_days", self.edit_days),
                ("school_lock_default", self.lock_default),
            )
            if value
        }
        if settings:
            # sudo: the gradebook administrator, who may run this, executes the principal's
            # decision; of the school's settings he changes these two alone.
            self.year_id.company_id.sudo().write(settings)
