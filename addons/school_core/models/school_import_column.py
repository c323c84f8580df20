# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SchoolImportColumn(models.Model):
    """A column of a file and what it was read as; choosing another is remembered."""

    _name = "school.import.column"
    _description = "Column of an Imported File"
    _order = "import_id, id"
    _rec_name = "heading"

    import_id = fields.Many2one(
        comodel_name="school.import", required=True, index=True, ondelete="cascade"
    )
    file = fields.Char(readonly=True)
    sheet = fields.Char(readonly=True)
    kind = fields.Char(readonly=True)
    place = fields.Char(string="Column", readonly=True)
    heading = fields.Char(readonly=True)
    example = fields.Char(string="First Values", readonly=True)
    value = fields.Char(
        string="For All Rows", help="What holds for all rows of a sheet that has no such column."
    )
    target_id = fields.Many2one(
        comodel_name="school.import.target", string="Read as", ondelete="cascade"
    )
    origin = fields.Selection(
        [
            ("known", "Known heading"),
            ("chosen", "Chosen by the school"),
            ("title", "From the title or the name of the sheet"),
            ("given", "Said for all rows"),
            ("missing", "Not in the sheet"),
            ("nowhere", "Known, has no place here"),
            ("none", "Not read"),
        ],
        string="How",
        readonly=True,
    )

    @api.constrains("target_id")
    def _check_target(self):
        for column in self:
            if column.target_id and column.target_id.kind != column.kind:
                raise ValidationError(
                    self.env._(
                        "%(heading)s: %(target)s belongs to another kind of data.",
                        heading=column.heading,
                        target=column.target_id.title,
                    )
                )

    def write(self, vals):
        if not {"target_id", "value"} & vals.keys():
            return super().write(vals)
        if "done" in self.import_id.mapped("state"):
            raise UserError(self.env._("This import is done; start a new one."))
        if "value" in vals:
            if any(self.mapped("place")):
                raise UserError(self.env._("This column has values of its own in the sheet."))
            # What holds for all rows is of this file only.
            value = (vals["value"] or "").strip()
            vals = {"value": value, "origin": "given" if value else "missing"}
            self.import_id.state = "draft"
            return super().write(vals)
        result = super().write({**vals, "origin": "chosen"})
        for column in self:
            if column.place:
                self.env["school.import.heading"]._remember(
                    column.import_id.company_id,
                    column.kind,
                    column.heading,
                    column.target_id.name or False,
                )
        self.import_id.state = "draft"
        return result
