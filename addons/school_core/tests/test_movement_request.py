# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestMovementRequest(SchoolCommon):
    """The office and the homeroom teacher prepare a movement; a leader of the school decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])
        cls.chi = cls._create_students(cls.class_8b, ["Lê Chi"])

    def _prepare(self, login, student, kind="drop_out", submit=True, **values):
        request = self._as(login, self.env["school.movement.request"]).create(
            {"student_id": student.id, "kind": kind, "date": "2026-10-30", **values}
        )
        if submit:
            request.action_submit()
        return request

    def _class_of(self, student):
        self.env.invalidate_all()
        return student.class_id

    @covers("PUP-02")
    def test_nothing_changes_until_a_leader_approves(self):
        paper = self._as("clerk", self.env["ir.attachment"]).create(
            {"name": "don.pdf", "raw": b"Don xin chuyen lop"}
        )
        request = self._prepare(
            *("clerk", self.an, "class_transfer"),
            class_to_id=self.class_8b.id,
            attachment_ids=[Command.set(paper.ids)],
        )
        self.assertEqual(request.approval_state, "submitted")
        self.assertEqual(self._class_of(self.an), self.class_8a)
        self._as("vice_academic", request).action_approve()
        self.assertEqual(self._class_of(self.an), self.class_8b)
        movement = request.movement_id
        self.assertEqual(request.approval_state, "applied")
        self.assertEqual(movement.create_uid, self.users["vice_academic"])
        self.assertEqual(movement.attachment_ids.raw, b"Don xin chuyen lop")
        self.assertNotEqual(movement.attachment_ids, paper)
        self.assertEqual(paper.res_model, "school.movement.request")

    @covers("PUP-02")
    def test_several_are_decided_with_one_click(self):
        requests = self.env["school.movement.request"]
        for student in (self.an, self.binh):
            requests |= self._prepare("clerk", student, reason="Theo gia đình")
        home = self._as("principal", self.env["school.home"]).get_today()
        line = next(line for line in home["lines"] if line["key"] == "movement_requests")
        self.assertEqual(line["count"], 2)
        self._as("principal", requests).action_approve()
        self.assertFalse(self._class_of(self.an + self.binh))

    @covers("PUP-02", "ACC-01")
    def test_only_a_leader_decides(self):
        request = self._prepare("clerk", self.an)
        for login in ("clerk", "secretary", "system", "homeroom"):
            with self.subTest(login), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._as(login, request).action_approve()
        for login in ("teacher", "gradebook_admin"):
            with self.subTest(login), self.assertRaises(AccessError):
                self._as(login, request).read(["kind"])
        self.assertEqual(self._class_of(self.an), self.class_8a)

    @covers("PUP-02", "ACC-01")
    def test_what_was_handed_in_does_not_change(self):
        request = self._prepare("clerk", self.an)
        with self.assertRaises(UserError):
            request.date = "2026-10-29"
        with self.assertRaises(UserError):
            request.unlink()
        request.action_withdraw()
        request.date = "2026-10-29"
        for values in ({"student_id": self.chi.id}, {"movement_id": 1}):
            with self.assertRaises(AccessError):
                request.write(values)
        with self.assertRaises(AccessError):
            request.write({"approval_state": "approved"})
        request.action_submit()
        self._as("principal", request).action_refuse("Chưa đủ giấy tờ")
        self.assertEqual(request.approval_state, "refused")
        self.assertEqual(self._class_of(self.an), self.class_8a)

    @covers("PUP-02")
    def test_the_impossible_is_told_to_who_prepares_it(self):
        for regex, values in (
            ("lies before the birth", {"date": "2010-01-01"}),
            ("new class is missing", {"kind": "class_transfer"}),
            ("another school", {"kind": "class_transfer", "class_to_id": self._foreign_class().id}),
            ("still to come", {"decision_date": "2026-12-01"}),
        ):
            request = self._prepare("clerk", self.an, submit=False)
            request.write(values)
            with self.subTest(regex), self.assertRefused(f"Nguyễn An.*{regex}"):
                request.action_submit()
        self._prepare("clerk", self.an)
        with self.assertRefused("waits for the decision already: Nguyễn An"):
            self._prepare("secretary", self.an)

    def _foreign_class(self):
        return self._create_class("8A", year=self._create_year(self.other_school))

    @covers("PUP-02")
    def test_what_became_impossible_is_refused_at_the_decision(self):
        request = self._prepare("clerk", self.an)
        self.env["school.movement"].create(
            {"student_id": self.an.id, "kind": "drop_out", "date": "2026-10-15"}
        )
        with self.assertRefused("Nguyễn An.*is in no class"):
            self._as("principal", request).action_approve()
        self.assertEqual(request.approval_state, "submitted")

    @covers("PUP-02", "ACC-01")
    def test_the_homeroom_teacher_prepares_for_the_own_class_alone(self):
        request = self._prepare("homeroom", self.an, reason="Nghỉ quá 45 buổi")
        with self.assertRaises(AccessError):
            self._prepare("homeroom", self.chi)
        others = self._prepare("clerk", self.binh, submit=False)
        with self.assertRaises(AccessError):
            self._as("homeroom", others).write({"reason": "Khác"})
        with self.assertRaises(AccessError):
            self._as("homeroom", others).action_submit()
        with self.assertRaises(AccessError):
            self._as("homeroom", self.env["school.movement"]).create(
                {"student_id": self.an.id, "kind": "drop_out", "date": "2026-10-30"}
            )
        self._as("principal", request).action_approve()
        self.assertFalse(self._class_of(self.an))
        self.assertEqual(self._as("homeroom", request).approval_state, "applied")

    @covers("PUP-02")
    def test_the_dialog_hands_in(self):
        pupils = self._as("homeroom", self.an | self.binh)
        action = pupils.action_move()
        dialog = Form(
            self._as("homeroom", self.env["school.movement.batch"]).with_context(
                **action["context"]
            )
        )
        dialog.kind = "drop_out"
        dialog.reason = "Theo gia đình"
        dialog.date = "2026-10-30"
        self.assertFalse(dialog.can_record)
        found = dialog.save().action_request()
        requests = self.env["school.movement.request"].search(found["domain"])
        self.assertEqual(requests.student_id, self.an | self.binh)
        self.assertEqual(set(requests.mapped("approval_state")), {"submitted"})

    @covers("PUP-02")
    def test_the_number_of_the_decision_follows(self):
        request = self._prepare("clerk", self.an)
        self._as("principal", request).action_approve()
        movement = self._as("clerk", request.movement_id)
        with self.assertRefused("still to come"):
            movement.write({"decision_number": "15/QĐ", "decision_date": "2026-11-09"})
        movement.write({"decision_number": "15/QĐ", "decision_date": "2026-11-02"})
        with self.assertRaises(UserError):
            movement.decision_number = "16/QĐ"
        with self.assertRaises(UserError):
            movement.reason = "Khác"

    def test_a_movement_is_not_named_from_outside(self):
        movement = self.env["school.movement"].create(
            {"student_id": self.an.id, "kind": "drop_out", "date": "2026-10-30"}
        )
        request = self._as("clerk", self.env["school.movement.request"]).create(
            {
                "student_id": self.chi.id,
                "kind": "drop_out",
                "date": "2026-10-30",
                "movement_id": movement.id,
            }
        )
        self.assertFalse(request.movement_id)
