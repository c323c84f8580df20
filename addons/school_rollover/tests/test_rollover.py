# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import RolloverCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-20")
class TestRollover(RolloverCommon):
    @covers("PUP-03")
    def test_each_pupil_has_a_line_with_outcome_reason_and_class(self):
        rollover = self._prepare()
        self.assertEqual(rollover.line_ids.student_id, self.pupils)
        found = {line.student_id: (line.outcome, line.class_to_id) for line in rollover.line_ids}
        nowhere = self.env["school.class"]
        self.assertEqual(
            found,
            {
                self.an: ("promoted", self.next_9a),
                self.binh: ("repeats", self.next_8a),
                self.chau: ("undecided", nowhere),
                self.dung: ("promoted", self.next_9b),
                self.giang: ("completed", nowhere),
            },
        )
        self.assertEqual(set(rollover.line_ids.mapped("reason")), {"Kết quả cả năm"})
        self.assertEqual(rollover.date, date(2027, 6, 20))
        self.assertEqual((rollover.line_count, rollover.undecided_count), (5, 1))

    @covers("PUP-03")
    def test_carried_out_as_movements(self):
        rollover = self._prepare()
        rollover.write({"decision_number": "12/QĐ", "decision_date": "2027-06-18"})
        self._carry_out(rollover)
        self.assertEqual(rollover.approval_state, "applied")
        kinds = {line.student_id: line.movement_id.kind for line in rollover.line_ids}
        self.assertEqual(
            kinds,
            {
                self.an: "promotion",
                self.binh: "repeat",
                self.chau: False,
                self.dung: "promotion",
                self.giang: "completion",
            },
        )
        self.assertEqual(set(rollover.line_ids.movement_id.mapped("decision_number")), {"12/QĐ"})
        former, latter = self.an.enrollment_ids.sorted("date_start")
        self.assertEqual((former.date_end, latter.date_start), (date(2027, 6, 19), rollover.date))
        self.assertEqual(latter.class_id, self.next_9a)
        self.assertEqual(self.giang.enrollment_ids.date_end, self.year.date_end)
        self.assertFalse(self.chau.enrollment_ids.date_end)
        self.assertEqual(self.giang.status, "left")

    @covers("PUP-03")
    def test_who_waits_for_the_summer_is_rolled_over_later(self):
        self._carry_out(self._prepare())
        self.outcomes[self.chau] = "promoted"
        self.addCleanup(self.outcomes.__setitem__, self.chau, "undecided")
        second = self._prepare()
        self.assertEqual(second.line_ids.student_id, self.chau)
        self._carry_out(second)
        self.assertEqual(self.chau.enrollment_ids.sorted("date_start")[-1].class_id, self.next_9a)

    @covers("PUP-03")
    def test_reading_anew_keeps_what_was_changed_by_hand(self):
        rollover = self._prepare()
        binh, chau = self._line(rollover, self.binh), self._line(rollover, self.chau)
        binh.write({"outcome": "promoted", "change_reason": "Hội đồng xét lại"})
        self.assertEqual(binh.class_to_id, self.next_9a)
        self.outcomes[self.chau] = "repeats"
        self.addCleanup(self.outcomes.__setitem__, self.chau, "undecided")
        new = self._create_students(self.class_8b, ["Hoàng Mới"])
        self.env["school.movement"].create(
            {
                "student_id": self.dung.id,
                "kind": "drop_out",
                "date": "2027-06-01",
                "reason": "Test",
            }
        )
        rollover.action_refresh()
        self.assertEqual((binh.outcome, binh.is_changed), ("promoted", True))
        self.assertEqual((chau.outcome, chau.class_to_id), ("repeats", self.next_8a))
        self.assertEqual(self._line(rollover, new).class_to_id, self.next_9b)
        self.assertFalse(self._line(rollover, self.dung))

    @covers("PUP-03")
    def test_a_class_mapped_anew_takes_its_pupils_along(self):
        rollover = self._prepare()
        own = self._create_students(self.class_8a, ["Đỗ Riêng"])
        rollover.action_refresh()
        self._line(rollover, own).class_to_id = self.next_9b
        mapped = rollover.class_ids.filtered(lambda one: one.class_from_id == self.class_8a)
        self.assertEqual((mapped.promoted_count, mapped.repeat_count), (2, 1))
        with (
            Form(rollover) as form,
            form.class_ids.edit(rollover.class_ids.ids.index(mapped.id)) as row,
        ):
            row.class_repeat_id = self.next_8b
        self.assertEqual(self._line(rollover, self.binh).class_to_id, self.next_8b)
        mapped.class_promoted_id = False
        self.assertFalse(self._line(rollover, self.an).class_to_id)
        self.assertEqual(self._line(rollover, own).class_to_id, self.next_9b)

    @covers("PUP-03")
    def test_many_are_changed_at_once_for_one_reason(self):
        rollover = self._prepare()
        lines = self._line(rollover, self.chau) | self._line(rollover, self.binh)
        context = {"active_model": lines._name, "active_ids": lines.ids}
        wizard = self.env["school.rollover.change"].with_user(self.users["secretary"])
        form = Form(wizard.with_context(**context))
        form.outcome = "left"
        form.change_reason = "Chuyển nhà"
        form.save().action_apply()
        self.assertEqual(set(lines.mapped("outcome")), {"left"})
        self._carry_out(rollover)
        self.assertEqual(set(lines.movement_id.mapped("kind")), {"drop_out"})
        self.assertEqual(set(lines.movement_id.mapped("reason")), {"Chuyển nhà"})
        form = Form(wizard.with_context(**context))
        form.change_reason = "Quá muộn"
        with self.assertRaises(UserError):
            form.save().action_apply()

    @covers("PUP-03")
    def test_new_pupils_are_placed_along(self):
        new = self.env["school.student"].create(
            {
                "name": "Lý Mới",
                "code": "M1",
                "school_id": self.school.id,
                "birth_date": "2013-01-01",
            }
        )
        rollover = self._prepare()
        rollover.action_take_new()
        line = self._line(rollover, new)
        self.assertEqual((line.outcome, line.class_to_id.id), ("admitted", False))
        with self.assertRefused("Every pupil", UserError):
            rollover.action_take_new()
        context = {"active_model": line._name, "active_ids": line.ids}
        wizard = self.env["school.rollover.split"].with_user(self.users["secretary"])
        form = Form(wizard.with_context(**context))
        form.class_ids.add(self.next_8a)
        form.class_ids.add(self.next_8b)
        self.assertIn("8A: 0 of these pupils", form.preview)
        self.assertIn("8B: 1 of these pupils", form.preview)
        form.save().action_apply()
        self.assertEqual(line.class_to_id, self.next_8b)
        self._carry_out(rollover)
        self.assertEqual(line.movement_id.kind, "admission")
        self.assertEqual(new.enrollment_ids.class_id, self.next_8b)
        self._undo(rollover)
        self.assertFalse(new.enrollment_ids)

    @covers("PUP-03")
    def test_it_stands_on_the_trail(self):
        rollover = self._prepare()
        line = self._line(rollover, self.chau)
        line.write({"outcome": "promoted", "change_reason": "Xét đặc cách"})
        self._carry_out(rollover)
        self.env.flush_all()
        story = self.env["school.trail"].search(
            [("model", "=", line._name), ("res_id", "=", line.id), ("operation", "=", "write")]
        )
        self.assertIn(
            ("outcome", "undecided", "promoted"),
            story.mapped(lambda row: (row.field, row.old, row.new)),
        )
        moved = self.env["school.trail"].search(
            [("model", "=", "school.enrollment"), ("student_id", "=", self.chau.id)]
        )
        self.assertIn(rollover.name, moved.mapped("reason"))
        self.assertEqual(moved[0].user_id, self.users["principal"])

    def test_queries_do_not_grow_with_the_pupils(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            before = self.env.cr.sql_log_count
            rollover = self._prepare()
            self._carry_out(rollover)
            self.env.flush_all()
            done = self.env.cr.sql_log_count - before
            self._undo(rollover)
            rollover.with_user(self.env.user).line_ids.unlink()
            rollover.line_ids.invalidate_recordset()
            self.env.cr.execute("DELETE FROM school_rollover WHERE id = %s", [rollover.id])
            self.env.invalidate_all()
            return done

        count()
        few = count()
        self._create_students(self.class_8a, [f"Trần Thêm {number}" for number in range(20)])
        self.assertLessEqual(count() - few, 5)
