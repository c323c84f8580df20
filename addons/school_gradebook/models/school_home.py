# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.school_core.tools.dated import in_force

#: Before the end of the year results are reviewed, and what they leave open is decided.
DAYS_OF_REVIEW = 14


class SchoolHome(models.AbstractModel):
    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [
            *super()._lines(),
            *self._lines_own_marks(),
            *self._lines_own_conduct(),
            *self._lines_own_qualities(),
            *self._lines_handing_in(),
            *self._lines_approval(),
            *self._lines_decisions(),
            *self._lines_reopen(),
            *self._lines_entry(),
        ]

    @api.model
    def _running_term(self):
        today = fields.Date.context_today(self)
        return Domain([("term_id.date_start", "<=", today), ("term_id.date_end", ">=", today)])

    @api.model
    def _own_sheets(self):
        today = fields.Date.context_today(self)
        own = Domain("teacher_id.user_id", "=", self.env.uid)
        return Domain("class_subject_id.assignment_ids", "any", own & in_force(today))

    @api.model
    def _lines_own_marks(self):
        if not self._is_one_of(("teacher",)):
            return []
        domain = self._own_sheets() & self._running_term() & Domain("missing_count", ">", 0)
        ((sheets, marks),) = self.env["school.mark.sheet"]._read_group(
            domain, [], ["__count", "missing_count:sum"]
        )
        return self._line(
            "own_sheets",
            self.env._("My mark sheets of this term"),
            sheets,
            "school_gradebook.school_mark_sheet_action_mine",
            detail=self.env._("%(number)s marks are still missing", number=marks),
            context={
                "search_default_mine": 1,
                "search_default_current_term": 1,
                "search_default_incomplete": 1,
            },
        )

    @api.model
    def _lines_own_conduct(self):
        if not self._is_one_of(("homeroom",)):
            return []
        return self._line_homeroom(
            "school.conduct.sheet",
            "own_conduct",
            self._title_own_conduct(),
            "school_gradebook.school_conduct_sheet_action",
            self.env._("Pupils with something of this term not entered"),
        )

    @api.model
    def _title_own_conduct(self):
        """Return what is entered about the own classes of today, in their circular's words."""
        sheets = self.env["school.conduct.sheet"].search(
            self._running_term() & Domain("class_id.homeroom_id.user_id", "=", self.env.uid)
        )
        schemes = [school_class._scheme() for school_class in sheets.class_id]
        names = {scheme.names.get("conduct") for scheme in schemes if scheme}
        word = names.pop() if len(names) == 1 else None
        return self.env._("%(what)s of my class", what=word or self.env._("Absences and remarks"))

    @api.model
    def _lines_own_qualities(self):
        return self._line_homeroom(
            "school.quality.sheet",
            "own_qualities",
            self.env._("Qualities and competencies of my class"),
            "school_gradebook.school_quality_sheet_action",
            self.env._("Pupils, at each time of assessment of this term, who are not entered"),
        )

    @api.model
    def _line_homeroom(self, model, key, title, action, detail):
        """Return the line of what is missing in the sheets of the own class."""
        if not self._is_one_of(("homeroom",)):
            return []
        domain = self._running_term() & Domain(
            [("class_id.homeroom_id.user_id", "=", self.env.uid), ("missing_count", ">", 0)]
        )
        ((sheets, pupils),) = self.env[model]._read_group(
            domain, [], ["__count", "missing_count:sum"]
        )
        return self._line(
            key,
            title,
            pupils if sheets else 0,
            action,
            tone="info",
            detail=detail,
            context={"search_default_my_class": 1, "search_default_current_term": 1},
        )

    @api.model
    def _lines_handing_in(self):
        """Results of the own class that were refused, or are due as the term is over."""
        if not self._is_one_of(("homeroom",)):
            return []
        today = fields.Date.context_today(self)
        over = [
            Domain([("period", "=", str(number)), ("year_id.term_ids", "any", term)])
            for number in (1, 2)
            for term in [Domain([("number", "=", number), ("date_end", "<", today)])]
        ]
        domain = (
            Domain("class_id.homeroom_id.user_id", "=", self.env.uid)
            & Domain("year_id.state", "!=", "closed")
            & (
                Domain("approval_state", "=", "refused")
                | (Domain("approval_state", "=", "draft") & Domain.OR(over))
            )
        )
        return self._line_found(
            "results_to_hand_in",
            self.env._("Results of my class to hand in"),
            "school.result.book",
            domain,
            "school_gradebook.school_result_book_action",
        )

    @api.model
    def _lines_decisions(self):
        """Pupils whose promotion the circular leaves to the principal, as the year ends."""
        if not self._is_one_of(("principal",)):
            return []
        soon = fields.Date.context_today(self) + timedelta(days=DAYS_OF_REVIEW)
        ending = [("term_ids", "any", [("number", "=", 2), ("date_end", "<=", soon)])]
        return self._line_found(
            "promotions_to_decide",
            self.env._("Promotions that wait for my decision"),
            "school.result",
            Domain("company_id", "in", self.env.companies.ids)
            & Domain("promotion", "=", "principal")
            & Domain("year_id.state", "!=", "closed")
            & Domain("year_id", "any", ending),
            "school_gradebook.school_result_action",
        )

    @api.model
    def _lines_approval(self):
        if not self.env["school.result.book"].has_access("read"):
            return []
        return self._line_waiting(
            "results_to_approve",
            self.env._("Results of classes waiting for me"),
            "school.result.book",
            "school_gradebook.school_result_book_action",
        )

    @api.model
    def _lines_reopen(self):
        return self._line_to_approve(
            "results_to_open",
            self.env._("Requests to open approved results again"),
            "school.result.reopen",
            "school_gradebook.school_result_reopen_action",
        )

    @api.model
    def _lines_entry(self):
        """How far the entry of marks is, for those who watch over it."""
        if not self._is_one_of(("principal", "vice_academic", "gradebook_admin", "secretary")):
            return []
        ((sheets, required, missing),) = self.env["school.mark.sheet"]._read_group(
            self._running_term(), [], ["__count", "required_count:sum", "missing_count:sum"]
        )
        if not required:
            return []
        return self._line(
            "entry_progress",
            self.env._("Mark sheets of this term"),
            sheets,
            "school_gradebook.school_mark_sheet_action",
            tone="info" if missing else "done",
            detail=self.env._(
                "%(part)s %% of the marks are entered; %(missing)s are missing",
                part=100 * (required - missing) // required,
                missing=missing,
            ),
            context={"search_default_current_term": 1, "search_default_group_class": 1},
        )
