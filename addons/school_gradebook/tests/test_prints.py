# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from unittest.mock import patch

from lxml import etree
from openpyxl import load_workbook
from PyPDF2 import PdfReader

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from ..report.form_text import average_text, count_text, mark_text
from .common import GradebookCommon


@tagged("post_install", "-at_install")
class TestPrints(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        marks = {f"regular_{number}": value for number, value in enumerate((8.0, 7.5, 9.0, 8.0), 1)}
        cls._mark(cls.sheet, cls.binh, **marks, midterm=7.0, final=8.0)
        cls._mark(cls.sheet, cls.anh, regular_1=10.0)
        cls._mark(cls.physical_sheet, cls.chau, regular_1=1.0, regular_2=0.0)
        cls.report = cls.env["ir.actions.report"]

    def _pdf(self, name, records, login="secretary"):
        content, kind = self.report.with_user(self.users[login])._render_qweb_pdf(
            f"school_gradebook.{name}", records.ids
        )
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def _text(self, pdf):
        return "\n".join(page.extract_text() for page in pdf.pages)

    def _workbook(self, name, records):
        content, kind = self.report.with_user(self.users["secretary"])._render_xlsx(
            f"school_gradebook.{name}", records.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        return load_workbook(io.BytesIO(content))

    def test_marks_are_written_as_on_paper(self):
        for value, kind, mark, average in (
            (8.5, "score", "8,5", "8,5"),
            (8.0, "score", "8", "8,0"),
            (10.0, "score", "10", "10,0"),
            (0.0, "score", "0", "0,0"),
            (False, "score", "", ""),
            (1.0, "comment", "Đ", "Đ"),
            (0.0, "comment", "CĐ", "CĐ"),
            (False, "comment", "", ""),
        ):
            with self.subTest(value=value, kind=kind):
                self.assertEqual(mark_text(value, kind), mark)
                self.assertEqual(average_text(value, kind), average)

    @covers("GB-19")
    def test_class_book_has_every_part_in_order(self):
        text = self._text(self._pdf("class_book_a4", self.class_8a))
        parts = (
            "Hướng dẫn sử dụng",
            "Sĩ số: 3",
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

    @covers("GB-19")
    def test_months_without_remark_keep_their_cells(self):
        """An empty value must not drop its cell and move the next one."""
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "school_gradebook.class_book_a4", self.class_8a.ids
        )
        remarks = etree.HTML(html).xpath("//section[contains(h2, 'việc sử dụng sổ')]//tbody/tr")
        self.assertEqual([len(row.findall("td")) for row in remarks], [3] * 9)

    @covers("GB-19")
    def test_class_book_lists_pupils_the_vietnamese_way_with_their_marks(self):
        text = self._text(self._pdf("class_book_a4", self.class_8a))
        self.assertInOrder(("Trần Thị Ánh", "Nguyễn Văn Bình", "Lê Minh Châu"), text)
        self.assertIn("7,8", text, "the term average of (8 + 7,5 + 9 + 8 + 2×7 + 3×8) : 9")
        self.assertIn("CĐ", text)

    @covers("GB-19", "PUP-01")
    def test_personal_data_are_printed_for_whoever_may_read_them(self):
        self.binh.permanent_address = "Thôn 3, xã Ea Kar"
        self.env["school.guardian"].create(
            {
                "student_id": self.binh.id,
                "name": "Nguyễn Văn Cha",
                "relation": "father",
                "phone": "0912345678",
            }
        )
        for login, printed in (("homeroom", True), ("secretary", True), ("gradebook_admin", False)):
            with self.subTest(login=login):
                self.env.invalidate_all()
                text = self._text(self._pdf("class_book_a4", self.class_8a, login=login))
                for private in ("Ea Kar", "Nguyễn Văn Cha", "0912 345 678"):
                    self.assertEqual(private in " ".join(text.split()), printed, private)

    @covers("GB-19")
    def test_class_book_on_a3_and_a4_is_landscape_with_page_numbers(self):
        for name, width in (("class_book_a4", 297), ("class_book_a3", 420)):
            with self.subTest(name):
                pdf = self._pdf(name, self.class_8a)
                box = pdf.pages[-1].mediabox
                self.assertAlmostEqual(float(box.width) / 72 * 25.4, width, delta=1)
                last = pdf.pages[-1].extract_text()
                self.assertIn(f"Trang {len(pdf.pages)}/{len(pdf.pages)}", last)
                self.assertIn("In ngày", last)

    @covers("GB-19")
    def test_class_of_45_takes_one_page_a_subject(self):
        self._create_students(self.class_8b, [f"Nguyễn Văn {i}" for i in range(45)])
        pages = [page.extract_text() for page in self._pdf("class_book_a4", self.class_8b).pages]
        subject_pages = [text for text in pages if "Giáo viên môn học" in text]
        self.assertEqual(len(subject_pages), 2, "mathematics in both terms")
        for text in subject_pages:
            self.assertIn("Nguyễn Văn 44", text)
            self.assertIn("Nguyễn Văn 0", text)

    def test_fonts_are_embedded_and_carry_vietnamese(self):
        pdf = self._pdf("class_book_a4", self.class_8a)
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in pdf.pages
            for font in page["/Resources"]["/Font"].values()
        }
        self.assertTrue(fonts)
        self.assertFalse([name for name in fonts if "School-Sans" not in name])

    @covers("GB-18")
    def test_teacher_book_of_one_sheet(self):
        pdf = self._pdf("teacher_book", self.sheet, login="teacher")
        text = self._text(pdf)
        self.assertEqual(len(pdf.pages), 1)
        self.assertIn("(của giáo viên)", text)
        self.assertIn("7,8", text)

    @covers("GB-20")
    def test_slip_for_parents_shows_one_pupil_a_page(self):
        pdf = self._pdf("contact_slip_1", self.class_8a)
        self.assertEqual(len(pdf.pages), 3)
        first = pdf.pages[0].extract_text()
        self.assertIn("Trần Thị Ánh", first)
        self.assertNotIn("Nguyễn Văn Bình", first)

    @covers("GB-20")
    def test_who_left_the_class_gets_no_slip_of_it(self):
        self.binh.enrollment_ids.date_end = "2026-11-08"
        for name, pages in (("contact_slip_1", 2), ("contact_slip_2", 2)):
            pdf = self._pdf(name, self.class_8a)
            self.assertEqual(len(pdf.pages), pages)
            self.assertNotIn("Nguyễn Văn Bình", self._text(pdf))
        slips = self._workbook("contact_slip_1_xlsx", self.class_8a)["Phiếu 8A"]
        texts = [str(cell.value) for line in slips.iter_rows() for cell in line]
        self.assertEqual(sum(text.startswith("Học sinh:") for text in texts), 2)
        text = self._text(self._pdf("class_marks_1", self.class_8a))
        self.assertIn("(Rời lớp 08/11/2026)", " ".join(text.split()))

    def test_absences_that_nobody_counted_are_no_zero(self):
        self.assertEqual(
            [count_text(number) for number in (None, False, 0, 3)], [*["……"] * 2, "0", "3"]
        )
        text = self._text(self._pdf("contact_slip_1", self.class_8a))
        self.assertIn("có phép …… buổi", " ".join(text.split()))

    @covers("GB-20")
    def test_mark_list_of_the_class(self):
        text = self._text(self._pdf("class_marks_2", self.class_8a))
        self.assertIn("Bảng điểm học kì II", text)
        self.assertIn("Bảng điểm cả năm", text)

    @covers("GB-21")
    def test_class_book_as_a_workbook_keeps_numbers(self):
        book = self._workbook("class_book_xlsx", self.class_8a)
        page = next(book[name] for name in book.sheetnames if name.startswith("Toán HKI "))
        head = [cell.value for cell in page[3]]
        row = next(r for r in page.iter_rows(min_row=4, values_only=True) if "Bình" in r[1])
        self.assertEqual(row[head.index("TX2")], 7.5)
        self.assertEqual(row[head.index("TBm HKI")], 7.8)
        self.assertEqual(
            [name.split(" ")[0] for name in book.sheetnames if name.startswith(("Lí", "Chủ"))],
            ["Lí", "Chủ"],
        )

    @covers("GB-21")
    def test_other_workbooks_open(self):
        self.assertIn("Tổng hợp Cả năm 8A", self._workbook("class_marks_xlsx", self.class_8a))
        self.assertEqual(len(self._workbook("teacher_book_xlsx", self.sheet).sheetnames), 1)

    @covers("GB-20", "GB-21")
    def test_slips_as_a_workbook_list_and_one_slip_a_page(self):
        book = self._workbook("contact_slip_1_xlsx", self.class_8a)
        self.assertEqual(book.sheetnames, ["Danh sách 8A", "Phiếu 8A"])
        listed = book["Danh sách 8A"]
        self.assertIn("Phiếu liên lạc học kì I · Lớp 8A", listed["A1"].value)
        head = [cell.value for cell in listed[3]]
        row = next(r for r in listed.iter_rows(min_row=4, values_only=True) if "Bình" in r[1])
        self.assertEqual(row[head.index("Toán")], 7.8)
        slips = book["Phiếu 8A"]
        texts = [
            (cell.row, str(cell.value)) for line in slips.iter_rows() for cell in line if cell.value
        ]
        heads = [number for number, text in texts if text == "PHIẾU LIÊN LẠC"]
        names = [text for _number, text in texts if text.startswith("Học sinh:")]
        self.assertEqual(
            [name.split(" · ")[0].removeprefix("Học sinh: ") for name in names],
            ["Trần Thị Ánh", "Nguyễn Văn Bình", "Lê Minh Châu"],
        )
        # A break stands after the row before each slip but the first.
        self.assertEqual([mark.id + 1 for mark in slips.row_breaks.brk], heads[1:])

    @covers("GB-21")
    def test_slips_of_the_second_term_carry_the_year(self):
        book = self._workbook("contact_slip_2_xlsx", self.class_8a)
        head = [cell.value for cell in book["Danh sách 8A"][3]]
        self.assertLess(head.index("Toán"), head.index("Toán CN"))
        self.assertIn("Danh hiệu", head)
        texts = [cell.value for line in book["Phiếu 8A"].iter_rows() for cell in line]
        self.assertEqual(sum(str(text).startswith("Cả năm:") for text in texts), 3)

    def test_query_count_of_a_book_does_not_grow_with_the_class(self):
        def queries(school_class):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["school.class.book"]._collect(school_class)
            return self.env.cr.sql_log_count - before

        small = queries(self.class_8a)
        self._create_students(self.class_8a, [f"Nguyễn Văn {i}" for i in range(42)])
        self.assertLessEqual(queries(self.class_8a), small)

    @covers("GB-19", "ACC-01")
    def test_a_stranger_cannot_print(self):
        with self.assertRaises(AccessError):
            self._pdf("class_book_a4", self.class_8a, login="foreign_teacher")

    @covers("GB-19")
    def test_many_classes_are_printed_in_the_background(self):
        wizard = (
            self.env["school.print.wizard"]
            .with_user(self.users["secretary"])
            .with_context(
                active_model="school.class", active_ids=(self.class_8a | self.class_8b).ids
            )
            .create({"report_id": self.env.ref("school_gradebook.class_marks_xlsx_report").id})
        )
        job = self.env["school.print.job"].browse(wizard.action_print()["res_id"])
        self.assertEqual((job.state, job.progress), ("waiting", 0))
        with self.enter_registry_test_mode():
            self.env.ref("school_core.school_print_job_cron").method_direct_trigger()
        self.assertEqual((job.state, job.progress), ("done", 100))
        self.assertEqual(job.attachment_id.mimetype, "application/zip")

    def test_a_print_job_prints_nothing_its_owner_may_not_read(self):
        job = (
            self.env["school.print.job"]
            .with_user(self.users["foreign_teacher"])
            .create(
                {
                    "name": "Điểm của trường khác",
                    "report_id": self.env.ref("school_gradebook.class_book_xlsx_report").id,
                    "line_ids": [Command.create({"res_id": self.class_8a.id, "name": "8A"})],
                }
            )
        )
        with self.enter_registry_test_mode():
            self.env.ref("school_core.school_print_job_cron").method_direct_trigger()
        line = job.sudo().line_ids
        self.assertEqual(line.state, "failed")
        self.assertFalse(line.attachment_id)

    def test_a_user_sees_only_own_print_jobs(self):
        job = self.env["school.print.job"].create(
            {"name": "x", "report_id": self.env.ref("school_gradebook.class_book_a4_report").id}
        )
        with self.assertRaises(AccessError):
            job.with_user(self.users["teacher"]).read(["name"])


@tagged("post_install", "-at_install")
class TestPrintTour(WebCase, GradebookCommon):
    @covers("GB-19")
    def test_principal_prints_the_class_book(self):
        printed = []
        Report = self.env.registry["ir.actions.report"]
        render = Report._render_qweb_pdf

        def note(reports, report_ref, res_ids=None, data=None):
            content = render(reports, report_ref, res_ids=res_ids, data=data)
            printed.append((reports.env.user.login, res_ids, content[0][:5]))
            return content

        with patch.object(Report, "_render_qweb_pdf", note):
            self.start_tour(
                f"/odoo/action-school_core.school_class_action/{self.class_8a.id}",
                "school_principal_prints_the_class_book",
                login="principal",
            )
        self.assertEqual(printed, [("principal", self.class_8a.ids, b"%PDF-")])
