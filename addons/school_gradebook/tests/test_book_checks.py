# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
from datetime import date

import openpyxl
from PyPDF2 import PdfReader

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .common import GradebookCommon


class ChecksCommon(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for student, mark in zip(cls.students, (5, 6.5, 10), strict=True):
            cls._mark(cls.sheet, student, regular_1=mark)
        cls._mark(cls.sheet, cls.binh, midterm=7)
        cls.env.flush_all()

    def _pdf_text(self, name, records, login):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.users[login])
            ._render_qweb_pdf(f"school_gradebook.{name}", records.ids)
        )
        pdf = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in pdf.pages), pdf


@tagged("post_install", "-at_install")
@freeze_time("2026-12-20 03:00:00")
class TestCheckPrint(ChecksCommon):
    def _make(self, login="gradebook_admin"):
        action = self._as(login, self.sheet).action_check_print()
        return self.env["school.check.print"].browse(action["context"]["active_ids"])

    @covers("GB-17")
    def test_columns_with_marks_are_printed_with_the_day(self):
        check = self._make()
        self.assertEqual(check.line_ids.mapped("column"), ["regular_1", "midterm"])
        self.assertEqual(check.line_ids[0].mark_count, 3)
        self.assertEqual(check.date, date(2026, 12, 20))
        self.assertEqual(check.printed_by_id, self.users["gradebook_admin"])
        text, pdf = self._pdf_text("check_print", check, "gradebook_admin")
        self.assertEqual(len(pdf.pages), 1)
        for printed in ("Bản in kiểm tra điểm", "Nguyễn Văn Bình", "6,5", "Giáo viên kí từng cột"):
            self.assertIn(printed, text)

    @covers("GB-17")
    def test_last_print_of_a_column(self):
        model = self.env["school.check.print"]
        self.assertFalse(model._last_print(self.sheet, "midterm"))
        first = self._make()
        self.assertEqual(model._last_print(self.sheet, "midterm"), first)
        self.assertFalse(model._last_print(self.sheet, "final"))
        self.assertEqual(model._last_print(self.sheet, "midterm"), first)
        with freeze_time("2026-12-22 03:00:00"):
            second = self._make()
        self.assertEqual(model._last_print(self.sheet, "midterm"), second)

    @covers("GB-17")
    def test_teacher_signs_column_by_column(self):
        check = self._make()
        lines = self._as("teacher", self.env["school.home"]).get_today()["lines"]
        self.assertIn("check_prints", {line["key"] for line in lines})
        first, second = self._as("teacher", check.line_ids)
        self.assertTrue(first.can_sign)
        first.action_sign()
        self.assertEqual((first.state, first.signer_id), ("signed", self.users["teacher"]))
        self.assertEqual(check.unsigned_count, 1)
        with self.assertRefused("settled already", UserError):
            first.action_sign()
        action = second.action_differs()
        self.assertEqual(action["context"]["default_sheet_id"], self.sheet.id)
        self.assertEqual(action["context"]["default_check_print_date"], check.date)
        self.assertEqual((second.state, check.unsigned_count), ("differs", 0))

    @covers("GB-17")
    def test_marks_that_changed_since_are_printed_again(self):
        check = self._make()
        self._mark(self.sheet, self.binh, midterm=8)
        line = check.line_ids[1]
        line.invalidate_recordset()
        self.assertTrue(line.is_changed)
        with self.assertRefused("printed again", UserError):
            self._as("teacher", line).action_sign()
        self._as("teacher", self._make().line_ids[1]).action_sign()

    @covers("GB-17", "ACC-01")
    def test_wrong_people_are_refused(self):
        check = self._make()
        for login in ("other_teacher", "homeroom", "gradebook_admin", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, check.line_ids[0]).action_sign()
        for login in ("teacher", "gradebook_admin"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, check.line_ids[0]).write({"state": "signed"})
        for login in ("homeroom", "other_teacher"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._make(login)
        self.assertTrue(self._make("teacher"))
        with self.assertRefused("no marks to check", UserError):
            self._as("secretary", self.physical_sheet).action_check_print()

    @covers("GB-18")
    def test_blank_book_has_the_class_and_no_mark(self):
        text, pdf = self._pdf_text("teacher_book_blank", self.sheet, "teacher")
        self.assertEqual(len(pdf.pages), 1)
        box = pdf.pages[0].mediabox
        self.assertAlmostEqual(float(box.width) / 72 * 25.4, 210, delta=1)
        self.assertIn("Nguyễn Văn Bình", text)
        self.assertNotIn("6,5", text)
        filled, _pdf = self._pdf_text("teacher_book", self.sheet, "teacher")
        self.assertIn("6,5", filled)
        cells = {
            name: self.env["ir.actions.report"]
            ._render_qweb_html(f"school_gradebook.{name}", self.sheet.ids)[0]
            .count(b"<td")
            for name in ("teacher_book", "teacher_book_blank")
        }
        self.assertEqual(cells["teacher_book_blank"], cells["teacher_book"], "as many cells")


@tagged("post_install", "-at_install")
@freeze_time("2026-12-20 03:00:00")
class TestCrossCheck(ChecksCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls._create_department("teacher", "other_teacher")
        cls._assign("other_teacher", cls.maths_8b)

    def _give_out(self, login="head_department"):
        wizard = (
            self.env["school.cross.check.assign"]
            .with_user(self.users[login])
            .create(
                {
                    "department_id": self.department.id,
                    "term_id": self.term_1.id,
                    "date_deadline": "2026-12-25",
                }
            )
        )
        wizard.action_assign()
        return self.env["school.cross.check"].search([("sheet_id", "=", self.sheet.id)])

    @covers("GB-17", "GB-20")
    def test_whoever_checks_a_sheet_prints_no_half_pages_of_its_class(self):
        (own,) = self._create_students(self.class_8b, ["Vũ Văn Yên"])
        self._give_out()
        sheet_8b = self.maths_8b.sheet_ids.filtered(lambda s: s.term_id == self.term_1)
        self.env.flush_all()
        content = self.env["report.school_gradebook.subject_marks_grade"].with_user(
            self.users["other_teacher"]
        )
        (group,) = content._collect(sheet_8b.with_user(self.users["other_teacher"]))
        self.assertEqual([page["book"]["class_name"] for page in group["pages"]], ["8B"])
        self.assertEqual(group["left_out"], ["8A"])
        self.assertEqual([row["name"] for row in group["pages"][0]["book"]["roster"]], [own.name])
        with self.assertRaisesRegex(AccessError, "8A"):
            content._collect(self.sheet.with_user(self.users["other_teacher"]))
        for name, record in (("teacher_book", self.sheet), ("class_marks_1", self.class_8a)):
            report = self.env[f"report.school_gradebook.{name}"]
            self.assertTrue(report.with_user(self.users["teacher"])._get_report_values(record.ids))
            with self.assertRaisesRegex(AccessError, "8A"):
                report.with_user(self.users["other_teacher"])._get_report_values(record.ids)

    @covers("GB-17")
    def test_members_check_each_other(self):
        check = self._give_out()
        checks = self.env["school.cross.check"].search([])
        self.assertEqual(
            {(c.teacher_id, c.checker_id) for c in checks},
            {
                (self.employees["teacher"], self.employees["other_teacher"]),
                (self.employees["other_teacher"], self.employees["teacher"]),
            },
        )
        self.assertEqual(len(checks), 3, "mathematics of two classes, physical education of one")
        self._give_out()
        self.assertEqual(self.env["school.cross.check"].search([]), checks, "once")
        self.assertEqual(check.state, "open")

    @covers("GB-17", "ACC-01")
    def test_checker_reads_the_sheet_as_long_as_it_is_open(self):
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.sheet).grid_open()
        check = self._give_out()
        grid = self._as("other_teacher", self.sheet).grid_open()
        self.assertFalse(grid["can_write"])
        with self.assertRaises(AccessError):
            mark = self._as("other_teacher", self.sheet.mark_ids[:1])
            mark.write({"regular_1": 10})
        self._as("other_teacher", check).action_done()
        self.assertEqual(check.state, "same")
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.sheet).grid_open()

    @covers("GB-17", "ACC-01")
    def test_checker_finds_the_pupils_as_long_as_it_is_open(self):
        """The screen offers the pupils of a class that the checker does not teach."""
        check = self._give_out()
        found = self._as("other_teacher", check)
        domain = [("id", "in", found.allowed_student_ids.ids)]
        students = self._as("other_teacher", self.env["school.student"])
        self.assertEqual(
            {res_id for res_id, _name in students.name_search("", domain)}, {*self.students.ids}
        )
        self.assertEqual(
            [res_id for res_id, _name in students.name_search("Ánh", domain)], self.anh.ids
        )
        for own in check.search([("checker_id", "=", self.employees["other_teacher"].id)]):
            self._as("other_teacher", own).action_done()
        self.assertFalse(self._as("other_teacher", students).name_search("", domain))

    @covers("GB-17")
    def test_differences_become_a_correction(self):
        check = self._give_out()
        found = self._as("other_teacher", check)
        found.write(
            {
                "comment": "Bài kiểm tra ghi 7,5",
                "line_ids": [
                    Command.create(
                        {
                            "student_id": self.binh.id,
                            "column": "midterm",
                            "right_text": "7,5",
                        }
                    )
                ],
            }
        )
        self.assertEqual(found.line_ids.book_text, "7")
        found.action_done()
        self.assertEqual(check.state, "differs")
        lines = self._as("teacher", self.env["school.home"]).get_today()["lines"]
        self.assertIn("cross_checks", {line["key"] for line in lines})
        teacher = self._as("teacher", check)
        action = teacher.action_propose_correction()
        correction = self.env["school.mark.correction"].browse(action["res_id"])
        self.assertEqual(correction.sheet_id, self.sheet)
        self.assertEqual(correction.create_uid, self.users["teacher"])
        self.assertEqual((correction.line_ids.old_value, correction.line_ids.new_value), (7, 7.5))
        self.assertIn("7,5", correction.reason)
        with self.assertRefused("asked for already", UserError):
            teacher.action_propose_correction()

    @covers("GB-17", "ACC-01")
    def test_what_stood_in_the_book_is_not_the_checkers_to_say(self):
        check = self._give_out()
        lines = self._as("other_teacher", self.env["school.cross.check.line"])
        values = {
            "check_id": check.id,
            "student_id": self.binh.id,
            "column": "midterm",
            "right_text": "7,5",
        }
        with self.assertRaises(AccessError):
            lines.create({**values, "book_text": "1"})
        line = lines.with_context(default_book_text="1").create(values)
        self.assertEqual(line.book_text, "7")
        with self.assertRaises(AccessError):
            line.write({"book_text": "1"})

    @covers("GB-17")
    def test_what_is_no_difference_is_refused(self):
        check = self._as("other_teacher", self._give_out())
        stranger = self._create_students(self.class_8b, ["Lý Thị Khác"])
        for values in (
            {"student_id": self.binh.id, "column": "midterm", "right_text": "7"},
            {"student_id": self.binh.id, "column": "midterm", "right_text": "85"},
            {"student_id": stranger.id, "column": "midterm", "right_text": "8"},
            {"student_id": self.binh.id, "column": "reassessed", "right_text": "8"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    check.write({"line_ids": [Command.create(values)]})

    @covers("GB-17", "ACC-01")
    def test_wrong_people_are_refused(self):
        check = self._give_out()
        values = {"student_id": self.binh.id, "column": "midterm", "right_text": "8"}
        for login in ("teacher", "head_department", "vice_academic", "foreign_teacher"):
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    self._as(login, check).write({"comment": "x"})
                with self.assertRaises(AccessError):
                    self._as(login, check).action_done()
                with self.assertRaises(AccessError):
                    lines = self.env["school.cross.check.line"].with_user(self.users[login])
                    lines.create({**values, "check_id": check.id})
        with self.assertRaises(AccessError):
            self._as("other_teacher", check).write({"state": "same"})
        with self.assertRaises(AccessError):
            self._as("other_teacher", check).action_propose_correction()
        with self.assertRaises(AccessError):
            self._give_out("teacher")
        self._as("other_teacher", check).action_done()
        with self.assertRaises(AccessError):
            self._as("other_teacher", check).write({"comment": "muộn"})


@tagged("post_install", "-at_install")
class TestMarkCompare(ChecksCommon):
    def _workbook(self, rows):
        stream = io.BytesIO()
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(stream)
        return stream.getvalue()

    def _compare(self, rows, login="teacher"):
        return self._as(login, self.sheet)._compare_file("so-rieng.xlsx", self._workbook(rows))

    @covers("GB-18")
    def test_cells_that_differ_are_listed_with_both_values(self):
        found = self._compare(
            [
                ("Sổ điểm cá nhân",),
                ("STT", "Họ và tên", "TX1", "TX2", "GK"),
                (1, "Trần Thị Ánh", 6.5, None, 8.5),
                (2, "Nguyễn Văn Bình", "5,5", None, None),
                (3, "Lê Minh Châu", "x", "85", None),
                (4, "Người Lạ", 5, None, None),
            ]
        )
        self.assertEqual(
            [(d["pupil"], d["column"], d["cell"], d["kind"], d["book"], d["file"]) for d in found],
            [
                ("Trần Thị Ánh", "midterm", "E3", "only_file", "", "8,5"),
                ("Nguyễn Văn Bình", "regular_1", "C4", "differs", "5", "5,5"),
                ("Nguyễn Văn Bình", "midterm", "E4", "only_book", "7", ""),
                ("Lê Minh Châu", "regular_1", "C5", "unreadable", "10", "x"),
                ("Lê Minh Châu", "regular_2", "D5", "unreadable", "", "85"),
                ("Người Lạ", False, "B6", "unknown", "", ""),
            ],
        )

    @covers("GB-18")
    def test_same_file_has_no_difference_and_missing_pupils_are_named(self):
        rows = [
            ("Mã học sinh", "TX1", "GK"),
            (self.binh.code, 5, 7),
            (self.anh.code, "6,5", ""),
            (self.chau.code, 10, ""),
        ]
        self.assertFalse(self._compare(rows))
        (missing,) = self._compare(rows[:-1])
        self.assertEqual((missing["pupil"], missing["kind"]), ("Lê Minh Châu", "not_in_file"))

    @covers("GB-18")
    def test_csv_and_levels_of_comment_subjects(self):
        self._mark(self.physical_sheet, self.binh, regular_1=1)
        text = "Họ tên;TX1\nNguyễn Văn Bình;CĐ\nTrần Thị Ánh;\nLê Minh Châu;\n"
        (found,) = self._as("teacher", self.physical_sheet)._compare_file("so.csv", text.encode())
        self.assertEqual((found["book"], found["file"], found["kind"]), ("Đ", "CĐ", "differs"))

    @covers("GB-18")
    def test_pupils_of_one_name_need_the_code(self):
        self._create_students(self.class_8a, ["Nguyễn Văn Bình"])
        kinds = [
            d["kind"]
            for d in self._compare([("Họ và tên", "TX1"), ("Nguyễn Văn Bình", 5)])
            if d["kind"] != "not_in_file"
        ]
        self.assertEqual(kinds, ["same_name"])

    @covers("GB-18")
    def test_files_that_cannot_be_read_say_why(self):
        for rows, reason in (
            ([("Họ và tên", "Ghi gì đó")], "No table"),
            ([("Họ và tên", "TX1", "TX1"), ("Nguyễn Văn Bình", 1, 2)], "twice"),
        ):
            with self.subTest(reason), self.assertRefused(reason, UserError):
                self._compare(rows)
        with self.assertRefused("Excel", UserError):
            self._as("teacher", self.sheet)._compare_file("so.docx", b"PK")

    @covers("GB-18", "ACC-01")
    def test_who_may_not_read_the_sheet_is_refused(self):
        with self.assertRaises(AccessError):
            self._compare([("Họ và tên", "TX1")], login="other_teacher")

    @covers("GB-18")
    def test_wizard_lists_exports_and_changes_nothing(self):
        before = self.sheet.mark_ids.read(["regular_1", "midterm", "write_date"])
        rows = [("Họ và tên", "TX1"), ("Nguyễn Văn Bình", 9), ("Trần Thị Ánh", 6.5)]
        wizard = (
            self.env["school.mark.compare"]
            .with_user(self.users["teacher"])
            .with_context(active_model="school.mark.sheet", active_id=self.sheet.id)
            .create(
                {"content": base64.b64encode(self._workbook(rows)), "filename": "so-rieng.xlsx"}
            )
        )
        self.assertEqual(wizard.sheet_id, self.sheet)
        wizard.action_compare()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["differs", "not_in_file"])
        listed = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.result))).active
        self.assertEqual([cell.value for cell in listed[4]][2:5], ["B2", "5", "9"])
        self.env.invalidate_all()
        self.assertEqual(self.sheet.mark_ids.read(["regular_1", "midterm", "write_date"]), before)

    @covers("GB-18")
    def test_queries_do_not_grow_with_the_class(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.sheet._compare_file("so.xlsx", content)
            return self.env.cr.sql_log_count - before

        content = self._workbook([("Họ và tên", "TX1"), ("Nguyễn Văn Bình", 9)])
        queries()
        few = queries()
        pupils = self._create_students(self.class_8a, [f"Bùi Văn {i}" for i in range(30)])
        for pupil in pupils:
            self._mark(self.sheet, pupil, regular_1=5)
        rows = [(pupil.name, 6) for pupil in pupils]
        content = self._workbook([("Họ và tên", "TX1"), *rows])
        self.assertLessEqual(queries(), few)


@tagged("post_install", "-at_install")
@freeze_time("2026-12-20 03:00:00", tick=True)
class TestCheckPrintTour(WebCase, ChecksCommon):
    @covers("GB-17")
    def test_teacher_signs_a_column(self):
        self.sheet.with_user(self.users["gradebook_admin"]).action_check_print()
        self.env.flush_all()
        self.start_tour("/odoo/school-check-prints", "school_check_print", login="teacher")
        line = self.env["school.check.print.line"].search([("column", "=", "regular_1")])
        self.assertEqual((line.state, line.signer_id), ("signed", self.users["teacher"]))
