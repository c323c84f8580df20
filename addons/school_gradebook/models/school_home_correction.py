# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class SchoolHome(models.AbstractModel):
    """What of the corrections waits for the user."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_corrections(), *self._lines_reissue()]

    @api.model
    def _lines_corrections(self):
        corrections = self.env["school.mark.correction"]
        if not corrections.has_access("read"):
            return []
        waiting = corrections.search(corrections._approval_waiting_domain())
        # the duty alone does not say for whom a dossier waits: it is the teacher's, the head's
        mine = waiting.filtered(
            lambda one: {"confirm", "approve", "execute"} & {*(one.approval_actions or ())}
        )
        today = fields.Date.context_today(self)
        late = mine.filtered(lambda one: one.approval_deadline and one.approval_deadline < today)
        return self._line_records(
            "corrections",
            self.env._("Corrections of marks waiting for me"),
            mine,
            "school_gradebook.school_mark_correction_action",
            tone="late" if late else "todo",
        )

    @api.model
    def _lines_reissue(self):
        books = self.env["school.book.reissue"]
        if not books.has_access("read"):
            return []
        domain = Domain("state", "=", "todo") & Domain("book", "in", books._my_books())
        return self._line_found(
            "reissue",
            self.env._("Books to re-issue after corrections"),
            books._name,
            domain,
            "school_gradebook.school_book_reissue_action",
        )
