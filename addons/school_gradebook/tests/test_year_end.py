# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import MARK_COLUMNS
from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-10")
class TestYearEnd(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("van", "anh", "gdcd", "lsdl", "khtn", "cnghe", "tin"):
            subject = cls.env.ref(f"school_core.school_subject_{code}")
            cls._plan_subject(cls.class_8a, subject, periods=35)
        for number, student in enumerate(cls.students):
            for plan in cls.class_8a.subject_ids:
                for term in cls.year.term_ids:
                    sheet = cls._sheet(plan, term)
                    # the last pupil is to be assessed again in mathematics and literature
                    score = 3 if number == 2 and plan.subject_id.code in ("toan", "van") else 8
                    value = score if sheet.kind == "score" else 1
                    columns = (*MARK_COLUMNS[: sheet.required_regular], "midterm", "final")
                    cls._mark(sheet, student, **dict.fromkeys(columns, value))
            cls.env["school.conduct"].create(
                [
                    {
                        "class_id": cls.class_8a.id,
                        "term_id": term.id,
                        "student_id": student.id,
                        "conduct": "tot",
                        "absences_excused": 0,
                        "absences_unexcused": 0,
                    }
                    for term in cls.year.term_ids
                ]
            )
        cls.enrollments = cls.class_8a.enrollment_ids
        cls.book = cls.class_8a.result_book_ids.filtered(lambda book: book.period == "year")

    def _outcomes(self):
        self.env.invalidate_all()
        found = self.enrollments.with_user(self.users["secretary"])._year_outcomes()
        return {enrollment.student_id.id: value for enrollment, value in found.items()}

    def _approve(self):
        self._as("homeroom", self.book).action_submit()
        self._as("principal", self.book).action_approve()

    @covers("PUP-03")
    def test_nothing_is_decided_before_the_results_are_approved(self):
        outcomes = self._outcomes()
        self.assertEqual(outcomes.keys(), {*self.students.ids})
        for outcome, reason in outcomes.values():
            self.assertEqual(outcome, "undecided")
            self.assertIn("not approved", reason)

    @covers("PUP-03")
    def test_approved_results_decide(self):
        self._approve()
        outcomes = self._outcomes()
        self.assertEqual(outcomes[self.binh.id][0], "promoted")
        outcome, reason = outcomes[self.chau.id]
        self.assertEqual(outcome, "undecided", "waits for the summer")
        self.assertIn(self.maths.name, reason)

    @covers("PUP-03")
    def test_the_summer_decides_about_the_rest(self):
        self._approve()
        for plan in self.class_8a.subject_ids:
            if plan.subject_id.code in ("toan", "van"):
                self._mark(self._sheet(plan, self.term_2), self.chau, reassessed=6)
        self.assertEqual(self._outcomes()[self.chau.id][0], "undecided", "to be approved anew")
        self._approve()
        outcome, reason = self._outcomes()[self.chau.id]
        self.assertEqual(outcome, "promoted")
        self.assertIn("Được lên lớp sau hè", reason)

    @covers("PUP-03")
    def test_the_last_grade_is_completed(self):
        grade_9 = self.env.ref("school_core.school_grade_9")
        self.env.cr.execute(
            "UPDATE school_class SET grade_id = %s WHERE id = %s", [grade_9.id, self.class_8a.id]
        )
        self.env.invalidate_all()
        self._approve()
        outcome, reason = self._outcomes()[self.binh.id]
        self.assertEqual(outcome, "completed")
        self.assertNotIn("Promoted", reason)

    @covers("OPS-01")
    def test_times_of_entry_are_copied(self):
        midterm = self.env.ref("school_gradebook.school_book_column_mark_midterm")
        self.env["school.entry.window"].create(
            [
                {
                    "name": "Giữa kì",
                    "year_id": self.year.id,
                    "term_id": self.term_2.id,
                    "kind_id": midterm.kind_id.id,
                    "column_ids": midterm.ids,
                    "timing": "until_date",
                    "date_until": "2027-03-31",
                }
            ]
        )
        year = self._create_year(self.school, 2027)
        for role, expected in (("secretary", 0), ("principal", 1), ("principal", 1)):
            self.year.with_user(self.users[role])._copy_settings_to(year)
            copies = self.env["school.entry.window"].search([("year_id", "=", year.id)])
            self.assertEqual(len(copies), expected)
        self.assertEqual(copies.term_id, year.term_ids.filtered(lambda term: term.number == 2))
        self.assertEqual(copies.date_until, date(2028, 3, 31))
        self.assertEqual(copies.column_ids, midterm)
        self.assertTrue(copies.slot_ids)
