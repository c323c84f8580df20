# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.school_core.tests.common import covers

from .correction_common import CorrectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestCorrectionTold(CorrectionCommon):
    """Guardians learn of a corrected mark of their child, and of no other child's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mother, cls.father, cls.other = cls.env["school.guardian"].create(
            [
                {"student_id": student.id, "name": name, "relation": relation, **values}
                for student, name, relation, values in (
                    (cls.binh, "Lê Thị Mẹ", "mother", {"email": "me@example.com"}),
                    (cls.binh, "Nguyễn Văn Cha", "father", {"phone": "0912345678"}),
                    (cls.anh, "Trần Văn Khác", "father", {"email": "khac@example.com"}),
                )
            ]
        )

    def _messages(self, guardian):
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", guardian.partner_id.ids)]
        )

    @covers("GB-06")
    def test_guardians_are_told(self):
        self._carry_out(self._ask())
        message = self._messages(self.mother)
        self.assertEqual(len(message), 1)
        self.assertIn(self.binh.name, message.subject)
        for mark in ("8,5", "6"):
            self.assertNotIn(mark, message.subject.replace(self.school.name, ""))
        self.assertIn("8,5", message.body)
        self.assertFalse(message.model, "the dossier is none of theirs")
        self.assertFalse(self._messages(self.father), "no address")
        self.assertFalse(self._messages(self.other), "another pupil")

    @covers("GB-06")
    def test_guardian_with_an_account(self):
        user = new_test_user(
            self.env,
            login="cha",
            groups="school_core.group_school_parent",
            partner_id=self.father.partner_id.id,
            email=False,
        )
        self._carry_out(self._ask())
        message = self._messages(self.father)
        self.assertEqual(len(message), 1)
        self.assertIn("8,5", message.with_user(user).body)
        with self.assertRaises(AccessError):
            self.Correction.with_user(user).search([]).read(["name"])

    @covers("GB-06")
    def test_two_pupils_of_a_dossier_are_told_apart(self):
        self._carry_out(self._ask(self._line(), self._line("midterm", "4", student=self.anh)))
        self.assertIn("8,5", self._messages(self.mother).body)
        self.assertNotIn(self.anh.name, self._messages(self.mother).body)
        self.assertNotIn(self.binh.name, self._messages(self.other).body)

    @covers("GB-06")
    def test_who_cannot_be_reached_is_named(self):
        correction = self._ask(self._line("midterm", "4", student=self.chau))
        self._carry_out(correction)
        self.assertTrue(
            correction.message_ids.filtered(lambda message: self.chau.name in (message.body or ""))
        )

    @covers("GB-06")
    def test_school_that_does_not_tell(self):
        self.school.school_correction_tells_guardians = False
        self._carry_out(self._ask())
        self.assertFalse(self._messages(self.mother))

    @covers("GB-06", "AUD-01")
    def test_settings_of_corrections_belong_to_the_keepers_of_the_books(self):
        for login in ("system", "teacher", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.school).write({"school_correction_approver": "principal"})
        self._as("principal", self.school).write({"school_correction_approver": "principal"})
        self.env.flush_all()
        entry = self.env["school.trail"].search(
            [("field", "=", "school_correction_approver"), ("old", "=", "leader")]
        )
        self.assertEqual(entry.user_id, self.users["principal"])
