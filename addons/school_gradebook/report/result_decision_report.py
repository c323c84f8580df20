# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.school_core.tools.letterhead import day_in_words, letterhead
from odoo.addons.school_core.tools.local_time import TIMEZONE, local_time

from .form_text import date_text
from .result_meeting_report import PERIOD_WORDS

OUTCOMES = {
    "promoted": ("được lên lớp {next}", "được công nhận hoàn thành chương trình {level}"),
    "repeat": ("không được lên lớp", "chưa được công nhận hoàn thành chương trình {level}"),
}
#: To be filled in by the office.
NO_NUMBER = "……/QĐ-……"


class ResultDecisionReport(models.AbstractModel):
    """The principal's decision on a promotion (quyết định, Nghị định 30/2020/NĐ-CP)."""

    _name = "report.school_gradebook.result_decision"
    _description = "Decision on a Promotion"

    @api.model
    def _get_report_values(self, docids, data=None):
        decisions = self.env["school.result.decision"].browse(docids)
        decisions.check_access("read")
        return {"pages": [self._page(decision) for decision in decisions]}

    @api.model
    def _page(self, decision):
        school_class, student = decision.class_id, decision.student_id
        result = self.env["school.result"].search(
            [
                ("student_id", "=", student.id),
                ("class_id", "=", school_class.id),
                ("period", "=", "year"),
            ]
        )
        scheme = school_class._scheme()
        labels = scheme.labels
        found = [
            (words[1], labels.get(name, {}).get(result[name]))
            for name, words in (
                ("learning", scheme.learning_names),
                ("conduct", scheme.conduct_names),
            )
        ]
        return {
            **_head(self.env, decision, decision.create_uid.name),
            "number": decision.number,
            "day": day_in_words(decision.date),
            "regulation": scheme.decision_source(),
            "meeting": _meeting(school_class, decision.date),
            "outcome": _outcome(decision),
            "reason": decision.reason,
            "student": student.name,
            "birth_date": date_text(student.birth_date),
            "class_name": school_class.name,
            "year": decision.year_id.name,
            "results": ", ".join(f"{name}: {level}" for name, level in found if level),
        }


class ResultReopenReport(models.AbstractModel):
    """The decision to open approved results again."""

    _name = "report.school_gradebook.result_reopen"
    _description = "Decision to Open Results Again"

    @api.model
    def _get_report_values(self, docids, data=None):
        requests = self.env["school.result.reopen"].browse(docids)
        requests.check_access("read")
        return {"pages": [self._page(request) for request in requests]}

    @api.model
    def _page(self, request):
        opened = request.approval_line_ids.filtered(lambda line: line.decision == "approve")[-1:]
        both = request.approval_requester_id | request.create_uid | opened.user_id
        principal = both & request._users_of("principal")
        moment = opened and fields.Datetime.context_timestamp(
            request.with_context(tz=TIMEZONE), opened.date
        )
        book = request.book_id
        return {
            **_head(self.env, request, principal[:1].name),
            "number": NO_NUMBER,
            "day": day_in_words(moment and moment.date()),
            "is_draft": request.approval_state != "applied",
            "regulation": request.class_id._scheme().title(),
            "reason": request.reason,
            "asked": request.approval_requester_id.name or request.create_uid.name,
            "is_asked_by_principal": (request.approval_requester_id or request.create_uid)
            in principal,
            "opened": opened.user_id.name or "",
            "opened_at": local_time(self.env, opened.date) if opened else "",
            "class_name": request.class_id.name,
            "period": PERIOD_WORDS[book.period],
            "year": book.year_id.name,
        }


def _head(env, record, principal):
    """Return what both decisions say of the school and the one who decides."""
    school_class = record.class_id
    # who may read a decision reads the school's name and principal on it
    values = letterhead(record.company_id.sudo())
    return {
        **values,
        "words": school_class.level_id._form_words(),
        "principal": principal or values["principal"],
        "homeroom": school_class.homeroom_id.name or "",
        "printed": local_time(env, fields.Datetime.now()),
    }


def _outcome(decision):
    """Return what is decided: about the next grade, or in the last one about the level."""
    grade = decision.class_id.grade_id
    follows = grade._next()
    among, last = OUTCOMES[decision.outcome]
    text = among if follows else last
    return text.format(next=follows.number, level=grade.level_id.name.lower())


def _meeting(school_class, day):
    """Return the day of the meeting that reviewed the results of the year before ``day``."""
    # the decision tells each of its readers when the meeting was held, and no more of it
    meeting = (
        school_class.env["school.result.meeting"]
        .sudo()
        .search(
            [
                ("state", "=", "closed"),
                ("period", "=", "year"),
                ("book_ids.class_id", "=", school_class.id),
            ],
            limit=1,
        )
    )
    if not meeting:
        return ""
    held = fields.Datetime.context_timestamp(meeting.with_context(tz=TIMEZONE), meeting.date).date()
    return date_text(held) if held <= day else ""
