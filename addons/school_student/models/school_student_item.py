# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Where the data of a pupil stand, besides the pupil.
LINES = ("private_ids", "guardian_ids")


class SchoolStudentItem(models.Model):
    """An item of a pupil's data that a school may require besides the minimum of TM Điều 7.1."""

    _name = "school.student.item"
    _description = "Item of Pupil Data"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    field_name = fields.Char(
        string="Field",
        required=True,
        help="A field of the pupil; of the private data: private_ids.…, of the parents: "
        "guardian_ids.…",
    )
    sequence = fields.Integer(default=10)

    _uniq_field_name = models.UniqueIndex("(field_name)", "This item exists already.")

    @api.constrains("field_name")
    def _check_field_name(self):
        for item in self:
            first, _dot, second = item.field_name.partition(".")
            field = self.env["school.student"]._fields.get(first)
            if field and second:
                lines = self.env[field.comodel_name]._fields if first in LINES else {}
                field = lines.get(second)
            if not field or not field._description_searchable or field.type == "one2many":
                raise ValidationError(
                    self.env._(
                        "%(item)s: “%(field)s” is no field of a pupil that can be looked for.",
                        item=item.name,
                        field=item.field_name,
                    )
                )
