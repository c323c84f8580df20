# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile

from PyPDF2 import PdfReader

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon
from .primary_common import PrimaryCommon

OFFICE = ("clerk", "head_office")


class OfficeCommon:
    def _pdf_text(self, name, records, login, data=None):
        content, _kind = (
            self._as(login, self.env["ir.actions.report"])
            .sudo(False)
            ._render_qweb_pdf(f"school_gradebook.{name}", records.ids, data=data)
        )
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@tagged("post_install", "-at_install")
class TestOfficePrints(OfficeCommon, GradebookCommon):
    """The office prints the books and reads no marks elsewhere (DN Điều 19)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_staff("head_office")
        cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=6.5, midterm=7, final=8)
        cls._create_students(cls.class_8b, ["Phạm Thị Dung"])
        cls.env["school.conduct"].create(
            {
                "class_id": cls.class_8a.id,
                "term_id": cls.term_1.id,
                "student_id": cls.binh.id,
                "conduct": "kha",
            }
        )
        cls.env.flush_all()

    def _wizard(self, login, **values):
        wizards = self._as(login, self.env["school.class.book.print"])
        return wizards.create({"year_id": self.year.id, "part": "book", **values})

    @covers("GB-19")
    def test_prints_whole_books(self):
        for login in OFFICE:
            with self.subTest(login=login):
                wizard = self._wizard(login)
                self.assertLessEqual(self.class_8a | self.class_8b, wizard.class_ids)
                wizard.class_ids = self.class_8a
                action = wizard.action_print()
                self.assertEqual(action["report_name"], "school_gradebook.class_book_a4")
                text = self._pdf_text("class_book_a4", self.class_8a, login, action["data"])
                self.assertIn("Nguyễn Văn Bình", text)
                self.assertIn("6,5", text)
                self.assertEqual(text, self._pdf_text("class_book_a4", self.class_8a, "principal"))

    @covers("GB-19", "GB-20")
    def test_marks_and_slips_of_a_class(self):
        for report in ("class_marks_1", "contact_slip_1"):
            with self.subTest(report=report):
                text = self._pdf_text(report, self.class_8a, "clerk")
                self.assertIn("Khá", text)
                self.assertEqual(text, self._pdf_text(report, self.class_8a, "principal"))

    @covers("GB-19")
    def test_figures_of_the_year(self):
        printed = self._pdf_text("year_statistics", self.year, "principal")
        self.assertIn("8A", printed)
        for login in OFFICE:
            with self.subTest(login=login):
                self.assertEqual(self._pdf_text("year_statistics", self.year, login), printed)

    @covers("GB-19")
    def test_whole_school_in_one_job(self):
        action = self._wizard(
            "clerk", class_ids=[Command.set((self.class_8a | self.class_8b).ids)]
        ).action_print()
        job = self.env["school.print.job"].browse(action["res_id"])
        self.assertEqual(job.create_uid, self.users["clerk"])
        for line in job.line_ids:
            line._make()
        job._pack()
        self.assertEqual(job.line_ids.mapped("state"), ["done", "done"])
        with zipfile.ZipFile(io.BytesIO(job.attachment_id.raw)) as archive:
            self.assertEqual(len(archive.namelist()), 2)
            texts = [
                "".join(
                    page.extract_text() for page in PdfReader(io.BytesIO(archive.read(name))).pages
                )
                for name in archive.namelist()
            ]
        self.assertTrue(any("6,5" in text for text in texts))

    @covers("GB-19", "ACC-01")
    def test_reads_and_writes_no_marks(self):
        for login in OFFICE:
            for record in (self.mark, self.sheet, self.class_8a.conduct_sheet_ids):
                with self.subTest(login=login, model=record._name):
                    with self.assertRaises(AccessError):
                        self._as(login, record).read(["id"])
                    with self.assertRaises(AccessError):
                        self._as(login, record[:0]).search([])
            with self.assertRaises(AccessError):
                self._as(login, self.mark).write({"final": 10})
            with self.assertRaises(AccessError):
                self._as(login, self.mark).create(
                    {"sheet_id": self.sheet.id, "student_id": self.anh.id}
                )
            with self.assertRaises(AccessError):
                self._as(login, self.sheet).grid_open()

    @covers("GB-19", "ACC-01")
    def test_no_class_of_another_school(self):
        other = self._create_class("8A", year=self._create_year(self.other_school))
        for login in OFFICE:
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._pdf_text("class_book_a4", other, login)

    @covers("GB-19", "ACC-01")
    def test_others_without_marks_print_nothing(self):
        self._create_staff("librarian")
        for login in ("librarian", "other_teacher"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._pdf_text("class_book_a4", self.class_8a, login)
        for login in ("librarian", "system"):
            with self.assertRaises(AccessError):
                self._wizard(login)


@tagged("post_install", "-at_install")
class TestOfficePrimaryPrints(OfficeCommon, PrimaryCommon):
    @covers("GB-19", "GB-20")
    def test_summary_of_primary_school(self):
        self._enter_year(self.pa)
        self.env.flush_all()
        self.assertEqual(
            self._pdf_text("primary_summary_4", self.class_4a, "clerk"),
            self._pdf_text("primary_summary_4", self.class_4a, "principal"),
        )

    @covers("GB-20")
    def test_school_reports_of_primary_school(self):
        self._enter_year(self.pa)
        self.env.flush_all()
        text = self._pdf_text("primary_record", self.class_4a, "clerk")
        for wanted in (self.pa.name, "Hoàn thành xuất sắc", "Quá trình học tập"):
            self.assertIn(wanted, text)
