# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re
from unittest.mock import patch
from zipfile import ZipFile

from lxml import etree

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
class TestPrimaryPrints(PrimaryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = cls.env["ir.actions.report"].with_user(cls.users["principal"])
        cls._enter_year(cls.pa)
        cls._enter_year(cls.en, test=6, trait="D", level="H")
        cls._mark(cls.maths_sheets[1], cls.pa, remark="Nắm chắc kiến thức")

    def _html(self, name):
        report = self.reports._get_report(f"school_gradebook.{name}")
        html, _kind = report._render_qweb_html(report, self.class_4a.ids)
        return etree.HTML(html)

    def _lines(self, html):
        """Return the cells of the body of each table row as text."""
        return [
            [" ".join("".join(cell.itertext()).split()) for cell in row.iterfind("td")]
            for row in html.iterfind(".//tbody/tr")
        ]

    @covers("GB-01", "GB-20")
    def test_the_summary_of_the_year(self):
        lines = {line[1]: line for line in self._lines(self._html("primary_summary_4"))}
        pa = lines["Lò Văn Pá"]
        # level and mark of the two tested subjects, level of the third, 15 traits, results, note
        self.assertEqual(pa[4:9], ["T", "9", "T", "9", "T"])
        self.assertEqual(pa[9:24], ["T"] * 15)
        self.assertEqual(pa[24:27], ["Hoàn thành xuất sắc", "Học sinh Xuất sắc", "x"])
        self.assertEqual(lines["Nguyễn Thị Én"][9:24], ["Đ"] * 15)
        self.assertEqual(lines["Nguyễn Thị Én"][24], "Hoàn thành")
        self.assertEqual(lines["Giàng A Chu"][24:27], ["", "", ""])

    @covers("GB-01", "GB-20")
    def test_each_time_has_its_own_summary(self):
        titles = ("Giữa học kì I", "Cuối học kì I", "Giữa học kì II", "Cuối năm học")
        for number, title in enumerate(titles, 1):
            html = self._html(f"primary_summary_{number}")
            self.assertIn(title, "".join(html.find(".//h2").itertext()))
            width = {len(line) for line in self._lines(html)}
            # who, five columns of the subjects, traits, note; in the end what it comes to
            self.assertEqual(width, {4 + 5 + 15 + 1 + (3 if number == 4 else 0)})

    @covers("GB-20")
    def test_the_school_report(self):
        html = self._html("primary_record")
        text = " ".join("".join(html.itertext()).split())
        for wanted in ("Học bạ tiểu học", "Nắm chắc kiến thức", "Hoàn thành chương trình lớp học"):
            self.assertIn(wanted, text)
        self.assertNotIn("chương trình lớp học, hoàn thành", text)
        self.assertEqual(len(html.findall(".//img")), len(self.pupils))
        self.assertEqual(text.count("Hướng dẫn ghi học bạ"), len(self.pupils))

    @covers("GB-01", "GB-20")
    def test_the_school_report_has_the_earlier_years_too(self):
        earlier = self._create_year(self.school, 2025)
        class_3a = self._create_class(
            "3A", year=earlier, grade=self.env.ref("school_core.school_grade_3")
        )
        self._plan_subject(class_3a, self.env.ref("school_core.school_subject_tv"), kind="score")
        self.env["school.enrollment"].create(
            {
                "student_id": self.pa.id,
                "class_id": class_3a.id,
                "date_start": earlier.date_start,
                "date_end": earlier.date_end,
            }
        )
        self.env.flush_all()

        def header(students):
            return {student: {"register_number": f"TH/{student.code}"} for student in students}

        def measures(students, years):
            return {(self.pa, earlier): {"height": "128 cm", "weight": "27 kg"}}

        student_model = self.env.registry["school.student"]
        with (
            patch.object(student_model, "_record_header", header),
            patch.object(student_model, "_record_measures", measures),
        ):
            report, _kind = self.reports._render_qweb_html(
                "school_gradebook.primary_record_of_pupil", self.pa.ids
            )
        html = etree.HTML(report)
        text = " ".join("".join(html.itertext()).split())
        stages = [line for line in self._lines(html) if line[0] in ("2025-2026", "2026-2027")]
        register = f"TH/{self.pa.code}"
        self.assertEqual(
            [line[:4] for line in stages],
            [
                ["2025-2026", "3A", self.school.name, register],
                ["2026-2027", "4A", self.school.name, register],
            ],
        )
        self.assertIn("Chiều cao: 128 cm · Cân nặng: 27 kg", text)
        self.assertIn("Chiều cao: …", text)
        self.assertIn(f"Số sổ đăng bộ: {register}", text)

    @covers("GB-20")
    def test_the_slip_for_parents(self):
        text = " ".join("".join(self._html("primary_slip_2").itertext()).split())
        self.assertIn("Giữa học kì II", text)
        self.assertIn("Đánh giá kết quả giáo dục: Hoàn thành xuất sắc", text)

    @covers("GB-21")
    def test_the_workbook_has_a_page_for_each_time(self):
        report = self.env.ref("school_gradebook.primary_xlsx_report")
        content, _kind = self.reports._render_xlsx(report, self.class_4a.ids, {})
        with ZipFile(io.BytesIO(content)) as archive:
            names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        self.assertEqual(len(names), 4)
        self.assertIn("4A Cuối năm học", names)

    @covers("GB-01")
    def test_each_class_is_offered_its_own_prints(self):
        reports = self.reports.sudo().search([("binding_model_id.model", "=", "school.class")])
        for school_class, own, other in (
            (self.class_4a, "primary_", "class_"),
            (self.class_8a, "class_", "primary_"),
        ):
            valid = reports.get_valid_action_reports("school.class", school_class.ids)
            names = [report.report_name.split(".")[1] for report in reports.browse(valid)]
            self.assertTrue([name for name in names if name.startswith(own)])
            self.assertFalse([name for name in names if name.startswith(other)])
