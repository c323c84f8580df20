# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..fields import is_missing
from ..rules.scale import COMMENT, parse_mark
from .school_mark import LEVEL_COLUMNS, LEVELS, VALUE_COLUMNS

PRINTERS = ("gradebook_admin", "secretary", "vice_academic", "principal")


class SchoolMarkSheet(models.Model):
    """Sheets are printed for checking, column by column, and checked by a colleague."""

    _inherit = "school.mark.sheet"

    cross_check_ids = fields.One2many(
        comodel_name="school.cross.check", inverse_name="sheet_id", string="Cross-checks"
    )

    @api.model
    def _selection_check_column(self):
        marks = self.env["school.mark"]._fields
        return [(name, marks[name]._description_string(self.env)) for name in VALUE_COLUMNS]

    def action_check_print(self):
        """Print the columns that hold marks, for the teachers to check and sign."""
        self.check_access("read")
        may_print = self.env.user._has_role(*PRINTERS)
        if not may_print and not all(sheet._is_taught_by_user() for sheet in self):
            raise AccessError(
                self.env._("Only the office and the teacher of the subject print it.")
            )
        found = {
            sheet: [
                (column, values)
                for column in sheet._allowed_columns()
                if column in VALUE_COLUMNS and (values := sheet._check_values(column))
            ]
            for sheet in self
        }
        if not any(found.values()):
            raise UserError(self.env._("There are no marks to check yet."))
        # Nobody has the right to make check prints by hand: what they hold comes from the books.
        checks_sudo = (
            self.env["school.check.print"]
            .sudo()
            .create(
                [
                    {
                        "sheet_id": sheet.id,
                        "printed_by_id": self.env.uid,
                        "line_ids": [
                            Command.create({"column": column, "values": values})
                            for column, values in columns
                        ],
                    }
                    for sheet, columns in found.items()
                    if columns
                ]
            )
        )
        return checks_sudo.sudo(False).action_print()

    def _check_values(self, column):
        """Return {pupil's id as text: mark} of the marks that stand in ``column``."""
        self.ensure_one()
        return {
            str(mark.student_id.id): mark[column]
            for mark in self.mark_ids
            if not is_missing(mark[column])
        }

    def _read_typed(self, column, typed):
        """Return the stored form of what was typed for a column, and whether it can be read."""
        if column in LEVEL_COLUMNS:
            level = str(typed or "").strip().upper()
            return level or False, not level or level in dict(LEVELS)
        found = parse_mark(typed, self.kind)
        value = found.value
        if value is not None and self.kind == COMMENT:
            value = int(value == "D")
        return False if value is None else value, not (found.reason or found.choices)

    def _is_taught_by_user(self):
        """Return whether the user is assigned to the subject in the class today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # Who is assigned does not depend on who asks.
        return any(
            line.teacher_id.user_id == self.env.user
            for line in self.sudo().class_subject_id.assignment_ids
            if line._holds_on(today)
        )
