# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re

from openpyxl import load_workbook

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon

CODE = re.compile(r"/kt/([a-z0-9]+-[0-9a-f]+)$")


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestPrintMarks(GradebookCommon):
    """Each print says by a signed code whether it is the present version."""

    def _values(self, name, records, data=None):
        report = self._as("secretary", self.env[f"report.school_gradebook.{name}"])
        return report._get_report_values(records.ids, data)

    def _workbook(self, name, records, data=None):
        reports = self._as("secretary", self.env["ir.actions.report"])
        content, _kind = reports._render_xlsx(f"school_gradebook.{name}", records.ids, data or {})
        return load_workbook(io.BytesIO(content))

    def _verdict(self, url):
        self.env.flush_all()
        return self.env["school.print.check"]._verdict(CODE.search(url)[1])

    @covers("GB-19")
    def test_a_month_alone_is_old_when_a_pupil_leaves_not_when_a_mark_changes(self):
        choice = {"part": "month", "month": 10}
        (book,) = self._values("class_book_a4", self.class_8a, choice)["books"]
        self.assertTrue(book["check"]["qr"].startswith("data:image/png"))
        self._mark(self.sheet, self.binh, regular_1=8)
        self.assertEqual(self._verdict(book["check"]["url"])["changes"], 0)
        stay = self.env["school.enrollment"].search([("student_id", "=", self.binh.id)])
        stay.date_end = "2026-10-15"
        self.assertGreater(self._verdict(book["check"]["url"])["changes"], 0)

    @covers("GB-19", "GB-20")
    def test_figures_of_a_grade_are_about_its_classes_and_subject(self):
        (group,) = self._values("subject_marks_grade", self.sheet)["groups"]
        url = group["check"]["url"]
        self._mark(self.physical_sheet, self.binh, regular_1=1)
        self.assertEqual(self._verdict(url)["changes"], 0, "another subject")
        self._mark(self.sheet, self.binh, regular_1=8)
        verdict = self._verdict(url)
        self.assertGreater(verdict["changes"], 0)
        self.assertEqual(verdict["class"], self.class_8a.grade_id.name)
        self.assertNotIn(
            "qr", self._values("subject_marks", self.sheet)["groups"][0]["check"] or ""
        )

    @covers("GB-20")
    def test_statistics_of_the_year(self):
        (year,) = self._values("year_statistics", self.year)["years"]
        self._mark(self.sheet, self.binh, regular_1=8)
        verdict = self._verdict(year["check"]["url"])
        self.assertGreater(verdict["changes"], 0)
        self.assertEqual((verdict["class"], verdict["year"]), ("Toàn trường", self.year.name))

    @covers("GB-19", "GB-21")
    def test_every_page_of_a_workbook_carries_code_address_and_day(self):
        prints = (
            ("class_book_xlsx", self.class_8a),
            ("class_marks_xlsx", self.class_8a),
            ("teacher_book_xlsx", self.sheet),
            ("subject_marks_xlsx", self.sheet),
            ("subject_marks_grade_xlsx", self.sheet),
            ("contact_slip_1_xlsx", self.class_8a),
            ("year_statistics_xlsx", self.year),
        )
        for name, records in prints:
            book = self._workbook(name, records)
            for page in book:
                with self.subTest(name, page=page.title):
                    foot = page.oddFooter
                    self.assertIn("In ngày 28/05/2027", foot.left.text)
                    self.assertIn("Mã kiểm tra: ", foot.center.text)
                    self.assertIn("/kt/", foot.center.text)
                    if page.title.startswith("Phiếu"):
                        continue
                    lines = [row[0] for row in page.iter_rows(values_only=True) if row[0]]
                    self.assertEqual(self._verdict(str(lines[-1]))["changes"], 0)
                    self.assertIn("In ngày 28/05/2027 · Mã kiểm tra: ", lines[-2])


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestFormWords(GradebookCommon):
    """Forms of continuing education say học viên and giám đốc (TT 43/2021)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.school_level_ids += cls.env.ref("school_core.school_level_gdtx_thpt")
        cls.centre_class = cls._create_class(
            "10 GDTX", grade=cls.env.ref("school_core.school_grade_gdtx_10")
        )
        cls.centre_plan = cls._plan_subject(cls.centre_class, cls.maths)
        cls.learner = cls._create_students(cls.centre_class, ["Hồ Văn Giang"])
        cls.centre_sheet = cls._sheet(cls.centre_plan, cls.term_1)
        cls.env.flush_all()

    def _html(self, name, records):
        reports = self._as("secretary", self.env["ir.actions.report"])
        html = reports._render_qweb_html(f"school_gradebook.{name}", records.ids)[0].decode()
        return " ".join(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", html)).split())

    @covers("GB-01", "GB-19", "GB-20")
    def test_prints_of_a_centre(self):
        self.env["school.result"].search(
            [("student_id", "=", self.learner.id), ("period", "=", "year")]
        ).title = "gioi"
        for name, records, wanted in (
            ("class_book_a4", self.centre_class, "Sổ theo dõi và đánh giá học viên"),
            ("class_book_a4", self.centre_class, "Nhận xét của Giám đốc về việc sử dụng sổ"),
            ("class_book_a4", self.centre_class, "Học viên Giỏi"),
            ("teacher_book", self.centre_sheet, "Sổ theo dõi và đánh giá học viên (của giáo viên)"),
            ("contact_slip_2", self.centre_class, "Cha mẹ học viên"),
            ("mark_notice_1", self.centre_class, "Học viên:"),
            ("report_card", self.learner, "Phê duyệt của Giám đốc"),
            ("report_card", self.learner, "Trung tâm:"),
            ("subject_marks_grade", self.centre_sheet, "Số học viên có kết quả"),
        ):
            with self.subTest(name, wanted=wanted):
                text = self._html(name, records)
                self.assertIn(wanted, text)
                for wrong in ("học sinh", "Học sinh", "Hiệu trưởng", "hiệu trưởng"):
                    self.assertNotIn(wrong, text)

    @covers("GB-20")
    def test_a_school_stays_a_school(self):
        text = self._html("year_statistics", self.year)
        self.assertIn("Hiệu trưởng", text)
        self.assertIn("Hiệu trưởng", self._html("class_book_a4", self.class_8a))
