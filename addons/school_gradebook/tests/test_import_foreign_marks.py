# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks and results as other systems and paper books hold them."""

import io

import xlsxwriter

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from .test_import_marks import ImportBookCase

REGULAR = ("8,5", 9, "7.5", None)


def marks_of_vnedu(pupils):
    """Return a sheet of marks: class, subject and term in the title, columns in groups."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.merge_range(0, 0, 0, 10, "BẢNG ĐIỂM MÔN HỌC - vnEdu")
    sheet.write(1, 0, "Lớp: 8A - Môn: Toán - Học kỳ I - Năm học 2026-2027")
    for position, heading in enumerate(("STT", "Mã HS vnEdu", "Họ và tên")):
        sheet.merge_range(3, position, 4, position, heading)
    sheet.merge_range(3, 3, 3, 6, "ĐĐGtx")
    sheet.write_row(4, 3, [1, 2, 3, 4])
    for position, heading in enumerate(("ĐĐGgk", "ĐĐGck", "ĐTBmhk"), 7):
        sheet.merge_range(3, position, 4, position, heading)
    for line, (student, name) in enumerate(pupils):
        row = (line + 1, student.code, name, *REGULAR, "7", None, "8,1")
        for position, value in enumerate(row):
            if value is not None:
                sheet.write(5 + line, position, value)
    book.close()
    return stream.getvalue()


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportForeignMarks(ImportBookCase):
    @covers("OPS-01", "GB-02")
    def test_class_subject_and_term_stand_in_the_title(self):
        env = self.env(user=self.users["teacher"], context={"lang": "en_US"})
        content = marks_of_vnedu([(self.an, "LÊ AN"), (self.binh, "Lê Bình")])
        load = env["school.import"]._load_files([("diem.xlsx", content)])
        self.assertEqual(self._errors(load), set())
        self.assertEqual((load.sheet_ids.source, load.sheet_ids.row_count), ("vnEdu", 2))
        mark = self._mark(self.an)
        self.assertEqual(
            (mark.regular_1, mark.regular_2, mark.regular_3, mark.midterm), (8.5, 9, 7.5, 7)
        )
        titles = load.column_ids.filtered(lambda column: column.origin == "title")
        self.assertEqual(set(titles.mapped("value")), {"8A", "Toán", "I"})
        average = load.column_ids.filtered(lambda column: column.heading == "ĐTBmhk")
        self.assertEqual(average.origin, "nowhere")

    @covers("OPS-01")
    def test_results_of_years_before_this_program(self):
        year = self._create_year(self.school, 2025)
        school_class = self._create_class("7A", year=year)
        plan = self._plan_subject(school_class, self.maths)
        (old,) = self._create_students(school_class, ["Lê Cũ"], "2025-09-05")
        headings = ["Mã học sinh", "Học kì", "Trường cũ", "Minh chứng", "Môn", "ĐTB môn"]
        headings += ["Rèn luyện"]
        rows = [
            [old.code, term, "THCS Gò Mây", "Sổ gọi tên 7A", "Toán", mark, "Tốt"]
            for term, mark in ((1, "7,6"), (2, "8,2"))
        ]
        env = self.env(user=self.users["secretary"], context={"lang": "en_US"})
        files = [("ket-qua.xlsx", workbook(("KQ", [headings, *rows])))]
        load = env["school.import"]._load_files(files, year=year)
        self.assertEqual(self._errors(load), set())
        marks = self.env["school.mark"].search(
            [("student_id", "=", old.id), ("class_id", "=", school_class.id)], order="term_id"
        )
        self.assertEqual(marks.mapped("average"), [7.6, 8.2])
        self.assertEqual(marks[-1].year_average, 8.0)
        # Where a teacher has entered marks, paper says nothing.
        (other,) = self._create_students(school_class, ["Lê Khác"], "2025-09-05")
        sheet = school_class.mark_sheet_ids.filtered(
            lambda sheet: sheet.class_subject_id == plan and sheet.term_id.number == 1
        )
        self.env["school.mark"].search(
            [("sheet_id", "=", sheet.id), ("student_id", "=", old.id)]
        ).unlink()
        self.env["school.mark"].create(
            {"sheet_id": sheet.id, "student_id": other.id, "regular_1": 7}
        )
        rows[0][0] = other.code
        files = [("ket-qua.xlsx", workbook(("KQ", [headings, rows[0]])))]
        load = env["school.import"]._load_files(files, year=year)
        ((_row, _column, reason),) = self._errors(load)
        self.assertIn("was in 7A", reason)
