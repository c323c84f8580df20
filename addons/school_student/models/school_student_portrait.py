# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii

from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.picture import PictureError, clean_picture


class SchoolStudent(models.Model):
    """Portraits are stored small and bare, whichever way they come: no place of the photo in them."""

    _inherit = "school.student"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [self._with_clean_portrait(vals, vals.get("name")) for vals in vals_list]
        )

    def write(self, vals):
        return super().write(
            self._with_clean_portrait(vals, ", ".join(self.mapped("name")))
            if vals.get("image_1920")
            else vals
        )

    @api.model
    def _with_clean_portrait(self, vals, name):
        if not vals.get("image_1920"):
            return vals
        try:
            content = base64.b64decode(vals["image_1920"])
            return {**vals, "image_1920": base64.b64encode(clean_picture(content))}
        except (PictureError, binascii.Error) as error:
            refusal = error if isinstance(error, PictureError) else PictureError("not_picture")
            raise ValidationError(
                self.env._(
                    "The portrait of %(name)s is refused: %(reason)s.",
                    name=name,
                    reason=refusal.reason(self.env),
                )
            ) from error
