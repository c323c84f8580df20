# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile
from datetime import date
from unittest.mock import patch

from openpyxl import load_workbook
from PyPDF2 import PdfReader

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..report.school_class_book_months import SchoolClassBook
from .correction_common import CorrectionCommon

HOOK = "_absences_of_month"
#: A class that somebody deleted.
GONE = 2**31 - 1


@tagged("post_install", "-at_install")
class TestClassBookParts(CorrectionCommon):
    """The pages of absences, the book by parts, the whole school in one job, corrected marks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["ir.actions.report"]
        cls.books = cls.env["school.class.book"]

    def _pages(self, classes, name="class_book_a4", login="secretary", **choice):
        report = self.report.with_user(self.users[login])
        content, _kind = report._render_qweb_pdf(
            f"school_gradebook.{name}", classes.ids, data=choice
        )
        return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]

    def _workbook(self, classes, **choice):
        report = self.report.with_user(self.users["secretary"])
        content, _kind = report._render_xlsx(
            "school_gradebook.class_book_xlsx", classes.ids, choice
        )
        return load_workbook(io.BytesIO(content))

    def _book(self, classes, **choice):
        return self.books._collect_parts(classes.ids, choice)[0]

    def _wizard(self, classes=None, login="secretary", **values):
        wizards = self.env["school.class.book.print"].with_user(self.users[login])
        if classes is not None:
            wizards = wizards.with_context(active_model="school.class", active_ids=classes.ids)
        return wizards.create({"year_id": self.year.id, **values})

    def _run_jobs(self):
        with self.enter_registry_test_mode():
            self.env.ref("school_core.school_print_job_cron").method_direct_trigger()

    # Pages of absences

    @covers("GB-19")
    def test_a_month_shades_what_the_calendar_has_free(self):
        month = self._book(self.class_8a, part="month", month=11)["months"][0]
        self.assertEqual(month["name"], "Tháng 11 năm 2026")
        self.assertEqual([day["weekday"] for day in month["days"][:3]], ["CN", "T2", "T3"])
        self.assertEqual(len(month["days"]), 31)
        off = [number for number, day in enumerate(month["days"], 1) if day["off"]]
        calendar = self.year._school_calendar()
        free = [n for n in range(1, 31) if not calendar.is_working_day(date(2026, 11, n))]
        self.assertEqual(off, [*free, 31])
        self.assertIn(1, off)

    @covers("GB-19")
    def test_a_holiday_and_a_makeup_day_are_seen(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ bão",
                "calendar_id": self.school.resource_calendar_id.id,
                "company_id": self.school.id,
                "school_first_day": "2026-11-17",
                "school_last_day": "2026-11-18",
            }
        )
        self.env["school.makeup.day"].create({"year_id": self.year.id, "date": "2026-11-22"})
        days = self._book(self.class_8a, part="month", month=11)["months"][0]["days"]
        self.assertEqual([days[n - 1]["off"] for n in (16, 17, 18, 19, 22)], [0, 1, 1, 0, 0])

    @covers("GB-19")
    def test_days_are_blank_until_attendance_is_kept(self):
        row = self._book(self.class_8a, part="month", month=10)["months"][0]["rows"][0]
        self.assertEqual({cell["text"] for cell in row["cells"]}, {""})
        self.assertEqual(row["totals"], ["", "", ""], "nobody counted them: no zero")

    @covers("GB-19")
    def test_absences_of_an_addon_are_written_and_counted(self):
        def absences(books, classes, year, month):
            found = {self.binh: {5: "P", 6: "PK"}} if month == 10 else {}
            return {self.class_8a: found}

        with patch.object(SchoolClassBook, HOOK, absences):
            month = self._book(self.class_8a, part="month", month=10)["months"][0]
            book = self._workbook(self.class_8a, part="month", month=10)
        place = self.students.sorted().ids.index(self.binh.id)
        row = month["rows"][place]
        self.assertEqual([row["cells"][n - 1]["text"] for n in (4, 5, 6)], ["", "P", "PK"])
        self.assertEqual(row["totals"], [3, 2, 1])
        self.assertEqual(month["rows"][place - 1]["totals"], [0, 0, 0])
        line = [cell.value for cell in book.worksheets[0][4 + place]]
        self.assertEqual(line[6:8] + line[-3:], ["P", "PK", 3, 2, 1])

    @covers("GB-19")
    def test_who_left_is_listed_but_no_longer_counted(self):
        self.binh.enrollment_ids.date_end = "2026-11-08"
        book = self._book(self.class_8a)
        months = {month["first"].month: month for month in book["months"]}
        self.assertEqual([*months], [9, 10, 11, 12, 1, 2, 3, 4, 5])
        self.assertEqual([months[n]["size"] for n in (10, 11, 12)], [3, 3, 2])
        row = months[11]["rows"][[line["id"] for line in book["roster"]].index(self.binh.id)]
        self.assertEqual([row["cells"][n - 1]["off"] for n in (6, 9)], [False, True])

    @covers("GB-19")
    def test_45_pupils_and_a_month_take_one_page_on_both_papers(self):
        self._create_students(self.class_8b, [f"Nguyễn Văn {i}" for i in range(45)])
        for name in ("class_book_a4", "class_book_a3"):
            with self.subTest(name):
                pages = self._pages(self.class_8b, name, part="month", month=12)
                self.assertEqual(len(pages), 1)
                for text in ("Theo dõi nghỉ học", "Nguyễn Văn 44", "Hiệu trưởng", "In ngày"):
                    self.assertIn(text, pages[0])

    # Parts

    @covers("GB-19")
    def test_the_months_stand_in_the_book_before_the_subjects(self):
        text = "\n".join(self._pages(self.class_8a))
        parts = ("Sơ yếu lí lịch", "Tháng 9 năm 2026", "Tháng 5 năm 2027", "Tổng hợp học kì I")
        self.assertInOrder(parts, text)

    @covers("GB-19")
    def test_each_term_has_its_own_months_and_the_last_one_the_year(self):
        shown = {number: self._book(self.class_8a, part="term", term=number) for number in (1, 2)}
        months = [[month["first"].month for month in shown[n]["months"]] for n in (1, 2)]
        self.assertEqual(months[0] + months[1], [9, 10, 11, 12, 1, 2, 3, 4, 5])
        self.assertIn(self.term_1.date_end.month, months[0])
        first, second = ("\n".join(self._pages(self.class_8a, part="term", term=n)) for n in (1, 2))
        self.assertIn("Tổng hợp học kì I", first)
        for text in ("Tổng hợp học kì II", "Kết quả cả năm", "Sơ yếu lí lịch"):
            self.assertNotIn(text, first)
        for text in ("Tổng hợp học kì II", "Kết quả cả năm", "In ngày"):
            self.assertIn(text, second)
        front = "\n".join(self._pages(self.class_8a, part="term", term=1, front=True))
        self.assertIn("Sơ yếu lí lịch", front)

    @covers("GB-19")
    def test_the_year_alone(self):
        text = "\n".join(self._pages(self.class_8a, part="year"))
        for part in ("Tổng hợp cả năm", "Kết quả cả năm", "Nhận xét của Hiệu trưởng"):
            self.assertIn(part, text)
        for part in ("Theo dõi nghỉ học", "Tổng hợp học kì", "Hướng dẫn"):
            self.assertNotIn(part, text)

    @covers("GB-21")
    def test_parts_as_a_workbook(self):
        names = self._workbook(self.class_8a, part="month", month=10).sheetnames
        self.assertEqual(names, ["Nghỉ học 10-2026 8A"])
        names = self._workbook(self.class_8a).sheetnames
        self.assertEqual(sum(name.startswith("Nghỉ học") for name in names), 9)

    @covers("GB-19")
    def test_every_teacher_of_a_subject_has_a_place_to_sign(self):
        self._assign("homeroom", self.maths_8a)
        page = next(
            text for text in self._pages(self.class_8a) if "Toán Học kì I" in " ".join(text.split())
        )
        self.assertEqual(page.count("Giáo viên môn học"), 2)
        for login in ("teacher", "homeroom"):
            self.assertIn(self.employees[login].name, page)

    # The wizard and the job

    @covers("GB-19")
    def test_one_class_is_printed_at_once(self):
        action = self._wizard(self.class_8a, part="month", month="10").action_print()
        self.assertEqual(action["report_name"], "school_gradebook.class_book_a4")
        choice = {
            "part": "month",
            "month": 10,
            "class_ids": self.class_8a.ids,
            "file_name": f"Class Book (A4) 8A {self.year.name} - month 10",
        }
        self.assertEqual(action["data"], choice)
        report = self.report.with_user(self.users["secretary"])
        content, _kind = report._render_qweb_pdf(action["report_name"], None, data=choice)
        self.assertEqual(len(PdfReader(io.BytesIO(content)).pages), 1)

    @covers("GB-19")
    def test_the_month_that_ended_is_proposed(self):
        for today, month in (("2026-11-03", "10"), ("2027-01-05", "12")):
            with freeze_time(f"{today} 03:00:00"):
                self.assertEqual(self._wizard(self.class_8a).month, month)

    @covers("GB-19")
    def test_a_month_outside_the_year_is_refused(self):
        with self.assertRaisesRegex(UserError, "no month 7"):
            self._wizard(self.class_8a, part="month", month="7").action_print()

    @covers("GB-19", "ACC-01")
    def test_nobody_prints_a_book_with_pages_he_may_not_read(self):
        with self.assertRaisesRegex(AccessError, "8B"):
            self._wizard(self.class_8b, login="homeroom").action_print()
        self.assertEqual(self._wizard(login="homeroom").class_ids, self.class_8a)
        with self.assertRaises(AccessError):
            self._wizard(self.class_8a, login="foreign_teacher")

    @covers("GB-19")
    def test_the_whole_school_in_one_job_and_one_zip(self):
        wizard = self._wizard(part="month", month="10", file_format="xlsx")
        self.assertLessEqual(self.class_8a | self.class_8b, wizard.class_ids)
        job = self.env["school.print.job"].browse(wizard.action_print()["res_id"])
        self.assertEqual((job.state, job.progress), ("waiting", 0))
        self._run_jobs()
        self.assertEqual((job.state, job.progress), ("done", 100))
        with zipfile.ZipFile(io.BytesIO(job.attachment_id.raw)) as archive:
            self.assertEqual(len(archive.namelist()), len(wizard.class_ids))
            content = archive.read("8A - month 10.xlsx")
        self.assertEqual(load_workbook(io.BytesIO(content)).sheetnames, ["Nghỉ học 10-2026 8A"])

    @covers("GB-19")
    def test_a_failed_class_is_named_and_printed_again_into_the_same_zip(self):
        job = self._job(("8A", self.class_8a.id), ("Lớp: 8B/Ánh?", GONE), ("8A", self.class_8a.id))
        self.assertEqual(job.state, "failed")
        failed = job.line_ids.filtered("error")
        self.assertEqual(failed.mapped("name"), ["Lớp: 8B/Ánh?"])
        self.assertEqual(self._names(job), ["8A.xlsx", "8A (2).xlsx"])
        failed.res_id = self.class_8b.id
        job.with_user(self.users["secretary"]).action_retry()
        self.assertEqual(job.state, "running")
        self._run_jobs()
        self.assertEqual(job.state, "done")
        self.assertEqual(self._names(job), ["8A.xlsx", "8A (2).xlsx", "Lớp- 8B-Ánh-.xlsx"])

    @covers("GB-19")
    def test_a_job_that_was_stopped_goes_on_where_it_was(self):
        job = self._job(("8A", self.class_8a.id), ("8B", self.class_8b.id), run=False)
        job.line_ids[0]._make()
        self.assertEqual((job.state, job.progress), ("running", 50))
        made = job.line_ids[0].attachment_id
        self._run_jobs()
        self.assertEqual(self._names(job), ["8A.xlsx", "8B.xlsx"])
        self.assertFalse(made.exists(), "packed, not printed anew")

    def _job(self, *lines, run=True):
        job = (
            self.env["school.print.job"]
            .with_user(self.users["secretary"])
            .create(
                {
                    "name": "Sổ: cả trường",
                    "report_id": self.env.ref("school_gradebook.class_book_xlsx_report").id,
                    "options": {"part": "month", "month": 10},
                    "line_ids": [
                        Command.create({"name": name, "res_id": res_id}) for name, res_id in lines
                    ],
                }
            )
            .with_env(self.env)
        )
        if run:
            self._run_jobs()
        return job

    def _names(self, job):
        self.assertEqual(job.attachment_id.name, "Sổ- cả trường.zip")
        with zipfile.ZipFile(io.BytesIO(job.attachment_id.raw)) as archive:
            return archive.namelist()

    # One subject

    @covers("GB-20")
    def test_marks_of_a_subject_stand_on_one_page_with_both_terms(self):
        self._assign("homeroom", self.maths_8a)
        pages = self._pages(self.sheet, "subject_marks", login="teacher")
        self.assertEqual(len(pages), 1)
        for text in ("Học kì I", "Học kì II", "Cả năm", "Nguyễn Văn Bình"):
            self.assertIn(text, pages[0])
        self.assertEqual(pages[0].count("Giáo viên môn học"), 2)
        with self.assertRaises(AccessError):
            self._pages(self.sheet, "subject_marks", login="foreign_teacher")

    @covers("GB-20")
    def test_marks_of_a_subject_in_the_whole_grade(self):
        self._create_students(self.class_8b, ["Vũ Văn Yên"])
        pages = self._pages(self.sheet, "subject_marks_grade")
        self.assertEqual(len(pages), 3, "8A, 8B and the figures")
        self.assertIn("Vũ Văn Yên", pages[1])
        figures = " ".join(pages[2].split())
        self.assertIn("Từ 8,0", figures)
        self.assertNotIn("không có quyền", figures)
        own = " ".join(self._pages(self.sheet, "subject_marks_grade", login="teacher")[-1].split())
        self.assertIn("không có quyền xem điểm của lớp: 8B", own)

    @covers("GB-20", "GB-21")
    def test_marks_of_a_subject_as_a_workbook(self):
        report = self.report.with_user(self.users["secretary"])
        for name, pages in (("subject_marks_xlsx", 2), ("subject_marks_grade_xlsx", 3 + 4)):
            content, _kind = report._render_xlsx(f"school_gradebook.{name}", self.sheet.ids, {})
            self.assertEqual(len(load_workbook(io.BytesIO(content)).sheetnames), pages)

    # Corrected marks

    @covers("GB-19", "GB-07")
    def test_a_corrected_mark_shows_the_old_one_struck_out(self):
        correction = self._ask()
        self._carry_out(correction)
        self.env.invalidate_all()
        report = self.report.with_user(self.users["secretary"])
        html, _kind = report._render_qweb_html(
            "school_gradebook.class_book_a4", self.class_8a.ids, data={"part": "term", "term": 1}
        )
        self.assertIn("<s>6</s> 8,5", html.decode())
        note = f"Sửa TX1: biên bản {correction.name.partition('/')[0]}"
        self.assertIn(note, html.decode())
        book = self._workbook(self.class_8a, part="term", term=1)
        page = next(book[name] for name in book.sheetnames if name.startswith("Toán HKI "))
        notes = [str(row[-1]) for row in page.iter_rows(min_row=4, values_only=True)]
        self.assertIn(f"TX1 cũ: 6; {note}", notes)

    @covers("GB-07")
    def test_what_was_only_asked_for_is_no_correction(self):
        self._approve(self._ask())
        self.assertFalse(self.books._corrections(self.sheet))
