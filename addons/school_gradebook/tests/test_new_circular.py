# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from types import SimpleNamespace

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..rules import registry
from ..rules.scheme import Column, RowValue, Scheme
from .common import GradebookCommon


class StarScheme(Scheme):
    """Two tests a term and one word for the year; no averages, no conduct, no qualities."""

    forms = "stars"
    row_values = (RowValue("stars_1", 1, "final"), RowValue("stars_2", 2, "final"))
    taken_values = {1: "stars_1", 2: "stars_2"}
    result_columns = frozenset(("final",))
    learning_names = ("Số sao", "số sao")
    reassess_names = ("Nhặt sao", "nhặt sao")
    learning_labels = {"sao": "Năm sao"}
    promotion_labels = {"promoted": "Bay lên", "incomplete": "Chưa đếm xong"}
    articles = {"regular": "Điều 1"}

    def columns(self, head, used=()):
        test = Column("final", "Sao", type="integer", required=True, min=0, max=5)
        return [test._replace(name="midterm", label="Nửa kì"), test]

    def conduct_columns(self, term):
        return [Column("remark", type="text")]

    def plan(self, subjects, specialised=()):
        return tuple(code for code, _kind, _name in subjects)

    def results(self, common, line):
        is_star = set(line["stars_2"]) == {50}
        reason = {
            "of": "learning.year",
            "value": "sao",
            "because": "Đủ sao.",
            "source": "TT99 Điều 9",
        }
        year = {
            "learning": "sao" if is_star else None,
            "promotion": "promoted" if is_star else "incomplete",
            "reasons": [reason] if is_star else [],
        }
        return {"1": {}, "2": {}, "year": year}


class Stars:
    """An invented circular: one class, and whatever files its prints and data would be."""

    code = "TT99"
    levels = ("THCS",)
    scheme_class = StarScheme
    parameters = SimpleNamespace(first_years={8: 2031}, exemption_source="TT99")

    def leaves_out(self, disability, kind=None):
        return False


@tagged("post_install", "-at_install")
class TestNewCircular(GradebookCommon):
    """A circular that nobody foresaw works in the books as soon as its class is registered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        known = dict(registry._RULES)
        cls.addClassCleanup(registry._RULES.update, known)
        cls.addClassCleanup(registry._RULES.clear)
        registry.register(Stars())
        year = cls._create_year(cls.school, 2031)
        cls.later = cls._create_class("8C", year=year)
        plan = cls._plan_subject(cls.later, cls.maths)
        cls.later_sheets = plan.sheet_ids.sorted("term_id")
        (cls.pupil,) = cls._create_students(cls.later, ["Vàng A Sao"])
        cls.env["school.teaching.assignment"].create(
            {
                "class_subject_id": plan.id,
                "teacher_id": cls.employees["teacher"].id,
                "date_start": "2020-01-01",
            }
        )

    @covers("GB-01")
    def test_the_books_are_those_of_the_circular(self):
        self.assertEqual((self.later.rules_code, self.later.book_forms), ("TT99", "stars"))
        self.assertEqual((self.class_8a.rules_code, self.sheet.required_regular), ("TT22", 4))
        self.assertFalse(self.later.quality_sheet_ids)
        sheet = self.later_sheets[0]
        self.assertEqual((sheet.required_regular, sheet.required_columns), (0, "midterm,final"))
        labels = dict(
            self.env["school.result"]._fields["learning"]._description_selection(self.env)
        )
        self.assertEqual(labels["sao"], "Năm sao")

    @covers("GB-01", "GB-10")
    def test_it_brings_its_words(self):
        book = self.later.result_book_ids.filtered(lambda book: book.period == "year")
        review = book._review()
        # no words for conduct: the circular knows none
        self.assertEqual([heading for heading, _counts in review["levels"]], ["Số sao"])
        self.assertEqual([title for title, _pupils in review["groups"]], ["Chưa đếm xong"])
        words = self.env["ir.http"]._school_words()
        self.assertEqual(words["TT99"]["names"]["reassessed"], "Nhặt sao")
        self.assertEqual(words["TT99"]["labels"]["promotion"]["promoted"], "Bay lên")
        self.assertEqual(words["TT22"]["names"]["reassessed"], "Đánh giá lại")
        (table,) = self.env["school.result.statistics"]._collect(self.later.year_id)[2]["tables"]
        self.assertEqual(table["title"], "Số sao theo lớp")

    @covers("GB-01", "GB-02")
    def test_entry_missing_and_result(self):
        sheet = self._as("teacher", self.later_sheets[1])
        grid = sheet.grid_open()
        self.assertEqual([column["label"] for column in grid["columns"]], ["Nửa kì", "Sao"])
        cells = [self._cell(self.pupil, "final", 6), self._cell(self.pupil, "regular_1", 5)]
        answer = sheet.grid_save({"number": 1, "cells": cells})
        self.assertEqual([cell["status"] for cell in answer["cells"]], ["refused", "refused"])
        answer = sheet.grid_save({"number": 2, "cells": [self._cell(self.pupil, "final", 5)]})
        self.assertEqual(answer["cells"][0]["status"], "saved")
        self.assertEqual(answer["summary"], {"missing": 1, "done": 1})
        missing = self.env["school.mark.missing"].search([("student_id", "=", self.pupil.id)])
        self.assertEqual(
            sorted((line.term_id.number, line.part) for line in missing),
            [(1, "final"), (1, "midterm"), (2, "midterm")],
        )
        result = self.env["school.result"].search(
            [("student_id", "=", self.pupil.id), ("period", "=", "year")]
        )
        self.assertEqual((result.learning, result.promotion), ("sao", "promoted"))
        self.assertIn("TT99 Điều 9", result.reasons_html)
