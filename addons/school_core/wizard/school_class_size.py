# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import format_date


class SchoolClassSize(models.TransientModel):
    """Asks for the day of which the class sizes (sĩ số) are shown."""

    _name = "school.class.size"
    _description = "Class Sizes on a Day"

    day = fields.Date(required=True, default=fields.Date.context_today)

    def action_show(self):
        self.ensure_one()
        year = self.env["school.year"]._current(day=self.day)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Class Sizes on %(day)s", day=format_date(self.env, self.day)),
            "res_model": "school.class",
            "views": [
                (self.env.ref(f"school_core.school_class_view_{kind}_size").id, kind)
                for kind in ("list", "kanban")
            ],
            "domain": [("year_id", "=", year.id)],
            "context": {"school_day": fields.Date.to_string(self.day)},
        }
