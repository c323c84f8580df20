# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import json
import statistics

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import WebCase, covers

from ..tools.distribution import bin_labels, bins, figures, merged
from .common import GradebookCommon
from .primary_common import PrimaryCommon

EXAMPLES = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MARKS = st.lists(st.integers(0, 100), min_size=1, max_size=60)


def counted(marks):
    return {mark: marks.count(mark) for mark in set(marks)}


@tagged("post_install", "-at_install")
class TestDistributionFigures(TransactionCase):
    @covers("GB-15")
    @EXAMPLES
    @given(MARKS)
    def test_figures_are_those_of_the_marks_one_by_one(self, marks):
        found = figures(counted(marks))
        values = [mark / 10 for mark in marks]
        self.assertEqual(found.count, len(marks))
        self.assertAlmostEqual(found.mean, statistics.fmean(values), delta=0.00501)
        self.assertAlmostEqual(found.median, statistics.median(values), delta=0.00501)
        self.assertAlmostEqual(found.deviation, statistics.pstdev(values), delta=0.00501)
        self.assertEqual((found.lowest, found.highest), (min(values), max(values)))
        self.assertEqual(found.below_pass, sum(mark < 50 for mark in marks))
        self.assertEqual(found.good, sum(mark >= 80 for mark in marks))
        if len(marks) > 1:
            first, _median, third = statistics.quantiles(values, n=4, method="inclusive")
            self.assertAlmostEqual(found.first_quartile, first, delta=0.00501)
            self.assertAlmostEqual(found.third_quartile, third, delta=0.00501)

    @covers("GB-15")
    @EXAMPLES
    @given(MARKS, st.sampled_from((5, 10)))
    def test_every_mark_falls_into_one_step(self, marks, step):
        found = bins(counted(marks), step)
        self.assertEqual(sum(found), len(marks))
        self.assertEqual(sum(found[: 50 // step]), sum(mark < 50 for mark in marks))
        self.assertEqual(len(found), len(bin_labels(step)))

    @covers("GB-15")
    def test_example(self):
        found = figures(counted([45, 50, 65, 80, 100]))
        self.assertEqual(
            found._asdict(),
            {
                "count": 5,
                "mean": 6.8,
                "median": 6.5,
                "deviation": 2.01,
                "lowest": 4.5,
                "first_quartile": 5.0,
                "third_quartile": 8.0,
                "highest": 10.0,
                "below_pass": 1,
                "share_below_pass": 20.0,
                "share_pass": 80.0,
                "good": 2,
                "share_good": 40.0,
            },
        )
        self.assertEqual(bin_labels(10)[:2] + bin_labels(10)[-1:], ["0,0–0,9", "1,0–1,9", "9,0–10"])
        self.assertEqual(bins(counted([0, 4, 5, 99, 100]), 5)[0:2], [2, 1])
        self.assertEqual(bins(counted([95, 100]), 5)[-1], 2)
        self.assertEqual(merged([{10: 1}, {10: 2, 20: 1}]), {10: 3, 20: 1})

    def test_no_marks_have_no_figures(self):
        self.assertEqual(figures({}), figures({50: 0}))
        self.assertIsNone(figures({}).mean)


class DistributionCommon(GradebookCommon):
    """Final marks of mathematics: 8A has 4,5; 6; 9 in term 1, 8B 5 and 8; last year's grade 7."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = cls._create_students(cls.class_8b, ["Đỗ Văn Dũng", "Hoàng Thị Én"])
        cls.sheet_8b = cls._sheet(cls.maths_8b, cls.term_1)
        for student, mark in zip(cls.students, (4.5, 6, 9), strict=True):
            cls._mark(cls.sheet, student, final=mark, midterm=7)
        for student, mark in zip(cls.others, (5, 8), strict=True):
            cls._mark(cls.sheet_8b, student, final=mark)
        cls._mark(cls.sheet_2, cls.binh, final=10)
        cls.env.flush_all()

    def _query(self, **changes):
        return {
            "year_id": self.year.id,
            "term_id": self.term_1.id,
            "subject_id": self.maths.id,
            "grade_id": self.grade_8.id,
            "class_id": False,
            "test": "final",
            "step": 5,
            **changes,
        }

    def _distribution(self, login, **changes):
        service = self._as(login, self.env["school.mark.distribution"])
        return service.get_distribution(self._query(**changes))

    def _lines(self, login, **changes):
        data = self._distribution(login, **changes)
        return {line["key"]: line for line in data["lines"]}


@tagged("post_install", "-at_install")
class TestMarkDistribution(DistributionCommon):
    @covers("GB-15")
    def test_view_spreads_the_columns_of_the_books(self):
        values = self.env["school.mark.value"].search([("sheet_id", "=", self.sheet.id)])
        finals = values.filtered(lambda value: value.column == "final")
        self.assertEqual(sorted(finals.mapped("value")), [4.5, 6.0, 9.0])
        self.assertEqual(sorted(finals.mapped("tenths")), [45, 60, 90])
        one = finals.filtered(lambda value: value.student_id == self.binh)
        self.assertEqual(
            (one.company_id, one.year_id, one.grade_id, one.subject_id, one.part),
            (self.school, self.year, self.grade_8, self.maths, "final"),
        )
        self.assertEqual(one.teacher_id, self.employees["teacher"])

    @covers("GB-15")
    def test_levels_of_comment_subjects_are_no_marks(self):
        self._mark(self.physical_sheet, self.binh, final=1)
        values = self.env["school.mark.value"].search([("sheet_id", "=", self.physical_sheet.id)])
        self.assertFalse(values)

    @covers("GB-15")
    def test_grade_class_and_school(self):
        lines = self._lines("vice_academic")
        self.assertEqual(lines["grade"]["count"], 5)
        self.assertEqual(lines["grade"]["mean"], 6.5)
        self.assertEqual(lines["grade"]["median"], 6.0)
        self.assertEqual(lines["grade"]["share_below_pass"], 20.0)
        self.assertEqual(lines["grade"]["share_good"], 40.0)
        self.assertEqual(lines[f"class:{self.class_8a.id}"]["mean"], 6.5)
        self.assertEqual(lines[f"class:{self.class_8b.id}"]["count"], 2)
        self.assertEqual(lines["school"]["count"], 5)
        self.assertNotIn(f"term:{self.term_2.id}", lines, "what comes later is no comparison")

    @covers("GB-15")
    def test_earlier_terms_and_earlier_years(self):
        year = self._create_year(self.school, start=2025)
        plan = self._plan_subject(self._create_class("8C", year=year), self.maths)
        pupils = self._create_students(plan.class_id, ["Lý Văn Phúc"])
        earlier = year.term_ids.sorted("number")[0]
        self._mark(self._sheet(plan, earlier), pupils, final=3)
        lines = self._lines("vice_academic", term_id=self.term_2.id)
        self.assertEqual(lines["grade"]["mean"], 10)
        self.assertEqual(lines[f"term:{self.term_1.id}"]["mean"], 6.5)
        self.assertEqual(lines[f"term:{earlier.id}"]["mean"], 3)

    @covers("GB-15")
    def test_one_class_and_its_earlier_terms(self):
        data = self._distribution(
            "vice_academic", term_id=self.term_2.id, class_id=self.class_8a.id
        )
        lines = {line["key"]: line for line in data["lines"]}
        self.assertEqual(data["main"], f"class:{self.class_8a.id}")
        self.assertEqual(lines[data["main"]]["mean"], 10)
        self.assertEqual(lines[f"class_term:{self.term_1.id}"]["mean"], 6.5)

    @covers("GB-15")
    def test_regular_marks_count_all_of_their_columns(self):
        self._mark(self.sheet, self.binh, regular_1=7, regular_2=8)
        lines = self._lines("vice_academic", test="regular")
        self.assertEqual((lines["grade"]["count"], lines["grade"]["mean"]), (2, 7.5))
        lines = self._lines("vice_academic", test="regular_2")
        self.assertEqual((lines["grade"]["count"], lines["grade"]["mean"]), (1, 8))

    @covers("GB-15", "ACC-01")
    def test_teacher_sees_own_class_and_the_whole_and_no_other_class(self):
        lines = self._lines("teacher")
        self.assertEqual(lines["grade"]["count"], 5)
        self.assertIn(f"class:{self.class_8a.id}", lines)
        self.assertNotIn(f"class:{self.class_8b.id}", lines)

    @covers("GB-15", "ACC-01")
    def test_who_reads_no_mark_of_it_is_refused(self):
        for login in ("other_teacher", "clerk", "foreign_teacher"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._distribution(login)
        with self.assertRaises(AccessError):
            self._distribution("teacher", class_id=self.class_8b.id)

    @covers("GB-15")
    def test_choices_are_what_the_user_reads(self):
        service = self._as("teacher", self.env["school.mark.distribution"])
        choices = service.get_choices()
        self.assertEqual([c["id"] for c in choices["classes"]], self.class_8a.ids)
        own = self.maths | self.physical_sheet.subject_id
        self.assertEqual({s["id"] for s in choices["subjects"]}, set(own.ids))
        service = self._as("vice_academic", self.env["school.mark.distribution"])
        self.assertEqual(
            [c["name"] for c in service.get_choices()["classes"]],
            ["8A", "8B"],
        )

    @covers("GB-15")
    def test_assessments_by_comments_are_counted(self):
        for student, mark in zip(self.students, (1, 1, 0), strict=True):
            self._mark(self.physical_sheet, student, final=mark, regular_1=1)
        asked = {"subject_id": self.physical_sheet.subject_id.id, "class_id": self.class_8a.id}
        data = self._distribution("vice_academic", **asked)
        self.assertEqual(data["labels"], ["Unsatisfactory", "Satisfactory"])
        line = next(line for line in data["lines"] if line["key"] == data["main"])
        self.assertEqual((line["bins"], line["count"]), ([1, 2], 3))
        self.assertEqual((line["share_below_pass"], line["share_pass"]), (33.3, 66.7))
        self.assertEqual((line["mean"], "mean" in data["figures"]), (None, False))
        self.assertEqual(
            [test["id"] for test in data["tests"]][:3], ["final", "midterm", "regular"]
        )
        regular = self._distribution("vice_academic", test="regular", **asked)
        self.assertEqual(regular["lines"][0]["bins"], [0, 3])
        self.assertNotIn("mean", regular["figures"])
        service = self._as("vice_academic", self.env["school.mark.distribution"])
        query = self._query(**asked)
        book = openpyxl.load_workbook(io.BytesIO(service._workbook(query)))
        self.assertEqual([cell.value for cell in book.worksheets[1]["A"][1:3]], data["labels"])
        self.assertTrue(service._pdf(query).startswith(b"%PDF"))

    @covers("GB-15")
    def test_a_subject_without_any_assessment_says_so(self):
        data = self._distribution("vice_academic", subject_id=self.physical_sheet.subject_id.id)
        self.assertEqual(data["empty"], "No marks are entered yet.")

    @covers("GB-15")
    def test_tests_are_those_of_the_term(self):
        tests = {
            term: {
                test["id"] for test in self._distribution("vice_academic", term_id=term)["tests"]
            }
            for term in (self.term_1.id, self.term_2.id)
        }
        regular = {f"regular_{number}" for number in range(1, 5)}
        first = {"regular", *regular, "midterm", "final", "average"}
        self.assertEqual(tests[self.term_1.id], first)
        self.assertEqual(tests[self.term_2.id], first | {"year_average"})
        # a mark that was entered when the plan asked for more is offered, too
        self._mark(self.sheet, self.binh, regular_4=8)
        self.maths_8a.periods = 35
        offered = {test["id"] for test in self._distribution("teacher")["tests"]}
        self.assertIn("regular_4", offered)
        self.assertNotIn("regular_5", offered)

    @covers("GB-15")
    def test_an_empty_distribution_says_why(self):
        self.assertFalse(self._distribution("vice_academic")["empty"])
        for class_id in (False, self.class_8b.id):
            changes = {"test": "regular_2", "class_id": class_id}
            data = self._distribution("vice_academic", **changes)
            self.assertEqual(data["empty"], "No marks are entered yet.")
            data = self._distribution("vice_academic", **{**changes, "test": "midterm_2"})
            self.assertIn("have no", data["empty"])

    def test_unknown_questions_are_refused(self):
        for changes in ({"step": 7}, {"test": "average_of_all"}, {"term_id": 0}, {"more": 1}):
            with self.subTest(changes), self.assertRaises(UserError):
                self._distribution("vice_academic", **changes)

    @covers("GB-15")
    def test_queries_do_not_grow_with_classes_and_pupils(self):
        service = self.env["school.mark.distribution"].with_user(self.users["vice_academic"])

        def ask():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            service.get_distribution(self._query())
            return self.env.cr.sql_log_count - before

        ask()
        few = ask()
        for name in ("8C", "8D", "8E"):
            plan = self._plan_subject(self._create_class(name), self.maths)
            pupils = self._create_students(plan.class_id, [f"{name} {i}" for i in range(10)])
            for pupil in pupils:
                self._mark(self._sheet(plan, self.term_1), pupil, final=7)
        ask()
        self.assertEqual(ask(), few)
        with self.assertQueryCount(few):
            self.env.invalidate_all()
            service.get_distribution(self._query())

    @covers("GB-15")
    def test_workbook_holds_the_figures_and_a_chart(self):
        service = self._as("vice_academic", self.env["school.mark.distribution"])
        book = openpyxl.load_workbook(io.BytesIO(service._workbook(self._query())))
        first, second = book.worksheets
        self.assertEqual([cell.value for cell in first[4]][1:4], [5, 6.5, 6])
        self.assertEqual(sum(cell.value for cell in second["B"][1:21]), 5)
        self.assertEqual(len(second._charts), 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00", tick=True)
class TestMarkDistributionScreen(WebCase, DistributionCommon):
    def _get(self, kind, query):
        return self.url_open(f"/school/marks/distribution.{kind}?query={json.dumps(query)}")

    @covers("GB-15")
    def test_files_are_downloaded_by_who_may_read(self):
        self.authenticate("vice_academic", "vice_academic")
        self.assertTrue(self._get("pdf", self._query()).content.startswith(b"%PDF-"))
        self.assertTrue(self._get("xlsx", self._query()).content.startswith(b"PK"))

    @covers("GB-15", "ACC-01")
    def test_files_are_refused_to_others(self):
        with mute_logger("odoo.http"):
            self.authenticate("other_teacher", "other_teacher")
            self.assertEqual(self._get("pdf", self._query()).status_code, 404)
            for query in ([], "x", {"step": "5"}):
                self.assertEqual(self._get("xlsx", query).status_code, 404)

    @covers("GB-15")
    def test_vice_principal_reads_the_distribution(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.users["vice_academic"].lang = "vi_VN"
        self.start_tour("/odoo/school-distribution", "school_distribution", login="vice_academic")


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00", tick=True)
class TestMarkDistributionPhone(WebCase, DistributionCommon):
    browser_size = "390x844"
    touch_enabled = True

    @covers("GB-15")
    def test_head_reads_the_distribution_on_a_phone(self):
        self.start_tour("/odoo/school-distribution", "school_distribution", login="principal")


@tagged("post_install", "-at_install")
class TestLevelDistribution(PrimaryCommon):
    """Levels of primary school (T, H, C) beside the marks (TT27 Điều 7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subject = cls.plans["daoduc"].subject_id
        for pupil, level in zip(cls.pupils, ("T", "H", "T"), strict=True):
            cls._mark(cls._sheet(cls.plans["daoduc"], cls.term_1), pupil, final_level=level)
        cls.env.flush_all()

    def _distribution(self, login="teacher", **values):
        query = {
            "term_id": self.term_1.id,
            "subject_id": self.subject.id,
            "grade_id": self.grade_4.id,
            "test": "final_level",
            "step": 5,
            **values,
        }
        return self._as(login, self.env["school.mark.distribution"]).get_distribution(query)

    @covers("GB-15")
    def test_levels_are_counted(self):
        data = self._distribution()
        self.assertEqual(data["labels"], ["Not Done", "Completed", "Done Well"])
        line = next(line for line in data["lines"] if line["key"] == "grade")
        self.assertEqual((line["bins"], line["count"]), ([0, 1, 2], 3))
        self.assertEqual((line["share_pass"], line["share_good"], line["mean"]), (100, 66.7, None))
        self.assertNotIn("mean", data["figures"])

    @covers("GB-15")
    def test_a_subject_without_tests_names_its_levels(self):
        data = self._distribution(test="final")
        label = self.env["school.mark"]._fields["final_level"]._description_string(self.env)
        self.assertIn(label, data["empty"])

    @covers("GB-15")
    def test_only_what_the_books_of_the_scope_have_is_offered(self):
        maths = self.plans["toan"].subject_id
        in_term_1 = ["final", "midterm", "final_level", "midterm_level"]
        for values, offered in (
            ({}, ["final_level", "midterm_level"]),
            ({"term_id": self.term_2.id}, ["final_level", "midterm_level"]),
            ({"subject_id": maths.id}, in_term_1),
        ):
            tests = self._distribution(**values)["tests"]
            self.assertEqual([test["id"] for test in tests], offered, values)
        choices = self._as("teacher", self.env["school.mark.distribution"]).get_choices()
        self.assertIn(self.subject.id, {subject["id"] for subject in choices["subjects"]})

    @covers("GB-15")
    def test_who_reads_nothing_of_it_is_refused(self):
        for login in ("other_teacher", "clerk"):
            with self.assertRaises(UserError):
                self._distribution(login)

    @covers("GB-15")
    def test_workbook_and_pdf(self):
        query = {
            "term_id": self.term_1.id,
            "subject_id": self.subject.id,
            "grade_id": self.grade_4.id,
            "test": "final_level",
            "step": 5,
        }
        model = self._as("teacher", self.env["school.mark.distribution"])
        book = openpyxl.load_workbook(io.BytesIO(model._workbook(query)))
        page = book.worksheets[0]
        self.assertEqual(
            [page["B3"].value, page["C3"].value, page["B4"].value],
            ["Pupils", "Not Done", 3],
        )
        self.assertTrue(model._pdf(query).startswith(b"%PDF"))
