# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.school_core.models.school_approval_way import STARTS
from odoo.addons.school_core.models.school_print_check import Place
from odoo.addons.school_core.tools.local_time import TIMEZONE, local_time

from ..models.school_mark_correction_effect import RESULT_FIGURES
from .form_text import TERMS, average_text, date_text, within

COLUMNS = {
    **{f"regular_{number}": f"ĐĐGtx {number}" for number in range(1, 7)},
    "midterm": "ĐĐGgk",
    "final": "ĐĐGck",
}
DECISIONS = {
    "submit": "Đề nghị",
    "confirm": "Xác nhận",
    "approve": "Phê duyệt",
    "execute": "Xác nhận thực hiện",
    "reopen": "Mở lại thời gian thực hiện",
    "apply": "Đã sửa trên hệ thống và khóa lại",
    "refuse": "Từ chối",
    "withdraw": "Rút lại",
    "reset": "Mở lại",
}
FIGURES = {
    "average_1": "Điểm trung bình môn học kì I",
    "average_2": "Điểm trung bình môn học kì II",
    "year_average": "Điểm trung bình môn cả năm",
    "promotion": "Lên lớp",
    "title": "Danh hiệu",
}
BOOKS = {
    "class_book": "Sổ theo dõi và đánh giá {pupil} (theo lớp học)",
    "personal_book": "Sổ theo dõi và đánh giá {pupil} (của giáo viên)",
    "results": "Bảng tổng hợp kết quả",
    "transcript": "Học bạ",
    "archive": "Hồ sơ lưu trữ",
}


class MarkCorrectionReport(models.AbstractModel):
    """The dossier on paper: biên bản đề nghị sửa chữa điểm, mức đánh giá (TT Điều 11.2)."""

    _name = "report.school_gradebook.mark_correction"
    _description = "Dossier of a Correction"

    @api.model
    def _get_report_values(self, docids, data=None):
        corrections = self.env["school.mark.correction"].browse(docids)
        corrections.check_access("read")
        places = {
            one: Place(one.class_id.id, term_id=one.term_id.id, subject_id=one.subject_id.id)
            for one in corrections
        }
        checks = self.env["school.print.check"]._marks(
            "school_gradebook.mark_correction", list(places.values())
        )
        # who reads a dossier reads all that stands in it: steps of others, names, its files
        pages = [self._page(one.sudo(), checks[places[one]]) for one in corrections]
        return {"pages": pages}

    @api.model
    def _page(self, correction, check):
        """Return what a dossier shows on paper."""
        company = correction.company_id
        words = correction.class_id.level_id._form_words()
        scheme = correction.class_id._scheme()
        return {
            "words": words,
            "check": check,
            "authority": company.school_authority_id.name or "",
            "school": company.name,
            "place": company.city or "",
            "number": correction.name or "",
            "year": correction.year_id.name,
            "class_name": correction.class_id.name,
            "subject": correction.subject_id.with_context(lang="vi_VN").name,
            "term": within(TERMS.get(correction.term_id.number, correction.term_id.name)),
            "teachers": correction.teacher_names or "",
            "requester": correction.approval_requester_id.name or correction.create_uid.name,
            "date": date_text(self._day(correction)),
            "reason": correction.reason,
            "check_print_date": date_text(correction.check_print_date),
            "decision": f"số {correction.remarking_number} ngày"
            f" {date_text(correction.remarking_date)}"
            if correction.is_remarking and correction.remarking_date
            else "",
            "is_after_closing": correction.is_after_closing,
            "lines": [self._line(line, words, scheme) for line in correction.line_ids],
            "evidence": [
                {"name": attachment.name, "checksum": attachment.checksum}
                for attachment in correction.evidence_ids
            ],
            "steps": [
                {
                    "at": local_time(self.env, line.date, with_seconds=True),
                    "what": DECISIONS[line.decision]
                    + (f" (thay: {line.step_id.name})" if line.stands_in else ""),
                    "who": line.user_id.name,
                    "login": line.user_id.login,
                    "comment": line.comment or "",
                }
                for line in correction.approval_line_ids
            ],
            "effects": [self._effect(effect, scheme) for effect in correction.effect_ids],
            "books": [
                {
                    "book": BOOKS[line.book].format(pupil=words.pupil),
                    "student": line.student_id.name or "",
                    "done": line.done_by.name or "",
                    "at": local_time(self.env, line.done_at) if line.done_at else "",
                }
                for line in correction.reissue_ids
            ],
            "signatures": self._signatures(correction),
            "keep_years": company.school_correction_keep_years,
            "printed": local_time(self.env, fields.Datetime.now()),
        }

    @api.model
    def _day(self, correction):
        first = correction.approval_line_ids.filtered(lambda line: line.decision == "submit")[-1:]
        moment = first.date or fields.Datetime.now()
        return fields.Datetime.context_timestamp(self.with_context(tz=TIMEZONE), moment)

    @api.model
    def _signatures(self, correction):
        """Return who signs: the places of the form, filled by the confirmations with a password."""
        seats = {
            self.env.ref("school_core.group_school_teacher"): "teacher",
            self.env.ref("school_core.group_school_gradebook_admin"): "administrator",
        }
        signed = {}
        words = correction.class_id.level_id._form_words()
        for line in correction.approval_line_ids:
            if line.decision in STARTS:
                signed = {}
            elif line.decision == "reopen":
                signed = {seat: one for seat, one in signed.items() if one.decision != "execute"}
            elif line.decision == "execute":
                signed[seats.get(line.step_id.group_id, "leader")] = line
            else:
                signed[line.decision] = line
        return [
            {
                "title": title,
                "name": line.user_id.name if line else "",
                "how": f"Tài khoản {line.user_id.login}, {local_time(self.env, line.date)}"
                if line
                else "",
            }
            for title, line in (
                ("Giáo viên môn học", signed.get("teacher")),
                ("Tổ trưởng chuyên môn", signed.get("confirm")),
                ("Quản trị sổ điểm", signed.get("administrator")),
                (f"Lãnh đạo {words.manager}", signed.get("leader", signed.get("approve"))),
            )
        ]

    @api.model
    def _line(self, line, words, scheme):
        notes = []
        if line.is_remarking:
            notes.append("Phúc khảo")
        if line.is_oral:
            notes.append(
                f"Kiểm tra miệng: {words.pupil} và {line.classmate_id.name} xác nhận"
                f" (ghi nhận: {line.noted_by_id.name})"
            )
        if line.is_removal:
            notes.append("Bỏ điểm")
        return {
            "student": line.student_id.name,
            "column": scheme.names.get(line.column_id.code)
            or COLUMNS.get(line.column_id.code)
            or line.column_id.name,
            "old": line.old_text or "–",
            "new": line.new_text or "–",
            "note": "; ".join(notes),
        }

    @api.model
    def _effect(self, effect, scheme):
        figure = FIGURES.get(effect.figure) or scheme.label("figure", effect.figure)
        values = {"student": effect.student_id.name, "figure": figure}
        fields_of = {figure: name for (_period, name), figure in RESULT_FIGURES.items()}
        for name in ("before", "after"):
            value = effect[name]
            if value and effect.figure not in fields_of:
                text = average_text(float(value), effect.correction_id.kind)
            else:
                text = scheme.label(fields_of.get(effect.figure), value, value)
            values[name] = text or "–"
        values["is_changed"] = effect.is_changed
        return values
