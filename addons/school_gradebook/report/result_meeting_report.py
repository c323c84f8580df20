# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.school_core.tools.local_time import local_time

from .form_text import date_text

PERIOD_WORDS = {"1": "học kì I", "2": "học kì II", "year": "cả năm"}


class ResultMeeting(models.AbstractModel):
    """The minutes of the meeting that reviews the results (Biên bản xét duyệt kết quả)."""

    _name = "report.school_gradebook.result_meeting"
    _description = "Minutes of the Review Meeting"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "meetings": [
                self._meeting(meeting)
                for meeting in self.env["school.result.meeting"].browse(docids)
            ]
        }

    def _meeting(self, meeting):
        school = meeting.company_id
        return {
            "authority": school.school_authority_id.name or "",
            "school": school.name,
            "words": meeting.book_ids.class_id.level_id._form_words(),
            "province": school.state_id.name or "",
            "period": PERIOD_WORDS[meeting.period],
            "year": meeting.year_id.name,
            "date": local_time(self.env, meeting.date),
            "printed": date_text(fields.Date.context_today(self)),
            "place": meeting.place or "",
            "chair": meeting.chair_id.name,
            "secretary": meeting.secretary_id.name,
            "attendees": ", ".join(meeting.attendee_ids.sorted("name_key").mapped("name")),
            "attendee_count": len(meeting.attendee_ids),
            "absent": meeting.absent or "",
            "conclusion": meeting.conclusion or "",
            "is_closed": meeting.state == "closed",
            "classes": meeting._minutes(),
        }
