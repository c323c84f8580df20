# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.modules.module import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools.misc import file_path

from odoo.addons.school_core.tests.common import covers

from .primary_common import PrimaryCommon
from .test_edit_limit import enter_on
from .test_entry_windows import EntryCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestEntryProgress(EntryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Progress = cls.env["school.entry.progress"]
        cls.department = cls._create_department("teacher", head=None)
        cls._mark(cls.sheet, cls.anh, regular_1=7, midterm=5)

    def _of(self, column, sheet=None, kind="mark"):
        self.env.flush_all()
        self.Progress.invalidate_model()
        return self.Progress.search(
            [
                ("sheet_id", "=", (sheet or self.sheet).id),
                ("column_id", "=", self._column(column).id),
            ]
        )

    @covers("GB-14")
    def test_done_missing_late(self):
        line = self._of("regular_1")
        self.assertEqual((line.required, line.done, line.missing, line.late), (3, 2, 1, 0))
        self.assertEqual((line.state, line.due), ("missing", False))
        self.assertEqual(
            (line.teacher_id, line.department_id), (self.employees["teacher"], self.department)
        )
        self._window("regular_1", week=8)
        line = self._of("regular_1")
        self.assertEqual((line.state, line.late), ("late", 1))
        self.assertEqual(str(line.due), "2026-11-01")
        with freeze_time("2026-11-01 16:59:59"):
            self.assertEqual(self._of("regular_1").state, "missing")
        self.assertFalse(self._of("regular_5"), "the sheet has four regular marks")
        self.assertTrue(self._of("regular_4"))

    @covers("GB-14")
    def test_done(self):
        for student in self.students:
            self._mark(self.sheet, student, midterm=0)
        line = self._of("midterm")
        self.assertEqual((line.state, line.done, line.missing), ("done", 3, 0))

    @covers("GB-04", "GB-14")
    def test_due_by_the_most_special_time(self):
        self._window("midterm", week=8)
        self._window("midterm", week=17, grade_id=self.grade_8.id)
        self.assertEqual(str(self._of("midterm").due), "2027-01-03")
        self._window("final", timing="test_date", working_days=10)
        self._test_date("2026-11-02", "final", grade_id=self.grade_8.id)
        self._test_date("2026-11-09", "final", class_id=self.class_8a.id)
        self.assertEqual(str(self._of("final").due), "2026-11-23")

    @covers("GB-13", "GB-14")
    def test_entered_late(self):
        """The first entry counts, to the second of the midnight in Viet Nam."""
        anh = self.env["school.mark"].search(
            [("sheet_id", "=", self.sheet.id), ("student_id", "=", self.anh.id)]
        )
        enter_on(self.mark, regular_1="2026-11-01 16:59:59")
        enter_on(anh, regular_1="2026-11-01 17:00:00", midterm="2026-11-19 03:00:00")
        self.assertEqual(self._of("regular_1").entered_late, 0, "no time of entry is set")
        self._window("regular_1", week=8)
        line = self._of("regular_1")
        self.assertEqual((line.entered_late, line.done, line.late), (1, 2, 1))
        self.assertEqual(self._of("midterm").entered_late, 0)
        self.assertEqual(
            self.Progress.search([("entered_late", ">", 0), ("class_id", "=", self.class_8a.id)]),
            line,
        )
        found = dict(
            (name, number)
            for school_class, name, number in self.class_8a._inspect_entry(date(2026, 11, 1))
            if school_class == self.class_8a
        )
        self.assertEqual((found["entered_late_count"], found["late_count"]), (1, 4))

    @covers("GB-14")
    def test_who_owes_nothing_is_not_counted(self):
        self.binh.enrollment_ids.write({"date_end": "2026-10-01"})
        self.assertEqual(self._of("final").required, 2)

    @covers("GB-14")
    def test_conduct(self):
        self._window("conduct", kind="conduct", week=8, term_id=self.term_1.id)
        self.env.flush_all()
        sheet = self.class_8a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_1)
        line = self.Progress.search(
            [
                ("conduct_sheet_id", "=", sheet.id),
                ("column_id", "=", self._column("conduct", "conduct").id),
            ]
        )
        self.assertEqual((line.required, line.late), (3, 3))
        self.assertEqual(line.teacher_id, self.employees["homeroom"])
        self.assertEqual(line.action_open_grid()["params"]["id"], sheet.id)

    def _conduct(self, **values):
        conduct = self.env["school.conduct"].create(
            {
                "class_id": self.class_8a.id,
                "term_id": self.term_1.id,
                "student_id": self.binh.id,
                **values,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return conduct

    @covers("GB-13", "GB-14")
    def test_conduct_entered_late(self):
        """What the homeroom teacher enters late is told too, column by column."""
        conduct = self._conduct(conduct="tot", absences_excused=0)
        self.assertEqual(set(conduct.entered_at), {"conduct", "absences_excused"})
        self._window("conduct", "absences_excused", kind="conduct", week=8, term_id=self.term_1.id)
        enter_on(conduct, conduct="2026-11-01 17:00:00", absences_excused="2026-11-01 16:59:59")
        lines = self.Progress.search(
            [("conduct_sheet_id", "=", conduct.sheet_id.id), ("entered_late", ">", 0)]
        )
        self.assertEqual(lines.column_id.code, "conduct")
        self.assertEqual(lines.entered_late, 1)

    @covers("GB-14")
    def test_update_asks_the_trail_when_conduct_was_entered(self):
        conduct = self._conduct(conduct="tot")
        enter_on(conduct)
        self.assertFalse(conduct.entered_at)
        path = file_path("school_gradebook/migrations/19.0.1.3.0/post-entered.py")
        load_script(path, "entered").migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        self.assertEqual([*conduct.entered_at], ["conduct"])

    @covers("GB-14")
    def test_who_reads_what(self):
        self.env.flush_all()
        for login, subjects in (
            ("teacher", self.maths | self.physical),
            ("other_teacher", self.maths.browse()),
            ("principal", self.maths | self.physical),
        ):
            lines = self._as(login, self.Progress).search([("sheet_id", "!=", False)])
            self.assertEqual(lines.subject_id, subjects, login)

    @covers("GB-14")
    def test_home(self):
        self._window("regular_1", week=8, term_id=self.term_1.id)
        self.env.flush_all()
        for login, key, count in (("teacher", "entry_due", 3 + 1), ("principal", "entry_late", 1)):
            lines = {
                line["key"]: line
                for line in self._as(login, self.env["school.home"]).get_today()["lines"]
            }
            self.assertEqual((lines[key]["count"], lines[key]["tone"]), (count, "late"), login)
            found = self._as(login, self.Progress).search(lines[key]["action"]["domain"])
            self.assertEqual(sum(found.mapped("missing")), 4)
        lines = self._as("other_teacher", self.env["school.home"]).get_today()["lines"]
        self.assertNotIn("entry_due", [line["key"] for line in lines])


@tagged("post_install", "-at_install")
class TestEntryReminder(EntryCommon):
    def _activities(self):
        kind = self.env.ref("school_gradebook.mail_activity_data_entry")
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search(
                [
                    ("activity_type_id", "=", kind.id),
                    ("user_id", "in", self.env["res.users"].union(*self.users.values()).ids),
                ]
            )
        )

    def _remind(self, moment):
        self.env.flush_all()
        with freeze_time(moment):
            self.env["school.entry.reminder"]._remind(self.school)
        return self._activities()

    @covers("GB-04", "GB-14")
    def test_some_days_before_the_end(self):
        self._window("regular_1", week=8, term_id=self.term_1.id)
        self.assertFalse(self._remind("2026-10-28 03:00:00"), "four days before")
        activity = self._remind("2026-10-29 03:00:00")
        self.assertEqual(activity.user_id, self.users["teacher"])
        self.assertEqual(str(activity.date_deadline), "2026-11-01")
        self.assertIn("5 to be entered by 01/11/2026", activity.summary)
        for text in ("Toán", "8A", "Regular Mark 1: 2"):
            self.assertIn(text, activity.note)
        self.assertEqual(self._remind("2026-10-30 03:00:00"), activity, "not again")
        with freeze_time("2026-10-30 03:00:00"):
            activity.with_user(self.users["teacher"]).action_done()
        self.assertLessEqual(len(self._remind("2026-10-31 03:00:00")), 1)

    @covers("GB-04", "GB-14")
    def test_who_has_entered_all_is_left_alone(self):
        self._window("midterm", week=8, term_id=self.term_1.id)
        with freeze_time("2026-10-29 03:00:00"):
            for sheet in (self.sheet, self.physical_sheet):
                for student in self.students:
                    self._mark(sheet, student, midterm=1)
        self.assertFalse(self._remind("2026-10-30 03:00:00"))

    @covers("GB-14")
    def test_reminder_tells_what_was_late_before(self):
        self._window("regular_1", week=8, term_id=self.term_1.id)
        self._window("midterm", week=12, term_id=self.term_1.id)
        enter_on(self.mark, regular_1="2026-11-05 03:00:00")
        activity = self._remind("2026-11-27 03:00:00")
        self.assertIn("1 of your entries", activity.note)

    @covers("GB-04", "GB-14")
    def test_setting(self):
        self._window("regular_1", week=8, term_id=self.term_1.id)
        self.school.school_entry_reminder_days = 7
        self.assertTrue(self._remind("2026-10-25 03:00:00"))

    @covers("GB-14")
    def test_same_number_of_queries_for_more_classes(self):
        self._window("regular_1", "midterm", week=8, term_id=self.term_1.id)
        counts = []
        for name in ("8C", "8D", "8E"):
            self._activities().unlink()
            self._remind("2026-10-30 03:00:00")
            self._activities().unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._remind("2026-10-30 03:00:00")
            counts.append(self.env.cr.sql_log_count - before)
            school_class = self._create_class(name)
            self._assign("other_teacher", self._plan_subject(school_class, self.maths))
            self._create_students(school_class, [f"Lê {name}"])
        self.assertLessEqual(counts[2], counts[1])


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestEntryProgressPrimary(PrimaryCommon):
    @covers("GB-14")
    def test_columns_of_the_circular(self):
        self.env.flush_all()
        lines = self.env["school.entry.progress"].search([("class_id", "=", self.class_4a.id)])
        of_maths = lines.filtered(lambda line: line.sheet_id == self.maths_sheets[1])
        self.assertEqual(
            set(of_maths.column_id.mapped("code")),
            {*self.maths_sheets[1].required_columns.split(",")},
        )
        quality = lines.filtered("quality_sheet_id")
        self.assertEqual(quality.column_id.kind_id.mapped("code"), ["quality"])
        self.assertEqual({*quality.mapped("required")}, {3})
        self.assertEqual({*quality.mapped("entered_late")}, {0})
        self.assertEqual(quality[0].teacher_id, self.employees["homeroom"])
