# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
class TestSchoolAssignment(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.homeroom = cls.class_8a.homeroom_ids
        cls.teaching = cls.maths_8a.assignment_ids
        cls.teacher = cls.employees["teacher"]
        cls.other_teacher = cls.employees["other_teacher"]
        # Entered before the year, so that they are history as soon as they begin.
        for table in ("school_homeroom_assignment", "school_teaching_assignment"):
            cls.env.cr.execute(
                SQL("UPDATE %s SET create_date = '2026-08-01'", SQL.identifier(table))
            )
        cls.env.invalidate_all()

    @covers("ORG-04")
    @freeze_time("2026-10-15")
    def test_replacement_closes_the_former_line(self):
        replacements = self.env["school.assignment.replace"].with_user(self.users["vice_academic"])
        proposed = replacements.with_context(
            active_model=self.teaching._name, active_ids=self.teaching.ids
        ).onchange({}, [], {"teaching_assignment_ids": {}, "company_id": {}})["value"]
        self.assertEqual(proposed["company_id"], self.school.id)
        wizard = Form(
            self.env["school.assignment.replace"]
            .with_user(self.users["vice_academic"])
            .with_context(active_model=self.teaching._name, active_ids=self.teaching.ids)
        )
        wizard.teacher_id = self.other_teacher
        wizard.date = "2026-11-02"
        wizard.save().action_replace()
        self.assertEqual(self.teaching.date_end, date(2026, 11, 1))
        former, latter = self.maths_8a.assignment_ids.sorted("date_start")
        self.assertEqual(former, self.teaching)
        self.assertEqual(former.teacher_id, self.teacher)
        self.assertEqual(
            (latter.teacher_id, latter.date_start), (self.other_teacher, date(2026, 11, 2))
        )
        self.assertEqual((former.state, latter.state), ("current", "coming"))
        self.assertEqual(self.maths_8a.teacher_ids, self.teacher)
        with freeze_time("2026-11-02"):
            self.env.invalidate_all()
            self.assertEqual(self.maths_8a.teacher_ids, self.other_teacher)
            self.assertEqual((former.state, latter.state), ("ended", "current"))
            for state, found in (("ended", former), ("current", latter)):
                self.assertEqual(
                    self.maths_8a.assignment_ids.search(
                        [("state", "=", state), ("class_subject_id", "=", self.maths_8a.id)]
                    ),
                    found,
                )

    @covers("ORG-04")
    @freeze_time("2026-10-15")
    def test_homeroom_teacher_is_replaced(self):
        latter = self.homeroom._replace(self.other_teacher, date(2026, 10, 15))
        self.assertEqual(self.class_8a.homeroom_id, self.other_teacher)
        latter._replace(self.teacher, date(2027, 2, 1))
        self.assertEqual(len(self.class_8a.homeroom_ids), 3)
        self.assertEqual(self.class_8a.homeroom_id, self.other_teacher)

    @covers("ORG-04")
    @freeze_time("2026-10-15")
    def test_class_is_found_by_its_homeroom_teacher(self):
        classes = self.env["school.class"]
        own = [("year_id", "=", self.year.id)]
        homeroom = self.employees["homeroom"]
        table = [
            (("homeroom_id", "=", homeroom.id), self.class_8a),
            (("homeroom_id", "!=", homeroom.id), self.class_8b),
            (("homeroom_id", "=", False), self.class_8b),
            (("homeroom_id", "!=", False), self.class_8a),
            (("homeroom_id", "in", [homeroom.id, False]), self.class_8a + self.class_8b),
            (("homeroom_id", "ilike", homeroom.name), self.class_8a),
            (("homeroom_id.user_id", "=", homeroom.user_id.id), self.class_8a),
        ]
        for condition, found in table:
            with self.subTest(condition):
                self.assertEqual(classes.search([*own, condition]), found)
        with freeze_time("2028-01-01"):
            self.assertEqual(
                classes.search([*own, ("homeroom_id", "=", homeroom.id)]), self.class_8a
            )
            self.env.invalidate_all()
            self.assertEqual(self.class_8a.homeroom_id, homeroom)

    @covers("ORG-04")
    def test_two_homeroom_teachers_at_once_are_refused(self):
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.homeroom.create(
                {
                    "class_id": self.class_8a.id,
                    "teacher_id": self.other_teacher.id,
                    "date_start": "2027-01-18",
                }
            )

    @covers("ORG-04")
    def test_two_teachers_may_share_a_subject(self):
        values = {"class_subject_id": self.maths_8a.id, "date_start": "2026-09-05"}
        second = self.teaching.create({**values, "teacher_id": self.other_teacher.id})
        with freeze_time("2026-10-15"):
            self.assertEqual(self.maths_8a.teacher_ids, self.teacher + self.other_teacher)
        self.assertTrue(second)
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.teaching.create({**values, "teacher_id": self.teacher.id})

    @covers("ORG-04")
    def test_teacher_of_another_school_is_refused(self):
        values = {"teacher_id": self.employees["foreign_teacher"].id, "date_start": "2026-09-05"}
        with self.assertRaises(UserError):
            self.teaching.create({**values, "class_subject_id": self.maths_8b.id})
        with self.assertRaises(UserError):
            self.homeroom.create({**values, "class_id": self.class_8b.id})

    @covers("ORG-04")
    @freeze_time("2026-10-15")
    def test_what_has_begun_is_history(self):
        assignments = (self.teaching, self.homeroom)
        for assignment in assignments:
            line = assignment.with_user(self.users["principal"])
            for values in (
                {"teacher_id": self.other_teacher.id},
                {"date_start": "2026-10-01"},
            ):
                with (
                    self.subTest(values),
                    self.assertRaisesRegex(UserError, "has begun on"),
                    self.env.cr.savepoint(),
                ):
                    line.write(values)
            line.write({"date_end": "2026-12-31", "teacher_id": line.teacher_id.id})
            with self.assertRaisesRegex(UserError, "stays in the history"):
                line.unlink()

    @covers("ORG-04")
    def test_what_has_not_begun_may_change(self):
        with freeze_time("2026-08-15"):
            self.teaching.teacher_id = self.other_teacher
            self.assertEqual(self.teaching.teacher_id, self.other_teacher)
            self.teaching.unlink()
        self.assertFalse(self.teaching.exists())

    @covers("ORG-04")
    @freeze_time("2026-10-15")
    def test_slip_is_mended_on_the_day_it_was_made(self):
        line = self.homeroom.create(
            {
                "class_id": self.class_8b.id,
                "teacher_id": self.teacher.id,
                "date_start": "2026-10-15",
            }
        )
        line.teacher_id = self.other_teacher
        self.assertEqual(self.class_8b.homeroom_id, self.other_teacher)
        line.unlink()
        self.assertFalse(self.class_8b.homeroom_id)

    @covers("ORG-04")
    def test_replacement_dates_are_checked(self):
        refused = [
            (self.teacher, date(2026, 11, 2), "holds this assignment already"),
            (self.other_teacher, date(2026, 9, 5), "must begin between"),
            (self.other_teacher, date(2027, 6, 15), "must begin between"),
        ]
        for teacher, day, message in refused:
            with self.subTest(day), self.assertRaisesRegex(UserError, message):
                self.teaching._replace(teacher, day)
        with self.assertRaisesRegex(ValidationError, "beyond the school year 2026-2027"):
            self.teaching.date_end = "2027-06-15"
