# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from openpyxl import load_workbook

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .test_result_review import ReviewCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestReportCards(ReviewCommon):
    def _html(self, report, records, login="secretary"):
        reports = self._as(login, self.env["ir.actions.report"])
        return reports._render_qweb_html(f"school_gradebook.{report}", records.ids)[0].decode()

    def _card(self, student, login="secretary"):
        report = self._as(login, self.env["report.school_gradebook.report_card"])
        return report._get_report_values(student.ids)["cards"][0]

    @covers("GB-20")
    def test_a_year_of_the_school_report(self):
        self._mark(self.sheet_2, self.anh, reassessed=6.5, remark="Có tiến bộ")
        (year,) = self._card(self.anh)["years"]
        lines = {line["subject"]: line for line in year["lines"]}
        maths = lines[self.maths.name]
        self.assertEqual(
            [maths[name] for name in ("first", "second", "year", "reassessed", "remark")],
            [4, 4, 4, 6.5, "Có tiến bộ"],
        )
        self.assertEqual(lines[self.physical.name]["kind"], "comment")
        self.assertEqual(year["result"]["conduct"]["year"], "tot")
        html = self._html("report_card", self.anh)
        for words in (self.anh.name, "Trung học cơ sở", "6,5", "Có tiến bộ", "Không được lên lớp"):
            self.assertIn(words, html)

    @covers("GB-20")
    def test_reports_of_a_class_follow_its_list(self):
        html = self._html("report_card_of_class", self.class_8a)
        places = [
            html.index(f"Họ và tên học sinh: <b>{student.name}</b>")
            for student in self.class_8a._students_on()
        ]
        self.assertEqual(places, sorted(places))
        self.assertEqual(len(places), 3)

    @covers("GB-20")
    def test_years_that_the_user_may_not_read_are_not_printed(self):
        self.assertEqual(len(self._card(self.anh, "homeroom")["years"]), 1)
        report = self._as("other_teacher", self.env["report.school_gradebook.report_card"])
        self.assertFalse(report._get_report_values(self.anh.ids)["cards"])

    @covers("GB-20")
    def test_notice_of_marks_shows_every_mark(self):
        self._mark(self.sheet, self.anh, regular_1=7.5)
        html = self._html("mark_notice_1", self.class_8a, "homeroom")
        page = html.split(f"<b>{self.anh.name}</b>")[1].split("</section>")[0]
        self.assertIn("7,5", page)
        self.assertIn("Đ", page)

    def test_queries_do_not_grow_with_the_pupils(self):
        report = self.env["report.school_gradebook.report_card"]
        report._get_report_values(self.binh.ids)

        def queries(students):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            report._get_report_values(students.ids)
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(queries(self.students), queries(self.binh))


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestYearStatistics(ReviewCommon):
    def _periods(self, login="vice_academic"):
        statistics = self._as(login, self.env["school.result.statistics"])
        return {
            period["period"]: period
            for period in statistics._collect(self.year.with_user(self.users[login]))
        }

    @covers("GB-20")
    def test_rates_by_subject(self):
        self._mark(self.sheet, self.binh, **dict.fromkeys(("midterm", "final"), 9.5))
        lines = {line["subject"]: line for line in self._periods()["1"]["subjects"]}
        maths = lines[self.maths.name]
        self.assertEqual(maths["number"], 3)
        self.assertEqual(maths["counts"], [0, 1, 0, 2, 0])
        self.assertAlmostEqual(maths["shares"][3], 200 / 3)
        self.assertEqual(lines[self.physical.name]["counts"], [3, 0])

    @covers("GB-20")
    def test_levels_by_class(self):
        (line,) = (
            line
            for table in self._periods()["year"]["tables"]
            for line in table["lines"]
            if line["class"] == self.class_8a.name
        )
        self.assertEqual(line["size"], 3)
        self.assertEqual(line["conduct"]["tot"], 2)
        self.assertEqual(line["promotion"]["reassess"], 1)

    @covers("GB-20")
    def test_another_school_s_figures_stay_there(self):
        self.assertFalse(self._periods("foreign_teacher")["1"]["subjects"])

    @covers("GB-21")
    def test_workbook_of_the_year(self):
        reports = self._as("secretary", self.env["ir.actions.report"])
        content, _kind = reports._render_xlsx(
            "school_gradebook.year_statistics_xlsx", self.year.ids, {}
        )
        book = load_workbook(io.BytesIO(content))
        self.assertIn("Lớp Cả năm", book.sheetnames)
        page = book[f"Tổng hợp Cả năm {self.class_8a.name}"]
        names = [row[1] for row in page.iter_rows(min_row=4, values_only=True) if row[1]]
        self.assertEqual(names, self.class_8a._students_on().mapped("name"))
