# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..rules.registry import schemes
from .test_older_years import OlderYearsCommon

#: What the older circular never says.
FOREIGN = ("Đánh giá lại", "đánh giá lại", "ết quả học tập", "ết quả rèn luyện")


@tagged("post_install", "-at_install")
class TestCircularWords(OlderYearsCommon):
    """A class of 2019-2020 (TT58) has the words of its circular on every screen and print."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code, mark in (("toan", 4), ("van", 4)):
            cls._enter(cls.old_plans[code], cls.dung, mark)
        cls._enter(cls.old_plans["gdtc"], cls.dung, 1)
        cls._conduct(cls.dung, cls.old_class, ("tot", "kha"), conduct_year="kha")
        cls._enter(cls.old_plans["toan"], cls.ha, 6)
        cls._enter(cls.old_plans["van"], cls.ha, 6)
        cls._enter(cls.old_plans["gdtc"], cls.ha, 1)
        cls._conduct(cls.ha, cls.old_class, ("yeu", "yeu"), conduct_year="yeu")
        cls.env.flush_all()
        cls.book = cls.old_class.result_book_ids.filtered(lambda book: book.period == "year")

    def _assertOwnWords(self, text):
        for foreign in FOREIGN:
            self.assertNotIn(foreign, text)

    @covers("GB-01")
    def test_each_circular_names_its_results(self):
        words = self.env["ir.http"]._school_words()
        self.assertEqual(set(words), {scheme.code for scheme in schemes()})
        for code, learning, conduct, again in (
            ("TT22", "Kết quả học tập", "Kết quả rèn luyện", "Đánh giá lại"),
            ("TT43", "Kết quả học tập", "Kết quả rèn luyện", "Đánh giá lại"),
            ("TT58", "Học lực", "Hạnh kiểm", "Kiểm tra lại"),
            ("TT58-2011", "Học lực", "Hạnh kiểm", "Kiểm tra lại"),
            ("TT27", "Đánh giá kết quả giáo dục", None, "Đánh giá bổ sung"),
        ):
            names = words[code]["names"]
            found = (names["learning"], names.get("conduct"), names["reassessed"])
            self.assertEqual(found, (learning, conduct, again), code)
        for code, title, name in (
            ("TT22", "gioi", "Học sinh Giỏi"),
            ("TT43", "xuat_sac", "Học viên Xuất sắc"),
            ("TT58", "tien_tien", "Học sinh tiên tiến"),
            ("TT27", "tieu_bieu", "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"),
        ):
            self.assertEqual(words[code]["labels"]["title"][title], name)
        for code in ("TT58", "TT58-2011"):
            labels = words[code]["labels"]
            self.assertEqual(
                list(labels["learning"].values()), ["Giỏi", "Khá", "Trung bình", "Yếu", "Kém"]
            )
            self.assertEqual(labels["promotion"]["reassess"], "Kiểm tra lại trong hè")
            self._assertOwnWords(str(words[code]))

    @covers("GB-01", "GB-02")
    def test_heads_of_the_sheets(self):
        grid = self._as("teacher", self.old_sheets[1]).grid_open()
        labels = {column["name"]: column["label"] for column in grid["columns"]}
        self.assertEqual(labels["reassessed"], "Kiểm tra lại")
        sheet = self.old_class.conduct_sheet_ids.sorted(lambda s: s.term_id.number)[1]
        grid = self._as("homeroom", sheet).grid_open()
        labels = {column["name"]: column["label"] for column in grid["columns"]}
        names = ("conduct", "conduct_year", "conduct_summer")
        self.assertEqual(
            [labels[name] for name in names], ["Hạnh kiểm", "Hạnh kiểm cả năm", "Hạnh kiểm sau hè"]
        )
        self.assertIn("Hạnh kiểm", grid["title"])
        self.assertIn("hạnh kiểm", str(grid["lock_reasons"]))
        options = next(c for c in grid["columns"] if c["name"] == "conduct")["options"]
        self.assertEqual([label for _code, label in options], ["Tốt", "Khá", "Trung bình", "Yếu"])

    @covers("GB-10", "GB-12")
    def test_review_summer_and_rollover(self):
        review = self.book._review()
        groups = dict(review["groups"])
        self.assertEqual(
            [name for name, _what in groups["Kiểm tra lại trong hè"]], [self.dung.name]
        )
        self.assertIn("Rèn luyện trong hè", groups)
        levels = dict(review["levels"])
        self.assertEqual(levels["Học lực"], [("Trung bình", 1), ("Yếu", 1)], "the best first")
        self._assertOwnWords(str(review))
        tasks = self.env["school.summer.task"].search([("class_id", "=", self.old_class.id)])
        self.assertEqual(set(tasks.mapped("rules_code")), {"TT58-2011"})
        self.assertEqual(tasks.filtered(lambda t: t.kind == "training").before, "Yếu")
        enrollments = self.old_class.enrollment_ids.filtered(lambda e: e.student_id == self.dung)
        self.assertIn("Kiểm tra lại trong hè", enrollments._year_outcomes()[enrollments][1])

    @covers("GB-20", "GB-21")
    def test_statistics_and_workbooks(self):
        (year,) = (
            period
            for period in self.env["school.result.statistics"]._collect(self.old_year)
            if period["period"] == "year"
        )
        (table,) = year["tables"]
        self.assertEqual(table["title"], "Học lực và hạnh kiểm theo lớp")
        counts = {
            heading: sum(line[name][value] for line in table["lines"])
            for heading, (name, value, _label) in zip(
                table["headings"], table["columns"], strict=True
            )
        }
        self.assertEqual((counts["Học lực Yếu"], counts["Học lực Trung bình"]), (1, 1))
        self.assertEqual(counts["Hạnh kiểm Yếu"], 1)
        for report in ("year_statistics", "class_book_a4", "class_marks_2", "contact_slip_2"):
            records = self.old_year if report == "year_statistics" else self.old_class
            model = self.env[f"report.school_gradebook.{report}"]
            html = self.env["ir.qweb"]._render(
                f"school_gradebook.{report}", model._get_report_values(records.ids)
            )
            self._assertOwnWords(str(html))

    @covers("GB-06", "GB-08")
    def test_a_dossier_speaks_of_the_tests_of_the_circular(self):
        correction = self.env["school.mark.correction"].create(
            {"sheet_id": self.old_sheets[0].id, "reason": "Nhập nhầm"}
        )
        line = self.env["school.mark.correction.line"].new(
            {
                "correction_id": correction.id,
                "student_id": self.dung.id,
                "column_id": self.env.ref("school_gradebook.school_book_column_mark_midterm").id,
            }
        )
        self.assertEqual(line._column_name(), "KTđk V1")
        effect = self.env["school.mark.correction.effect"].create(
            {
                "correction_id": correction.id,
                "student_id": self.dung.id,
                "figure": "promotion",
                "before": "reassess",
                "after": "promoted",
            }
        )
        texts = (effect.before_text, effect.after_text)
        self.assertEqual(texts, ("Kiểm tra lại trong hè", "Được lên lớp"))
        page = self.env["report.school_gradebook.mark_correction"]._page(correction, {})
        self.assertEqual(page["effects"][0]["before"], "Kiểm tra lại trong hè")
