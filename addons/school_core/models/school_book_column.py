# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import ValidationError


class SchoolBookColumn(models.Model):
    """A column of a kind of book, named by the field that holds it."""

    _name = "school.book.column"
    _description = "Column of a Book"
    _inherit = ["school.reference.mixin"]
    _order = "kind_id, sequence, id"
    _reference_fields = frozenset(("code", "kind_id"))

    name = fields.Char(required=True, translate=True)
    code = fields.Char(string="Field", required=True)
    kind_id = fields.Many2one(
        comodel_name="school.book.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)

    _uniq_code = models.UniqueIndex("(kind_id, code)", "The book has this column already.")

    def _check_of(self, kind):
        """Refuse columns that are not those of the book ``kind``."""
        for column in self:
            if column.kind_id != kind:
                raise ValidationError(
                    self.env._(
                        "The column %(column)s is not one of the book %(book)s.",
                        column=column.name,
                        book=kind.name,
                    )
                )
