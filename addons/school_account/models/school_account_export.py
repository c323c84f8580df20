# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import xlsxwriter

from odoo import models

from odoo.addons.school_core.tools.local_time import local_time

COLUMNS = (
    ("name", 28),
    ("login", 22),
    ("department", 24),
    ("state", 30),
    ("password_date", 18),
    ("password_due", 18),
    ("login_date", 18),
    ("has_second_factor", 12),
    ("failure_count", 12),
    ("concurrent_count", 12),
    ("locked_date", 18),
    ("lock_reason", 30),
)


class SchoolAccount(models.Model):
    """The list of accounts as a workbook; hashes and secrets are in none of its columns."""

    _inherit = "school.account"

    def _workbook(self):
        content = io.BytesIO()
        with xlsxwriter.Workbook(
            content, {"in_memory": True, "strings_to_formulas": False}
        ) as book:
            sheet = book.add_worksheet(self.env._("Accounts"))
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            sheet.freeze_panes(1, 1)
            for column, (name, width) in enumerate(COLUMNS):
                sheet.set_column(column, column, width)
                sheet.write_string(
                    0, column, self._fields[name]._description_string(self.env), bold
                )
            for row, account in enumerate(self, 1):
                for column, (name, _width) in enumerate(COLUMNS):
                    value = account._cell(name)
                    if isinstance(value, int):
                        sheet.write_number(row, column, value)
                    else:
                        sheet.write_string(row, column, value)
        return content.getvalue()

    def _cell(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "integer":
            return value
        if field.type == "datetime":
            return local_time(self.env, value) if value else ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return value or ""
