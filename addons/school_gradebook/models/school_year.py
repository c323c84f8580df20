# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SchoolYear(models.Model):
    _inherit = "school.year"

    date_anomalies = fields.Datetime(
        string="Marks Searched on",
        readonly=True,
        copy=False,
        help="When the marks were last searched for unusual cases.",
    )

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("date_start", "date_end", "term_ids", "makeup_day_ids")):
            self.env["school.entry.window"]._refresh_years(self)
        return result

    def _copy_settings_to(self, year):
        """Override: the times of entry, where ``year`` has none and the user may set them."""
        windows = self.env["school.entry.window"]
        if windows.has_access("create") and not windows.search_count([("year_id", "=", year.id)]):
            own = windows.search([("year_id", "=", self.id)])
            windows.create(own._prepare_copies(year))
        return super()._copy_settings_to(year)

    def _ensure_inspections(self, month):
        """Make the inspections of ``month`` that the classes of the years lack."""
        # Whoever inspects does not make the list of what is to be inspected.
        inspections_sudo = self.env["school.book.inspection"].sudo()
        classes_sudo = self.sudo().class_ids
        there = inspections_sudo.search(
            [("class_id", "in", classes_sudo.ids), ("month", "=", month)]
        ).class_id
        inspections_sudo.create(
            [{"class_id": one.id, "month": month} for one in classes_sudo - there]
        )
