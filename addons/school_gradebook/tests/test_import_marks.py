# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import openpyxl

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import SchoolCommon, WebCase, covers
from odoo.addons.school_core.tests.test_import_values import workbook

MARK_HEADINGS = ["Lớp", "Môn học", "Học kì", "Mã học sinh", "Họ và tên"]
MARK_HEADINGS += ["TX1", "TX2", "TX3", "TX4", "GK", "CK", "Nhận xét"]
CONDUCT_HEADINGS = ["Lớp", "HK", "Mã học sinh", "Rèn luyện", "Có phép", "Không phép", "Nhận xét"]


class ImportBookCase(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # When a mark is entered is noted by the clock of the database, which no test can set.
        cls.school.school_edit_days = 0
        cls.students = cls._create_students(cls.class_8a, ["Lê An", "Lê Bình", "Lê Chi"])
        cls.an, cls.binh, cls.chi = cls.students

    def _load(self, headings, *rows, login="teacher", dry_run=False):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        content = workbook(("Bảng", [headings, *rows]))
        return env["school.import"]._load_files([("a.xlsx", content)], dry_run=dry_run)

    def _marks(self, student, *marks, subject="Toán", name=None, term="I", school_class="8A"):
        return [school_class, subject, term, student.code, name or student.name, *marks]

    def _errors(self, load):
        issues = load.issue_ids.filtered(lambda issue: not issue.is_notice)
        return {(issue.row, issue.column, issue.reason) for issue in issues}

    def _reason(self, code, /, **params):
        return self.env["school.import.marks"].with_context(lang="en_US")._reason(code, **params)

    def _sheets(self, plans):
        return self.env["school.mark.sheet"].search(
            [("class_subject_id", "in", plans.ids), ("term_id", "=", self.term_1.id)]
        )

    def _mark(self, student, plan=None, term=None):
        return self.env["school.mark"].search(
            [
                ("student_id", "=", student.id),
                ("sheet_id.class_subject_id", "=", (plan or self.maths_8a).id),
                ("term_id", "=", (term or self.term_1).id),
            ]
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportMarks(ImportBookCase):
    @covers("GB-02", "OPS-01")
    def test_teacher_imports_the_marks_of_the_sheet(self):
        load = self._load(
            MARK_HEADINGS,
            self._marks(self.an, 8, "7,5", 9, "8.0", "7", "8", "Chăm"),
            self._marks(self.binh, 5, None, 0, None, 6),
            self._marks(self.an, "Đ", "đ", None, None, "CĐ", subject="Thể dục"),
        )
        self.assertEqual(self._errors(load), set())
        self.assertEqual(load.state, "done")
        mark = self._mark(self.an)
        self.assertEqual(
            (mark.regular_1, mark.regular_2, mark.midterm, mark.final, mark.remark),
            (8.0, 7.5, 7.0, 8.0, "Chăm"),
        )
        self.assertEqual(mark.average, 7.8)
        self.assertEqual(self._mark(self.binh).regular_3, 0.0)
        self.assertIs(self._mark(self.binh).regular_2, False)
        physical = self._mark(self.an, self.physical_8a)
        self.assertEqual((physical.regular_1, physical.regular_2, physical.midterm), (1, 1, 0))
        story = self.env["school.trail"]._story("school.mark", mark.id, "regular_1")
        self.assertEqual(
            (story[0]["origin"], story[0]["user"]),
            ("Import", self.users["teacher"].name),
        )

    def test_second_import_changes_what_differs(self):
        self._load(MARK_HEADINGS, self._marks(self.an, 8, 7), self._marks(self.binh, 8, 7))
        load = self._load(MARK_HEADINGS, self._marks(self.an, 9), self._marks(self.binh, 8, 7))
        line = load.sheet_ids
        self.assertEqual((line.created_count, line.updated_count, line.unchanged_count), (0, 1, 1))
        self.assertEqual((self._mark(self.an).regular_1, self._mark(self.an).regular_2), (9, 7))
        notice = load.issue_ids
        self.assertEqual((notice.row, notice.column, notice.is_notice), (2, "TX1", True))
        self.assertEqual(notice.reason, self._reason("replaces", old="8,0"))

    @covers("GB-02", "OPS-01")
    def test_every_wrong_mark_is_named_and_nothing_written(self):
        stranger = self._create_students(self.class_8b, ["Lê Dung"])
        load = self._load(
            MARK_HEADINGS,
            self._marks(self.an, 85, "12,5", "8,55", "Đ", "tám", -1),
            self._marks(self.binh, 8, 7, 6, 5, 9, 9, name="Lê Bính"),
            self._marks(stranger, 8),
            self._marks(self.chi, "8", None, "Đ", subject="GDTC"),
            self._marks(self.chi, 8, subject="Bay lượn", school_class="8Z", term="III"),
            ["8A", "Toán", 1, "HS99", None, 8],
        )
        reason = self._reason
        self.assertEqual(
            self._errors(load),
            {
                (2, "TX1", reason("mark_ask", choices="8,5")),
                (2, "TX2", reason("mark_range")),
                (2, "TX3", reason("mark_decimals")),
                (2, "TX4", reason("mark_not_a_number")),
                (2, "GK", reason("mark_format")),
                (2, "CK", reason("mark_range")),
                (4, "Mã học sinh", reason("no_pupils")),
                (5, "TX1", reason("mark_not_a_level")),
                (5, "TX3", "The sheet has 2 regular marks in this term (TT22 Điều 6)."),
                (6, "Lớp", reason("no_classes")),
                (6, "Môn học", reason("no_subject")),
                (6, "Học kì", reason("not_in_list", allowed="1, 2")),
                (7, "Mã học sinh", reason("no_pupils")),
            },
        )
        self.assertFalse(self.env["school.mark"].search([("student_id", "in", self.students.ids)]))

    def test_name_must_be_that_of_the_code(self):
        load = self._load(MARK_HEADINGS, self._marks(self.an, 8, name="Lê Bình"))
        self.assertEqual(
            self._errors(load), {(2, "Họ và tên", self._reason("other_name", name="Lê An"))}
        )

    def test_closed_column_is_named_with_its_reason(self):
        self.env["school.lock"].create(
            {
                "kind_id": self.env.ref("school_gradebook.school_book_kind_mark").id,
                "company_id": self.school.id,
                "column_id": self.env.ref("school_gradebook.school_book_column_mark_midterm").id,
                "reason": "Hết hạn",
                "decided_by": self.users["principal"].id,
            }
        )
        row = self._marks(self.an, 8, None, None, None, 7)
        ((line, column, reason),) = self._errors(self._load(MARK_HEADINGS, row))
        self.assertEqual((line, column), (2, "GK"))
        self.assertIn("Hết hạn", reason)
        self.assertFalse(self._mark(self.an))


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportConduct(ImportBookCase):
    @covers("OPS-01")
    def test_homeroom_teacher_imports_conduct(self):
        rows = [
            ["8A", 1, self.an.code, "Tốt", 2, 0, "Ngoan"],
            ["8A", 1, self.binh.code, "khá", None, 1, None],
        ]
        load = self._load(CONDUCT_HEADINGS, *rows, login="homeroom")
        self.assertEqual(self._errors(load), set())
        conducts = self.env["school.conduct"].search([("class_id", "=", self.class_8a.id)])
        self.assertEqual(
            conducts.sorted("student_id").mapped(
                lambda line: (line.conduct, line.absences_excused, line.absences_unexcused)
            ),
            [("tot", 2, 0), ("kha", 0, 1)],
        )
        result = self.env["school.result"].search(
            [("student_id", "=", self.an.id), ("period", "=", "1")]
        )
        self.assertEqual(result.conduct, "tot")
        rows[1][3] = "Đạt"
        load = self._load(CONDUCT_HEADINGS, *rows, login="homeroom")
        self.assertEqual((load.sheet_ids.updated_count, load.sheet_ids.unchanged_count), (1, 1))
        self.assertEqual(conducts.sorted("student_id").mapped("conduct"), ["tot", "dat"])

    def test_wrong_conduct_is_named(self):
        load = self._load(
            [*CONDUCT_HEADINGS, "Rèn luyện lại"],
            ["8A", 1, self.an.code, "Xuất sắc", -1, "hai", None, None],
            ["8B", 1, self.binh.code, "Tốt", 500, 0, None, None],
            ["8A", 2, self.chi.code, "Tốt", 500, 0, None, "Đạt"],
            ["8A", 1, self.chi.code, "Trung bình", 0, 0, None, None],
            login="homeroom",
        )
        levels = "Tốt, Khá, Đạt, Chưa đạt, Trung bình, Yếu"
        reason = self.env["school.import.conduct"].with_context(lang="en_US")._reason
        self.assertEqual(
            self._errors(load),
            {
                (2, "Rèn luyện", reason("not_in_list", allowed=levels)),
                (2, "Có phép", reason("negative")),
                (2, "Không phép", reason("not_a_number")),
                (3, "Lớp", reason("not_your_class")),
                (4, "Có phép", reason("too_many_absences", limit=400)),
                (
                    4,
                    "Rèn luyện lại",
                    reason("no_summer", article="TT22 Điều 13", conduct="rèn luyện"),
                ),
                (5, "Rèn luyện", reason("no_level", circular="TT22")),
            },
        )
        self.assertFalse(self.env["school.conduct"].search([]))


EARLIER_HEADINGS = ["Mã học sinh", "Học kì", "Trường cũ", "Minh chứng", "Môn học", "ĐTB môn"]
EARLIER_HEADINGS += ["Rèn luyện", "Có phép", "Không phép"]


@tagged("post_install", "-at_install")
@freeze_time("2027-03-01")
class TestImportEarlier(ImportBookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.new,) = cls._create_students(cls.class_8a, ["Lê Mới"], "2027-02-10")

    @covers("OPS-01", "PUP-04")
    def test_secretary_imports_what_a_pupil_brings(self):
        rows = [
            [self.new.code, 1, "THCS Cũ", "Học bạ 1", "Toán", "7,6", "Khá", 3, 0],
            [self.new.code, 1, None, None, "Giáo dục thể chất", "Đ", None, None, None],
        ]
        load = self._load(EARLIER_HEADINGS, *rows, login="secretary")
        self.assertEqual(self._errors(load), set())
        result = self.env["school.earlier.result"].search([("student_id", "=", self.new.id)])
        self.assertEqual((result.school_name, result.document), ("THCS Cũ", "Học bạ 1"))
        self.assertEqual((result.conduct, result.absences_excused), ("kha", 3))
        self.assertEqual(self._mark(self.new).average, 7.6)
        self.assertEqual(self._mark(self.new, plan=self.physical_8a).average, 1)
        # 0 is a value, and not the same as none
        result.absences_unexcused = False
        result.line_ids.filtered("score").score = False
        rows[0][5] = 0
        load = self._load(EARLIER_HEADINGS, *rows, login="secretary")
        self.assertEqual(self._errors(load), set())
        self.assertIsInstance(self._mark(self.new).average, float)
        self.assertIs(result.absences_unexcused, 0)
        load = self._load(EARLIER_HEADINGS, *rows, login="secretary")
        self.assertEqual(load.sheet_ids.unchanged_count, 2)

    @covers("OPS-01")
    def test_wrong_rows_are_named(self):
        load = self._load(
            EARLIER_HEADINGS,
            [self.new.code, 1, "THCS Cũ", "Học bạ 1", "Toán", "85", None, 500, None],
            [self.an.code, 1, "THCS Cũ", "Học bạ 1", "Toán", "8", None, None, None],
            [self.binh.code, 1, "THCS Cũ", None, "Toán", "8", None, None, None],
            login="secretary",
        )
        reason = self.env["school.import.earlier"].with_context(lang="en_US")._reason
        errors = self._errors(load)
        self.assertLessEqual(
            {
                (2, "ĐTB môn", reason("mark_range")),
                (2, "Có phép", reason("too_many_absences", limit=400)),
                (4, "Minh chứng", reason("required")),
            },
            errors,
        )
        self.assertIn("was in 8A", next(text for row, _column, text in errors if row == 3))
        self.assertFalse(self.env["school.earlier.result"].search([]))

    def test_teacher_may_not(self):
        row = [self.new.code, 1, "THCS Cũ", "Học bạ 1", "Toán", "8", None, None, None]
        load = self._load(EARLIER_HEADINGS, row)
        self.assertTrue(self._errors(load))
        self.assertFalse(self.env["school.earlier.result"].search([]))


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestExportMarks(ImportBookCase, WebCase):
    @covers("GB-02")
    def test_sheet_goes_out_and_comes_back(self):
        self._load(
            MARK_HEADINGS,
            self._marks(self.an, 8, "7,5"),
            self._marks(self.an, "Đ", "CĐ", subject="GDTC"),
        )
        sheets = self._sheets(self.maths_8a | self.physical_8a)
        self.authenticate("teacher", "teacher")
        action = self.env.ref("school_gradebook.school_mark_sheet_action_export")
        context = {"active_model": sheets._name, "active_ids": sheets.ids}
        url = action.with_user(self.users["teacher"]).with_context(**context).run()["url"]
        response = self.url_open(url)
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.assertLessEqual({"8A Toán HK1", "8A Giáo dục thể chất HK1"}, set(book.sheetnames))
        rows = [[cell.value for cell in row] for row in book["8A Toán HK1"]]
        self.assertEqual(
            rows[1],
            ["8A", "Toán", 1, self.an.code, "Lê An", 8, 7.5, *[None] * (len(rows[0]) - 7)],
        )
        self.assertEqual([row[4] for row in rows[1:]], ["Lê An", "Lê Bình", "Lê Chi"])
        env = self.env(user=self.users["teacher"])
        load = env["school.import"]._load_files([("a.xlsx", response.content)])
        self.assertEqual(load.state, "done")
        self.assertEqual(sum(load.sheet_ids.mapped("unchanged_count")), 6)
        book["8A Toán HK1"]["F3"] = "9,5"
        stream = io.BytesIO()
        book.save(stream)
        load = env["school.import"]._load_files([("a.xlsx", stream.getvalue())])
        self.assertEqual(self._errors(load), set())
        self.assertEqual(self._mark(self.binh).regular_1, 9.5)

    @mute_logger("odoo.http")
    def test_sheet_of_somebody_else_is_not_exported(self):
        sheets = self._sheets(self.maths_8a)
        self.authenticate("other_teacher", "other_teacher")
        self.assertEqual(self.url_open(sheets.action_export()["url"]).status_code, 404)


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-16")
class TestImportBookRights(ImportBookCase):
    @covers("GB-02")
    def test_only_the_assigned_teacher_imports_marks(self):
        row = self._marks(self.an, 8)
        refused = {(2, "Môn học", self._reason("not_your_sheet"))}
        for login in ("other_teacher", "homeroom", "head_department"):
            with self.subTest(login=login):
                self.assertEqual(self._errors(self._load(MARK_HEADINGS, row, login=login)), refused)
        for login in ("principal", "secretary", "system", "gradebook_admin"):
            with self.subTest(login=login):
                self.assertEqual(
                    self._errors(self._load(MARK_HEADINGS, row, login=login)),
                    {(0, False, self._reason("not_allowed"))},
                )
        self.assertFalse(self._mark(self.an))

    @covers("LOCK-02", "GB-11")
    def test_opened_for_one_pupil_only(self):
        """An opening for a single pupil holds at the door of the import, for who got it."""
        kind = self.env.ref("school_gradebook.school_book_kind_conduct")
        place = {"kind_id": kind.id, "company_id": self.school.id}
        self.env["school.lock"].create({**place, "reason": "Khóa sổ"})
        self.env["school.lock.grant"]._grant(
            [
                {
                    **place,
                    "year_id": self.year.id,
                    "class_id": self.class_8a.id,
                    "student_id": self.an.id,
                    "user_id": self.users["homeroom"].id,
                    "date_end": "2026-11-17 00:00:00",
                    "reason": "Nhập nhầm",
                    "res_model": "school.class",
                    "res_id": self.class_8a.id,
                }
            ]
        )
        rows = [["8A", 1, pupil.code, "Tốt", 1, 0, None] for pupil in (self.an, self.binh)]
        errors = self._errors(self._load(CONDUCT_HEADINGS, *rows, login="homeroom"))
        self.assertEqual({row for row, _column, _reason in errors}, {3}, "only the other pupil")
        self.assertTrue(all("Khóa sổ" in reason for _row, _column, reason in errors))
        load = self._load(CONDUCT_HEADINGS, rows[0], login="homeroom")
        self.assertEqual(self._errors(load), set())
        self.assertEqual(self.env["school.conduct"].search([]).student_id, self.an)
        # a colleague in his place has no such opening
        self.class_8a.homeroom_ids.date_end = "2026-11-15"
        self._create_staff("next_homeroom", role="homeroom")
        self.env["school.homeroom.assignment"].create(
            {
                "class_id": self.class_8a.id,
                "teacher_id": self.employees["next_homeroom"].id,
                "date_start": "2026-11-16",
            }
        )
        rows[0][3] = "Đạt"
        self.assertTrue(self._errors(self._load(CONDUCT_HEADINGS, rows[0], login="next_homeroom")))

    def test_only_the_homeroom_teacher_imports_conduct(self):
        row = ["8A", 1, self.an.code, "Tốt", 0, 0, None]
        for login in ("teacher", "principal", "secretary"):
            with self.subTest(login=login):
                self.assertEqual(
                    self._errors(self._load(CONDUCT_HEADINGS, row, login=login)),
                    {(0, False, self._reason("not_allowed"))},
                )
        self.assertFalse(self.env["school.conduct"].search([]))
