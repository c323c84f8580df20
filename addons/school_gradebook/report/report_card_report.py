# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models

from odoo.addons.school_core.models.school_print_check import Place

from .class_book_report import WORDS
from .form_text import date_text

#: Levels whose school report is of the kind of Thông tư 22/2021 (GDTX: 43/2021); that of primary
#: school is a form of its own.
LEVEL_TITLES = {
    "THCS": "Trung học cơ sở",
    "THPT": "Trung học phổ thông",
    "GDTX-THCS": "Giáo dục thường xuyên cấp trung học cơ sở",
    "GDTX-THPT": "Giáo dục thường xuyên cấp trung học phổ thông",
}
#: Headings of the pages of a year; those under Thông tư 58/2011 differ in words.
FORM = {
    "value": "Điểm trung bình môn học hoặc mức đánh giá",
    "again": "Sau đánh giá lại (nếu có)",
    "teacher": "Nhận xét sự tiến bộ, ưu điểm nổi bật, hạn chế chủ yếu (nếu có) và chữ kí của giáo"
    " viên môn học",
    "levels": "Mức đánh giá",
    "levels_again": "Mức đánh giá sau đánh giá lại, rèn luyện thêm trong kì nghỉ hè",
    "conduct": "Kết quả rèn luyện",
    "learning": "Kết quả học tập",
    "certificate": "Chứng chỉ (nếu có)",
    "contests": "Kết quả tham gia các cuộc thi (nếu có)",
    "award": "Khen thưởng (nếu có)",
}
REGISTER_FORM = {
    "value": "Điểm trung bình hoặc xếp loại các môn học",
    "again": "Điểm hoặc xếp loại sau kiểm tra lại (nếu có)",
    "teacher": "Giáo viên bộ môn kí xác nhận điểm trung bình môn học hoặc xếp loại và sửa chữa"
    " (nếu có)",
    "levels": "Kết quả xếp loại",
    "levels_again": "Xếp loại sau kiểm tra lại các môn học hoặc rèn luyện thêm về hạnh kiểm",
    "conduct": "Hạnh kiểm",
    "learning": "Học lực",
    "certificate": "Có chứng chỉ nghề phổ thông, loại",
    "contests": "Được giải thưởng trong các kì thi",
    "award": "Danh hiệu, khen thưởng",
}


class ReportCard(models.AbstractModel):
    """The school report (học bạ) of pupils: one book a pupil and level, two pages a year.

    Its years are those whose results the user who prints may read: the homeroom teacher prints the
    year of the own class, the office the whole book.
    """

    _name = "report.school_gradebook.report_card"
    _description = "School Report"

    _report_name = "school_gradebook.report_card"
    _book_model = "school.class.book"
    _level_titles = LEVEL_TITLES
    _of_classes = False

    @api.model
    def _get_report_values(self, docids, data=None):
        students = self.env["school.student"].browse(docids)
        if self._of_classes:
            classes = self.env["school.class"].browse(docids)
            students = students.browse([s.id for one in classes for s in one._students_on()])
        return {"cards": self._cards(students), **WORDS}

    def _cards(self, students):
        """Return one dict for each pupil and level; see ``_card`` for its keys."""
        years = self._years(students)
        printed = students.filtered(lambda student: years.get(student))
        books = {
            book["id"]: book
            for book in self.env[self._book_model]._collect(
                self.env["school.class"].browse({c.id for of in years.values() for c in of})
            )
        }
        facts = {
            "books": books,
            "corrections": self._count_corrections(students),
            "headers": printed._record_header(),
            "measures": printed._record_measures(self.env["school.class"].browse(books).year_id),
        }
        cards = [
            self._card(student, level, classes, facts)
            for student in students
            for level, classes in self._by_level(years.get(student)).items()
        ]
        places = [card["place"] for card in cards]
        marks = self.env["school.print.check"]._marks(self._report_name, places) if cards else {}
        for card in cards:
            card["check"] = marks[card["place"]]
        return cards

    def _years(self, students):
        """Return {pupil: his classes, the oldest year first}."""
        classes = self.env["school.class"]
        reader = self.env[self._book_model]._reader(classes)
        results = reader["school.result"].search(
            [
                ("student_id", "in", students.ids),
                ("class_id.level_id.code", "in", list(self._level_titles)),
            ]
        )
        return {
            student: found.class_id.with_env(self.env)
            ._filtered_access("read")
            .sorted(lambda c: (c.year_id.date_start, c.id))
            for student, found in results.grouped("student_id").items()
        }

    def _card(self, student, level, classes, facts):
        school = classes[-1].company_id
        person = self.env[self._book_model]._person(student)
        return {
            "place": Place(classes[-1].id, student.id),
            "level": self._level_titles[level.code],
            "words": level._form_words(),
            "authority": school.school_authority_id.name or "",
            "school": school.name,
            "province": school.state_id.name or "",
            "commune": school.city or "",
            "principal": school.school_principal_id.name or "",
            "printed": date_text(fields.Date.context_today(self)),
            "name": student.name,
            "code": student.code,
            "birth_date": date_text(student.birth_date),
            "person": person,
            "years": [self._year(student, one, facts) for one in classes],
            **facts["headers"][student],
        }

    def _by_level(self, classes):
        return classes.grouped("level_id") if classes else {}

    def _count_corrections(self, students):
        """Return {(pupil's id, class's id): marks that a dossier corrected}."""
        # How many there are stands in the book; what they were about does not leave here.
        lines_sudo = (
            self.env["school.mark.correction.line"]
            .sudo()
            .search(
                [
                    ("student_id", "in", students.ids),
                    ("correction_id.approval_state", "=", "applied"),
                ]
            )
        )
        return Counter((line.student_id.id, line.class_id.id) for line in lines_sudo)

    def _year(self, student, school_class, facts):
        """Return a year of the card: its subjects line by line and what the class book says."""
        book = facts["books"][school_class.id]
        place = self._place(student, book)
        first, last = book["terms"][0], book["terms"][-1]
        first_rows = {sheet["subject"]: sheet["rows"][place] for sheet in first["sheets"]}
        lines = [
            {
                "subject": sheet["subject"],
                "kind": sheet["kind"],
                "first": first_rows.get(sheet["subject"], {}).get("average"),
                "second": sheet["rows"][place]["average"],
                "year": sheet["rows"][place]["year_average"],
                "reassessed": sheet["rows"][place]["reassessed"],
                "remark": sheet["rows"][place]["remark"],
                "teachers": sheet["teachers"],
            }
            for sheet in last["sheets"]
        ]
        return {
            "book": book,
            "form": REGISTER_FORM if book["is_register"] else FORM,
            "note": book["roster"][place]["note"],
            "lines": lines,
            "result": book["results"][place],
            "corrections": facts["corrections"].get((student.id, book["id"]), 0),
        }

    def _place(self, student, book):
        """Return the place of a pupil in the roster of a book."""
        return next(n for n, line in enumerate(book["roster"]) if line["id"] == student.id)


class ReportCardOfClass(models.AbstractModel):
    """The school reports of whole classes, pupil after pupil in the order of the class's list."""

    _name = "report.school_gradebook.report_card_of_class"
    _inherit = ["report.school_gradebook.report_card"]
    _description = "School Reports of a Class"

    _of_classes = True
