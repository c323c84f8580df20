# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

#: Marks the days off that are being made; no value sent by RPC can be this object.
IN_MAKING = object()


class ResourceCalendarLeaves(models.Model):
    """A day off moves the times of entry that count weeks or working days."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        # the days of each are written while it is made: once is enough
        leaves = super(
            ResourceCalendarLeaves, self.with_context(school_leaves_in_making=IN_MAKING)
        ).create(vals_list)
        leaves = leaves.with_env(self.env)
        leaves._refresh_windows()
        return leaves

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("date_from", "date_to", "calendar_id", "company_id")):
            self._refresh_windows()
        return result

    def unlink(self):
        companies, everywhere = self._schools_concerned()
        result = super().unlink()
        self._refresh_windows(companies, everywhere)
        return result

    def _schools_concerned(self):
        """Return the schools whose days off these are, and whether they are those of all."""
        days_off = self.filtered(lambda leave: not leave.resource_id)
        return days_off.company_id, any(not leave.company_id for leave in days_off)

    def _refresh_windows(self, companies=None, everywhere=False):
        if self.env.context.get("school_leaves_in_making") is IN_MAKING:
            return
        if companies is None:
            companies, everywhere = self._schools_concerned()
        if not companies and not everywhere:
            return
        # Whose day off it is decides, whoever may read the years.
        years_sudo = self.env["school.year"].sudo()
        domain = [("state", "!=", "closed")]
        if not everywhere:
            domain.append(("company_id", "in", companies.ids))
        self.env["school.entry.window"]._refresh_years(years_sudo.search(domain))
