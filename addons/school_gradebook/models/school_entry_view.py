# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class SchoolEntryView(models.AbstractModel):
    """A view over the books: each row tells of entries in one sheet, and who has to make them."""

    _name = "school.entry.view"
    _description = "View over Entries"

    company_id = fields.Many2one(comodel_name="res.company", string="School", readonly=True)
    year_id = fields.Many2one(comodel_name="school.year", string="School Year", readonly=True)
    term_id = fields.Many2one(comodel_name="school.term", readonly=True)
    class_id = fields.Many2one(comodel_name="school.class", readonly=True)
    subject_id = fields.Many2one(comodel_name="school.subject", readonly=True)
    # one of these three
    sheet_id = fields.Many2one(comodel_name="school.mark.sheet", readonly=True)
    conduct_sheet_id = fields.Many2one(comodel_name="school.conduct.sheet", readonly=True)
    quality_sheet_id = fields.Many2one(comodel_name="school.quality.sheet", readonly=True)
    teacher_id = fields.Many2one(comodel_name="hr.employee", readonly=True)

    @api.model
    def _query_teacher(self, table, condition):
        """Return the query of the one who has to enter it: today's assignment, the first of it."""
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT line.teacher_id
              FROM %s line
             WHERE %s AND line.date_start <= %s
                   AND (line.date_end IS NULL OR line.date_end >= %s)
          ORDER BY line.date_start, line.id
             LIMIT 1
            """,
            SQL.identifier(table),
            condition,
            today,
            today,
        )

    def action_open_grid(self):
        """Open the sheet that the entries belong to."""
        self.ensure_one()
        sheet = self.sheet_id or self.conduct_sheet_id or self.quality_sheet_id
        return sheet.action_open_grid()
