# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolHome(models.AbstractModel):
    """Lines about the analysis of marks."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_targets()]

    @api.model
    def _lines_targets(self):
        if not self._is_one_of(("vice_academic",)):
            return []
        lines = []
        titles = {
            "school.mark.target": self.env._("Targets of departments waiting for me"),
            "school.mark.proposal": self.env._("Proposals after tests waiting for me"),
        }
        for model, title in titles.items():
            domain = self.env[model]._approval_waiting_domain()
            lines += self._line(
                model,
                title,
                self.env[model].search_count(domain),
                f"school_gradebook.{model.replace('.', '_')}_action",
                domain=list(domain),
                context={},
            )
        return lines
