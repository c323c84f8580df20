# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from ..models.school_class_completeness import REMINDER
from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00")
class TestCompleteness(PathCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kinh = cls.env["school.ethnic.group"].search([], limit=1)
        cls.portrait = cls.env.ref("school_student.school_student_item_portrait")
        cls.year.pupil_data_deadline = "2026-11-10"
        cls._complete(cls.an)

    @classmethod
    def _complete(cls, student):
        student.write(
            {
                "gender": "female",
                "ethnic_group_id": cls.kinh.id,
                "street": "5 Lê Lợi",
                "policy_status": "none",
            }
        )
        cls.env["school.guardian"].create(
            {"student_id": student.id, "name": "Lê Mai", "phone": "0912345678"}
        )

    def _activities(self):
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", self.env.ref(REMINDER).id)]
        )

    def _remind(self):
        self.env.invalidate_all()
        self.env["school.class"]._cron_remind_missing()
        return self._activities()

    @covers("PUP-01")
    def test_a_school_requires_more_by_a_setting(self):
        self.assertFalse(self.an.missing_items)
        self.assertEqual(self.class_8a.missing_count, 2)
        self.school.with_user(self.users["principal"]).school_student_item_ids = self.portrait
        self.env.invalidate_all()
        self.assertEqual(self.an.missing_items, "Portrait")
        self.assertEqual(self.class_8a.missing_count, 3)
        self.assertIn("Portrait: 3", self.class_8a.missing_summary)
        found = self._as("homeroom", self.env["school.student"]).search(
            [("missing_items", "=", "Portrait")]
        )
        self.assertEqual(found, self.pupils)
        # what one school requires, no other does
        other = self._create_students(
            self._create_class("8A", year=self._create_year(self.other_school)), ["Lê Dũng"]
        )
        self.assertNotIn("Portrait", other.missing_items)
        with self.assertRaises(AccessError):
            self.school.with_user(self.users["homeroom"]).school_student_item_ids = False

    @covers("PUP-01")
    def test_items_are_data_and_name_fields_that_exist(self):
        items = self.env["school.student.item"]
        item = items.create({"name": "E-mail", "field_name": "private_ids.email"})
        self.school.school_student_item_ids = item
        self.env.invalidate_all()
        self.assertEqual(self.an.missing_items, "E-mail")
        self.an.email = "an@example.com"
        self.env.invalidate_all()
        self.assertFalse(self.an.missing_items)
        for name in ("nothing", "private_ids.nothing", "school_id.name", "guardian_ids"):
            with self.subTest(name=name), self.assertRefused("no field of a pupil"):
                items.create({"name": "X", "field_name": name})

    @covers("PUP-01")
    def test_progress_deadline_and_days_of_each_class(self):
        self._create_students(self.class_8b, ["Đỗ Em"])
        self.class_8b.with_user(self.users["vice_academic"]).own_pupil_data_deadline = "2026-10-30"
        classes = (self.class_8a + self.class_8b).with_user(self.users["principal"])
        self.assertEqual([round(c.complete_percent) for c in classes], [33, 0])
        self.assertEqual(classes.mapped("pupil_data_days_left"), [8, -3])
        self.assertEqual(
            [str(c.pupil_data_deadline) for c in classes], ["2026-11-10", "2026-10-30"]
        )
        with self.assertRaises(AccessError):
            self.class_8a.with_user(self.users["homeroom"]).own_pupil_data_deadline = "2027-01-01"

    @covers("PUP-01")
    def test_the_home_line_has_the_deadline_of_the_own_class(self):
        home = self._as("homeroom", self.env["school.home"])
        line = next(line for line in home._lines() if line["key"] == "pupil_missing_data")
        self.assertEqual((line["count"], line["tone"]), (2, "todo"))
        self.class_8a.own_pupil_data_deadline = "2026-10-30"
        line = next(line for line in home._lines() if line["key"] == "pupil_missing_data")
        self.assertEqual(line["tone"], "late")

    @covers("PUP-01")
    def test_the_teacher_is_reminded_once_in_a_period(self):
        self.assertFalse(self._remind(), "8 days are left, reminders begin 7 days before")
        with freeze_time("2026-11-03 03:00:00"):
            reminder = self._remind()
            self.assertEqual(reminder.user_id, self.users["homeroom"])
            self.assertEqual(self.class_8a.missing_activity_id, reminder)
            self.assertIn("2 pupils of class 8A", reminder.summary)
            self.assertEqual(self._remind(), reminder)
        with freeze_time("2026-11-09 03:00:00"):
            self.assertEqual(self._remind(), reminder)
        with freeze_time("2026-11-12 03:00:00"):
            late = self._remind()
            self.assertEqual(len(late), 1)
            self.assertNotEqual(late, reminder)
            self._complete(self.binh)
            self._complete(self.chi)
            self.env.invalidate_all()
            self.assertFalse(self._remind(), "nothing is missing any more")

    @covers("PUP-01")
    def test_the_teacher_is_reminded_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.users["homeroom"].lang = "vi_VN"
        self.school.school_student_item_ids = self.portrait
        self.portrait.with_context(lang="vi_VN").name = "Ảnh thẻ"
        with freeze_time("2026-11-03 03:00:00"):
            # read in another language before
            self.assertIn("Portrait: 3", self.class_8a.missing_summary)
            self.assertIn("Ảnh thẻ: 3", self._remind().note)

    @covers("PUP-01")
    def test_a_deadline_lies_in_the_year(self):
        for day in ("2016-11-10", "2027-11-10"):
            with self.subTest(day=day), self.assertRefused("8A.*outside the school year"):
                self.class_8a.own_pupil_data_deadline = day
        self.class_8a.own_pupil_data_deadline = "2026-08-20"

    @covers("PUP-01")
    def test_no_reminder_without_period_deadline_or_teacher(self):
        with freeze_time("2026-11-09 03:00:00"):
            self.school.school_missing_reminder_days = 0
            self.assertFalse(self._remind())
            self.school.school_missing_reminder_days = 7
            self.year.pupil_data_deadline = False
            self.assertFalse(self._remind())
            self.year.pupil_data_deadline = "2026-11-10"
            self.users["homeroom"].active = False
            self.assertFalse(self._remind())

    @covers("PUP-01")
    def test_a_school_costs_the_queries_of_a_class(self):
        names = ["missing_count", "missing_summary"]

        def cost(classes):
            self.env.invalidate_all()
            classes.mapped("name")
            before = self.env.cr.sql_log_count
            classes.mapped(lambda c: [c[name] for name in names])
            return self.env.cr.sql_log_count - before

        cost(self.class_8a)
        one = cost(self.class_8a)
        classes = self.class_8a + self.class_8b
        for number in range(6):
            new = self._create_class(f"8C{number}")
            self._create_students(new, [f"Lê {n}" for n in range(20)])
            classes += new
        cost(classes)
        self.assertEqual(cost(classes), one)
        self.assertEqual(classes[-1].missing_count, 20)


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestCompletenessExport(WebCase, PathCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("homeroom", "teacher", "principal"):
            cls.users[login].password = login * 2
        cls.foreign_class = cls._create_class("8A", year=cls._create_year(cls.other_school))
        cls._create_students(cls.foreign_class, ["Vũ Xuân"])

    def _get(self, login, classes):
        self.authenticate(login, login * 2)
        return self.url_open("/school/missing.xlsx?ids=" + ",".join(map(str, classes.ids)))

    @covers("PUP-01")
    def test_who_lacks_what_as_a_workbook(self):
        answer = self._get("principal", self.class_8a + self.class_8b + self.foreign_class)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        progress, pupils = book.worksheets
        self.assertEqual([row[0] for row in progress.iter_rows(2, values_only=True)], ["8A", "8B"])
        rows = list(pupils.iter_rows(2, values_only=True))
        self.assertEqual([row[2] for row in rows], ["Nguyễn An", "Trần Bình", "Lê Chi"])
        self.assertIn("x", rows[0][3:])

    @covers("PUP-01", "ACC-01")
    def test_it_is_for_those_with_the_duty(self):
        self.assertEqual(self._get("homeroom", self.class_8a).status_code, 200)
        self.assertEqual(self._get("teacher", self.class_8a).status_code, 404)
        self.assertEqual(self._get("principal", self.foreign_class).status_code, 404)
        new_test_user(
            self.env,
            login="phuhuynh",
            password="phuhuynh" * 2,
            groups="school_core.group_school_parent",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        self.assertEqual(self._get("phuhuynh", self.class_8a).status_code, 404)
