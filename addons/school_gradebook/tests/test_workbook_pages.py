# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from openpyxl import load_workbook

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon

#: A5 on its side without the margins, in the pixels in which Excel counts columns.
SLIP_PIXELS = 7.48 * 96


@tagged("post_install", "-at_install")
class TestWorkbookPages(GradebookCommon):
    """Workbooks come from the printer as they are, without being set up by hand."""

    def _workbook(self, name):
        report = self.env["ir.actions.report"].with_user(self.users["secretary"])
        content, _kind = report._render_xlsx(
            f"school_gradebook.{name}", self.class_8a.ids, data=None
        )
        return load_workbook(io.BytesIO(content))

    @covers("GB-21")
    def test_pages_are_as_wide_as_the_paper_and_repeat_their_head(self):
        for page in self._workbook("class_marks_xlsx"):
            with self.subTest(page.title):
                self.assertEqual(int(page.page_setup.paperSize), 9)
                self.assertEqual(page.page_setup.orientation, "landscape")
                self.assertTrue(page.sheet_properties.pageSetUpPr.fitToPage)
                self.assertEqual(page.print_title_rows, "$3:$3")
                last = int(page.print_area.rpartition("$")[2])
                self.assertEqual(page.cell(last, 1).value, len(self.students))
                self.assertIn("Mã kiểm tra", page.cell(page.max_row - 1, 1).value)

    @covers("GB-20")
    def test_slips_fit_their_paper(self):
        slips = self._workbook("contact_slip_2_xlsx").worksheets[1]
        widths = slips.column_dimensions
        pixels = sum(
            (one.max - one.min + 1) * (round(one.width * 7) + 5) for one in widths.values()
        )
        self.assertLess(pixels, SLIP_PIXELS)
        self.assertEqual(slips.cell(1, 1).font.name, "Times New Roman")
        head = next(row for row in slips if row[0].value == "Môn")
        subjects = [cell for cell in head[1:] if cell.value]
        self.assertTrue(subjects)
        for cell in subjects:
            self.assertTrue(cell.alignment.shrink_to_fit, cell.value)

    @covers("GB-21")
    def test_rows_are_as_high_as_their_text(self):
        """Other programs than Excel take the height as the file says it."""
        student = self.students[0]
        remark = "Chăm ngoan, tích cực tham gia mọi hoạt động của lớp. " * 3
        self.env["school.conduct"].create(
            {
                "class_id": self.class_8a.id,
                "term_id": self.sheet.term_id.id,
                "student_id": student.id,
                "remark": remark,
            }
        )
        page = self._workbook("contact_slip_1_xlsx").worksheets[0]
        columns = {cell.value: cell.column_letter for cell in page[3]}
        width = page.column_dimensions[columns["Nhận xét"]].width
        rows = {page.cell(row, 2).value: row for row in range(4, page.max_row + 1)}
        height = page.row_dimensions[rows[student.name]].height
        self.assertGreaterEqual(height, 15 * len(remark.strip()) / width)
        self.assertGreater(page.row_dimensions[3].height, 15)
