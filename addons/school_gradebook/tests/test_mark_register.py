# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from openpyxl import load_workbook
from PyPDF2 import PdfReader

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .test_older_years import OlderYearsCommon


@tagged("post_install", "-at_install")
class TestMarkRegister(OlderYearsCommon):
    """Sổ gọi tên và ghi điểm, the class book of school years under TT58."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sheet = cls.old_sheets[0]
        tests = {"regular_1": 8.0, "regular_2": 9.0, "midterm": 7.0, "midterm_3": 6.3}
        cls._mark(sheet, cls.dung, **tests, final=8.0)
        cls._enter(cls.old_plans["van"], cls.dung, 7.6)
        cls._enter(cls.old_plans["gdtc"], cls.dung, 1.0)
        cls._mark(cls.old_sheets[1], cls.dung, **tests, final=8.0)
        cls._conduct(cls.dung, cls.old_class, ("tot", "kha"), conduct_year="tot")

    def _pages(self, classes):
        report = self.env["ir.actions.report"].with_user(self.users["secretary"])
        content, _kind = report._render_qweb_pdf("school_gradebook.class_book_a4", classes.ids)
        return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]

    @covers("GB-01", "GB-19")
    def test_an_older_class_gets_the_book_of_its_circular(self):
        text = "\n".join(self._pages(self.old_class))
        self.assertNotIn("theo dõi và đánh giá học sinh", text.lower())
        parts = (
            "Sổ gọi tên và ghi điểm",
            "Phần I. Sơ yếu lí lịch học sinh",
            "Học kì I · Lớp 8A",
            "Tổng hợp học kì I",
            "Học kì II · Lớp 8A",
            "Tổng hợp học kì II",
            "Tổng hợp cả năm",
            "Kết quả cả năm",
            "Nhận xét của Hiệu trưởng về việc sử dụng sổ",
        )
        self.assertInOrder(parts, text)

    @covers("GB-01", "GB-20")
    def test_a_year_of_the_school_report_in_the_words_of_its_circular(self):
        reports = self.env["ir.actions.report"].with_user(self.users["secretary"])
        html, _kind = reports._render_qweb_html("school_gradebook.report_card", self.dung.ids)
        text = html.decode()
        for wanted in (
            "Học lực",
            "Hạnh kiểm",
            "Điểm trung bình các môn",
            "Điểm trung bình hoặc xếp loại các môn học",
            "Giáo viên bộ môn kí xác nhận",
        ):
            self.assertIn(wanted, text)
        self.assertNotIn("Kết quả rèn luyện", text)
        stays = self.env["school.enrollment"]
        stays.search([("student_id", "=", self.dung.id)]).date_end = self.old_year.date_end
        stays.create(
            {
                "student_id": self.dung.id,
                "class_id": self.class_8a.id,
                "date_start": self.year.date_start,
            }
        )
        self.env.flush_all()
        text = reports._render_qweb_html("school_gradebook.report_card", self.dung.ids)[0].decode()
        self.assertIn("Kết quả rèn luyện", text, "the year under TT22 beside it")
        self.assertIn("Học lực", text)

    @covers("GB-19")
    def test_all_tests_of_coefficient_2_are_printed(self):
        page = next(
            p for p in self._pages(self.old_class) if "Học kì I · Lớp 8A" in p and "Toán" in p
        )
        for text in ("KTtx", "KTđk", "KThk", "TH2", "6,3"):
            self.assertIn(text, page)

    @covers("GB-10", "GB-19")
    def test_summary_has_average_level_conduct_and_title(self):
        pages = self._pages(self.old_class)
        summary = next(p for p in pages if "Tổng hợp cả năm" in p)
        for text in ("ĐTBcn", "Học lực", "Hạnh kiểm", "Khá", "Học sinh tiên tiến"):
            self.assertIn(text, summary)

    @covers("GB-19")
    def test_old_and_new_classes_print_in_one_file(self):
        text = "\n".join(self._pages(self.old_class + self.class_8a))
        self.assertIn("Sổ gọi tên và ghi điểm", text)
        self.assertIn("ĐĐGgk", text)

    @covers("GB-10", "GB-19")
    def test_other_prints_speak_the_words_of_the_circular(self):
        report = self.env["ir.actions.report"].with_user(self.users["secretary"])
        texts = {}
        for name in ("class_marks_2", "contact_slip_2", "mark_notice_1"):
            content, _kind = report._render_qweb_pdf(f"school_gradebook.{name}", self.old_class.ids)
            pages = PdfReader(io.BytesIO(content)).pages
            texts[name] = "\n".join(page.extract_text() for page in pages)
        self.assertIn("ĐTBcn", texts["class_marks_2"])
        self.assertIn("Điểm trung bình các môn: 7,6", texts["contact_slip_2"])
        self.assertIn("học lực Khá, hạnh kiểm Tốt", texts["contact_slip_2"])
        self.assertIn("7; 6,3", texts["mark_notice_1"])
        for text in texts.values():
            self.assertIn("Học lực", text)
            self.assertNotIn("rèn luyện", text.lower())

    @covers("GB-19")
    def test_spreadsheet_and_teacher_s_book_lose_no_test(self):
        report = self.env["ir.actions.report"].with_user(self.users["secretary"])
        content, _kind = report._render_xlsx(
            "school_gradebook.class_book_xlsx", self.old_class.ids, {}
        )
        book = load_workbook(io.BytesIO(content))
        page = next(sheet for sheet in book if sheet.title.startswith("Toán HKI "))
        values = [cell.value for row in page.iter_rows() for cell in row]
        self.assertIn("KThk", values)
        self.assertIn(6.3, values)
