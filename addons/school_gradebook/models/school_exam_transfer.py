# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from .school_mark import INTERNAL

#: The columns of the tests that the exam office holds.
EXAM_COLUMNS = ("midterm", "final")


class SchoolExamTransfer(models.Model):
    """A column of a sheet whose marks the exam office moved into the book (GB-09).

    TM Điều 8.1 and 11.1, TT Điều 8.1: the marks of periodic tests come from the exam office in one
    move; the teacher does not type over them. The column is closed for everybody from then on; what
    is wrong in it is corrected by a dossier. The office adds marks that were still missing.
    """

    _name = "school.exam.transfer"
    _description = "Marks from the Exam Office"
    _inherit = ["school.sheet.mixin", "school.trail.mixin"]
    _rec_name = "column_id"
    _order = "moved_at desc, id desc"

    _trail_fields = ("sheet_id", "column_id", "user_id")
    _trail_scope = "class_id"
    _trail_keys = ("term_id", "subject_id")

    class_id = fields.Many2one(index=True)
    column_id = fields.Many2one(
        comodel_name="school.book.column", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Moved by",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    moved_at = fields.Datetime(required=True, readonly=True)

    _uniq_column = models.UniqueIndex(
        "(sheet_id, column_id)", "The exam office has moved the marks of this column already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_internal()
        transfers = super().create(vals_list)
        self.env["school.lock"]._forget()
        return transfers

    def write(self, vals):
        self._check_internal()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise AccessError(self.env._("Where marks came from stays known."))

    def _check_internal(self):
        if self.env.context.get("school_internal") is not INTERNAL:
            raise AccessError(self.env._("Marks of the exam office are moved by the import only."))

    @api.model
    def _note_moved(self, cells):
        """Note that the office has moved ``cells``: a set of (sheet_id, name of the column)."""
        columns = {
            column.code: column
            for column in self.env["school.book.column"].search(
                [("kind_id.code", "=", "mark"), ("code", "in", EXAM_COLUMNS)]
            )
        }
        # nobody has the right to make them
        transfers_sudo = self.sudo().with_context(school_internal=INTERNAL)
        known = self._columns({sheet_id for sheet_id, _name in cells})
        transfers_sudo.create(
            [
                {
                    "sheet_id": sheet_id,
                    "column_id": columns[name].id,
                    "user_id": self.env.uid,
                    "moved_at": fields.Datetime.now(),
                }
                for sheet_id, name in sorted(cells - known)
            ]
        )

    @api.model
    def _columns(self, sheet_ids):
        """Return {(sheet_id, name of the column)} that the office has moved into the sheets."""
        # where marks come from binds everybody
        transfers_sudo = self.sudo().search([("sheet_id", "in", [*sheet_ids])])
        return {(one.sheet_id.id, one.column_id.code) for one in transfers_sudo}
