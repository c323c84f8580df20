# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import RolloverCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-20")
class TestRolloverRefusals(RolloverCommon):
    def _refuses(self, rollover, regex):
        before = self._places()
        with self.assertRefused(regex, UserError):
            rollover.action_submit()
        self.assertEqual(self._places(), before)
        self.assertEqual(rollover.approval_state, "draft")

    @covers("PUP-03")
    def test_no_next_year(self):
        with self.assertRefused("no school year after 2027-2028"):
            self.env["school.rollover"].create({"year_from_id": self.next_year.id})
        with self.assertRefused("does not follow"):
            self.env["school.rollover"].create(
                {"year_from_id": self.next_year.id, "year_to_id": self.year.id}
            )

    @covers("PUP-03")
    def test_without_a_class(self):
        rollover = self._prepare()
        self._line(rollover, self.an).class_to_id = False
        self._refuses(rollover, r"Without a class of the next year: Nguyễn An \(8A\)")
        self.assertIn("Nguyễn An", rollover.check_html)

    @covers("PUP-03")
    def test_class_of_the_wrong_grade_or_year(self):
        rollover = self._prepare()
        line = self._line(rollover, self.an)
        for wrong in (self.next_8b, self.class_9a):
            line.class_to_id = wrong
            self._refuses(rollover, r"not one of the right grade and year: Nguyễn An \(8A\)")

    @covers("PUP-03")
    def test_changed_by_hand_without_a_reason(self):
        rollover = self._prepare()
        self._line(rollover, self.binh).outcome = "promoted"
        self._refuses(rollover, r"without a reason: Trần Bình")

    @covers("PUP-03")
    def test_over_the_limit_of_the_level(self):
        self._create_students(self.next_9a, ["Có Sẵn"], date_start="2027-06-01")
        rollover = self._prepare()
        self.level.class_size_limit = 1
        self._refuses(rollover, r"Class 9A would have 2 pupils; the limit of its level is 1")
        self.assertIn("table-danger", rollover.sizes_html)
        self.level.class_size_limit = 2
        self.env.invalidate_all()
        rollover.action_submit()

    @covers("PUP-03")
    def test_moved_meanwhile(self):
        rollover = self._prepare()
        rollover.action_submit()
        self.env["school.movement"].create(
            {
                "student_id": self.an.id,
                "kind": "class_transfer",
                "date": "2027-05-20",
                "class_to_id": self.class_8b.id,
                "reason": "Test",
            }
        )
        before = self._places()
        with self.assertRefused(r"Moved meanwhile, read anew: Nguyễn An", UserError):
            rollover.with_user(self.users["principal"]).action_approve()
        self.assertEqual(self._places(), before)
        self.assertEqual(rollover.approval_state, "submitted")

    @covers("PUP-03")
    def test_dates_outside_the_years(self):
        rollover = self._prepare()
        for day in ("2027-05-31", "2028-06-01"):
            rollover.date = day
            self._refuses(rollover, "must lie after")
        rollover.date = False
        self._refuses(rollover, "is missing")
        rollover.write({"date": "2027-08-01"})
        self.next_year.state = "closed"
        self._refuses(rollover, "2027-2028 is closed")

    def test_nobody_decided(self):
        self.outcomes.update(dict.fromkeys(self.pupils, "undecided"))
        self.addCleanup(self.outcomes.update, {self.binh: "repeats"})
        for pupil in self.pupils - self.binh - self.chau:
            self.addCleanup(self.outcomes.pop, pupil)
        self._refuses(self._prepare(), "No pupil is decided about yet")

    def test_two_at_once(self):
        self._prepare()
        with self.assertRefused("is being prepared already"):
            self._prepare()

    @covers("PUP-03")
    def test_who_asks_does_not_carry_out(self):
        rollover = self._prepare("principal")
        rollover.action_submit()
        with self.assertRefused("does not decide", AccessError):
            rollover.action_approve()
        with self.assertRefused("is for", AccessError):
            rollover.with_user(self.users["secretary"]).action_approve()
        self.assertFalse(rollover.line_ids.movement_id)
        rollover.with_user(self.users["vice_academic"]).action_approve()
        self.assertEqual(rollover.approval_state, "applied")

    @covers("PUP-03")
    def test_handed_in_is_not_changed(self):
        rollover = self._prepare()
        rollover.action_submit()
        line = self._line(rollover, self.an)
        for change in (
            lambda: line.write({"outcome": "repeats"}),
            lambda: rollover.write({"date": "2027-08-01"}),
            lambda: rollover.class_ids[:1].write({"class_repeat_id": False}),
            rollover.action_refresh,
            rollover.action_take_new,
        ):
            with self.assertRefused("withdraw it", UserError):
                change()
        rollover.action_withdraw()
        line.outcome = "repeats"

    def test_what_comes_from_the_books_is_not_written(self):
        rollover = self._prepare()
        line = self._line(rollover, self.an)
        for values in (
            {"proposed": "completed"},
            {"reason": "x"},
            {"student_id": self.dung.id},
            {"movement_id": False},
        ):
            with self.assertRefused("comes from the books", UserError):
                line.write(values)
        with self.assertRefused("noted by the program", UserError):
            rollover.trail_end = 0
        with self.assertRefused("keeps its years", UserError):
            rollover.year_to_id = self.year
        with self.assertRaises(AccessError):
            line.copy()
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            self._prepare("teacher")

    @covers("PUP-03")
    def test_a_split_respects_the_limit(self):
        rollover = self._prepare()
        lines = self._line(rollover, self.an) | self._line(rollover, self.dung)
        wizard = self.env["school.rollover.split"].with_user(self.users["secretary"])
        split = wizard.create({"line_ids": lines.ids, "class_ids": self.next_9a.ids})
        self.level.class_size_limit = 1
        with self.assertRefused("no place for 1 of the pupils", UserError):
            split.action_apply()
        self.assertIn("no place", split.preview)
        split.class_ids |= self.next_9b
        split.action_apply()
        self.assertEqual(lines.class_to_id, self.next_9a | self.next_9b)
        self.level.class_size_limit = 0
        wrong = wizard.create({"line_ids": lines.ids, "class_ids": self.next_8a.ids})
        with self.assertRefused("not of the right grade", UserError):
            wrong.action_apply()
        leaving = wizard.create(
            {"line_ids": self._line(rollover, self.giang).ids, "class_ids": self.next_9a.ids}
        )
        with self.assertRefused("get no class: Vũ Giang", UserError):
            leaving.action_apply()
