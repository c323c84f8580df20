# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02")
class TestClerk(SchoolCommon):
    """The clerk keeps the files of the pupils, and moves them as the principal has decided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an = cls.env["school.student"].create(
            {"name": "Nguyễn An", "code": "M1", "birth_date": "2013-03-15"}
        )
        cls._move(cls.an, "admission", "2026-09-05", cls.class_8a)

    @classmethod
    def _move(cls, student, kind, day, to=None, login=None, **values):
        movements = cls.env["school.movement"]
        return movements.with_user(cls.users[login] if login else cls.env.user).create(
            {
                "student_id": student.id,
                "kind": kind,
                "date": day,
                "class_to_id": to and to.id,
                **values,
            }
        )

    def _clerk(self, model):
        return self.env[model].with_user(self.users["clerk"])

    @covers("PUP-01", "ACC-01")
    def test_enters_a_pupil_with_family_and_papers(self):
        with Form(self._clerk("school.student")) as form:
            form.name = "Lê Thị Dung"
            form.code = "M7"
            form.birth_date = "2014-05-01"
            form.identity_number = "001214001234"
            form.street = "12 Trần Phú"
            with form.guardian_ids.new() as guardian:
                guardian.name = "Lê Văn Hải"
                guardian.relation = "father"
                guardian.phone = "0912345678"
        dung = form.record
        self.assertEqual(dung.guardian_ids.phone, "+84912345678")
        self._move(dung, "admission", "2026-11-02", self.class_8b, "clerk")
        self.env.invalidate_all()
        self.assertEqual(dung.class_id, self.class_8b)
        dung.write({"name": "Lê Thị Dũng", "birth_date": "2014-05-02"})
        dung.guardian_ids.unlink()
        trail = self.env["school.trail"].search(
            [("model", "=", "school.student"), ("res_id", "=", dung.id), ("field", "=", "name")]
        )
        self.assertIn("Lê Thị Dũng", trail.mapped("new"))

    @covers("ACC-01")
    def test_neither_health_nor_deletion_nor_exemption_is_the_clerks(self):
        an = self.an.with_user(self.users["clerk"])
        for refused in (
            lambda: an.read(["disability"]),
            lambda: an.write({"disability": "inclusive"}),
            lambda: self._clerk("school.student").create(
                {"name": "Vũ Em", "code": "M8", "disability": "inclusive"}
            ),
            an.unlink,
            lambda: self._clerk("school.exemption").create(
                {
                    "student_id": an.id,
                    "subject_id": self.physical.id,
                    "date_start": "2026-11-02",
                    "decision_number": "1/QĐ",
                }
            ),
            lambda: an.guardian_ids.create(
                {"student_id": an.id, "name": "Ba", "user_id": self.env.uid}
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                refused()

    @covers("PUP-02", "ACC-01")
    def test_moves_pupils_as_decided(self):
        with self.assertRefused("Nguyễn An.*principal's decision is missing"):
            self._move(self.an, "class_transfer", "2026-10-05", self.class_8b, "clerk")
        moved = self._move(
            *(self.an, "class_transfer", "2026-10-05", self.class_8b, "clerk"),
            decision_number="12/QĐ",
        )
        self._move(self.an, "reversal", "2026-10-06", login="clerk", reason="Nhầm em")
        self.assertEqual((self.an.class_id, moved.is_reversed), (self.class_8a, True))
        self._move(self.an, "drop_out", "2026-10-10", login="secretary")
        with self.assertRefused("recorded by somebody else"):
            self._move(self.an, "reversal", "2026-10-11", login="clerk", reason="Nhầm em")
        with self.assertRaises(UserError):
            moved.with_user(self.users["clerk"]).decision_number = "13/QĐ"

    @covers("PUP-02", "ACC-01")
    def test_the_dialog_is_the_clerks_too(self):
        dialog = self._clerk("school.movement.batch").create(
            {
                "student_ids": self.an.ids,
                "kind": "transfer_out",
                "date": "2026-10-30",
                "other_school": "THCS Xa",
            }
        )
        with self.assertRaises(ValidationError):
            dialog.action_apply()
        dialog.decision_number = "14/QĐ"
        dialog.action_apply()
        self.env.invalidate_all()
        self.assertFalse(self.an.class_id)
