# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError


class SchoolClass(models.Model):
    """The pupils of a class whose portraits are taken."""

    _inherit = "school.class"

    def get_portraits(self):
        """Return the pupils of today in their order, and which of them have a portrait."""
        pupils = self._portrait_pupils()
        with_portrait = pupils.search([("id", "in", pupils.ids), ("image_1920", "!=", False)])
        return {
            "name": self.name,
            "pupils": [
                {
                    "id": pupil.id,
                    "name": pupil.name,
                    "code": pupil.code,
                    "has_portrait": pupil in with_portrait,
                }
                for pupil in pupils
            ],
        }

    def _portrait_pupils(self):
        self.ensure_one()
        pupils = self.env["school.student"].search([("class_id", "=", self.id)])
        if not pupils or not pupils.has_access("write"):
            raise AccessError(
                self.env._(
                    "You keep the data of no pupil of class %(name)s, whose portraits these are.",
                    name=self.name,
                )
            )
        return pupils
