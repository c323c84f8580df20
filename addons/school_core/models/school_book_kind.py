# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .school_reference_mixin import REFERENCE_CACHE


class SchoolBookKind(models.Model):
    """A kind of book that a school keeps (marks, conduct, attendance ...) and can lock.

    Addons register their kinds, with the columns that can be locked one by one, as data.
    """

    _name = "school.book.kind"
    _description = "Kind of Book"
    _inherit = ["school.reference.mixin"]
    _order = "sequence, id"
    _reference_fields = frozenset(("code",))

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    per_subject = fields.Boolean(
        string="By Subject", help="A book of each subject of a class, not one of the class."
    )
    active = fields.Boolean(default=True)
    needs_dossier = fields.Boolean(
        string="Corrected by Dossier",
        help="What is wrong in such a book is corrected by a dossier, not by opening it.",
    )
    column_ids = fields.One2many(comodel_name="school.book.column", inverse_name="kind_id")

    _uniq_code = models.UniqueIndex("(code)", "The code of a kind of book must be unique.")

    @api.model
    @ormcache(cache=REFERENCE_CACHE)
    def _known_codes(self):
        """Return ({code: id} of the kinds, {id: code} of the columns); the result is shared."""
        self.env.flush_all()
        kinds = self.env.execute_query(SQL("SELECT code, id FROM school_book_kind"))
        columns = self.env.execute_query(SQL("SELECT id, code FROM school_book_column"))
        return dict(kinds), dict(columns)
