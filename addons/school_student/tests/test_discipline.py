# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestDiscipline(PathCommon):
    def _measure(self, name):
        return self.env.ref(f"school_student.school_discipline_measure_{name}")

    def _record(self, login="homeroom", **values):
        return self._as(login, self.env["school.discipline"]).create(
            {
                "student_id": self.an.id,
                "date": "2026-11-02",
                "violation": "Gây gổ trong lớp",
                "severity": "2",
                **values,
            }
        )

    @covers("PUP-06")
    def test_the_steps_of_the_law_come_first(self):
        line = self._record(measure_id=self._measure("statement").id)
        self.assertEqual((line.state, line.class_id), ("open", self.class_8a))
        line = line.with_user(self.users["secretary"])
        decision = {"decision_date": "2026-11-10"}
        for step, reason in (
            ({}, "was not heard"),
            ({"heard_date": "2026-11-03"}, "family was not told"),
            ({"family_date": "2026-11-04"}, "statement is missing"),
        ):
            line.write(step)
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An.*{reason}"):
                line.write(decision)
        line.write({"statement_date": "2026-11-05"})
        line.write(decision)
        self.assertEqual(line.state, "decided")
        with self.assertRefused("measure is decided and stays", UserError):
            line.violation = "Khác"
        line.improved_date = "2026-11-30"
        self.assertEqual(line.state, "improved")
        line._revoke("Nhầm người")
        self.assertEqual(line.state, "revoked")

    @covers("PUP-06")
    def test_only_measures_that_the_law_knows_for_that_level_and_day(self):
        grade_5 = self.env.ref("school_core.school_grade_5")
        self.school.school_level_ids |= grade_5.level_id
        class_5 = self._create_class("5A", grade=grade_5)
        small = self._create_students(class_5, ["Lê Bé"])
        for student, measure, reason in (
            (self.an, "apologise", "no measure for this level"),
            (small, "criticise", "no measure for this level"),
            (self.an, "suspend_old", "not in force on that day"),
        ):
            with self.subTest(measure=measure), self.assertRefused(reason):
                self._record(
                    "secretary", student_id=student.id, measure_id=self._measure(measure).id
                )
        self._record("secretary", student_id=small.id, measure_id=self._measure("apologise").id)

    @covers("PUP-06")
    def test_the_principal_decides_what_is_no_reminder(self):
        steps = {"heard_date": "2026-11-03", "family_date": "2026-11-03"}
        line = self._record(measure_id=self._measure("criticise").id, **steps)
        with self.assertRefused("may propose this", AccessError):
            line.decision_date = "2026-11-05"
        line.with_user(self.users["principal"]).decision_date = "2026-11-05"
        reminded = self._record(
            measure_id=self._measure("remind").id,
            heard_date="2026-11-02",
            decision_date="2026-11-02",
        )
        self.assertEqual(reminded.state, "decided")

    @covers("PUP-06")
    def test_impossible_dates_are_refused_by_name(self):
        for values, reason in (
            ({"date": "2026-12-02"}, "violation is still to come"),
            ({"heard_date": "2026-11-01"}, "lies before the violation"),
            ({"family_date": "2026-12-02"}, "is still to come"),
            ({"decision_number": "1/QĐ"}, "day of the decision is missing"),
            ({"improved_date": "2026-11-20"}, "comes after the decision"),
        ):
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An.*{reason}"):
                self._record("secretary", **values)

    @covers("PUP-06", "ACC-01")
    def test_a_fault_is_nobody_elses_business(self):
        line = self._record()
        for login in ("teacher", "other_teacher", "clerk", "system", "gradebook_admin"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                line.with_user(self.users[login]).read(["violation"])
        self.assertTrue(line.with_user(self.users["vice_academic"]).violation)
        self.env.flush_all()
        told = self.env["school.trail"].search([("model", "=", "school.discipline")])
        self.assertNotIn("violation", told.mapped("field"))
