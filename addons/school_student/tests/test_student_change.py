# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .change_common import ChangeCommon, picture


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestStudentChange(ChangeCommon):
    @covers("PUP-01")
    def test_the_homeroom_teacher_accepts_and_the_data_change(self):
        change = self._propose(
            "mother",
            self.an,
            {
                "street": "  7  Lê Lợi ",
                "ward": "Phường Ba Đình",
                "guardian_phone": "0911 222 333",
                "email": "",
            },
            reason="Chúng tôi đã chuyển nhà",
        )
        lines = {line.kind: line for line in change.sudo().line_ids}
        self.assertEqual(set(lines), {"street", "guardian_phone"})
        self.assertEqual(lines["street"].old_value, "12 Trần Phú")
        home = self._as("homeroom", self.env["school.home"])._lines_change()
        self.assertEqual(home[0]["count"], 1)
        mine = change.with_user(self.users["homeroom"])
        self.assertTrue(mine.can_decide)
        mine.action_accept()
        self.assertEqual(self.an.street, "7 Lê Lợi")
        self.assertEqual(self.mother.phone, "+84911222333")
        self.assertEqual(change.sudo().decided_by_id, self.users["homeroom"])
        self.assertEqual(change.with_user(self.users["mother"]).state, "accepted")
        with self.assertRaises(UserError):
            mine.action_refuse()
        trail = self.env["school.trail"].search(
            [("model", "=", "school.student.change"), ("student_id", "=", self.an.id)]
        )
        self.assertIn("accepted", trail.mapped("new"))

    @covers("PUP-01")
    def test_name_and_birth_date_need_the_office(self):
        change = self._propose("mother", self.an, {"name": "Nguyễn Ân", "birth_date": "2013-04-15"})
        with self.assertRefused("by the office", AccessError):
            change.with_user(self.users["homeroom"]).action_accept()
        self.assertFalse(change.with_user(self.users["homeroom"]).can_decide)
        change.with_user(self.users["secretary"]).action_accept()
        self.assertEqual((self.an.name, str(self.an.birth_date)), ("Nguyễn Ân", "2013-04-15"))
        trail = (
            self.env["school.trail"]
            .search([("model", "=", "school.student"), ("student_id", "=", self.an.id)])
            .filtered(lambda line: line.field == "name" and line.new == "Nguyễn Ân")
        )
        self.assertIn("Lê Mai", trail.reason)

    @covers("PUP-01", "ACC-01")
    def test_the_clerk_decides_with_the_birth_certificate_in_hand(self):
        change = self._propose(
            "mother", self.an, {"name": "Nguyễn Ân", "guardian_phone": "0911 222 333"}
        )
        mine = change.with_user(self.users["clerk"])
        self.assertEqual(
            self._as("clerk", self.env["school.home"])._lines_change()[0]["count"],
            1,
            "on the home screen",
        )
        mine.action_accept()
        self.assertEqual(
            (self.an.name, self.mother.phone, change.sudo().decided_by_id),
            ("Nguyễn Ân", "+84911222333", self.users["clerk"]),
        )

    @covers("PUP-01")
    def test_refused_with_a_reason_only(self):
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        mine = change.with_user(self.users["principal"])
        with self.assertRefused("why", UserError):
            mine.action_refuse()
        mine.answer = "Cần giấy xác nhận cư trú"
        mine.action_refuse()
        self.assertEqual(self.an.street, "12 Trần Phú")
        told = change.with_user(self.users["mother"]).read(["state", "answer"])[0]
        self.assertEqual(told["state"], "refused")
        self.assertEqual(told["answer"], "Cần giấy xác nhận cư trú")
        with self.assertRefused("answered already", UserError):
            mine.answer = "Khác"

    @covers("PUP-01")
    def test_the_parent_with_an_address_gets_an_email(self):
        self.users["mother"].partner_id.email = "mai@example.com"
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        change.with_user(self.users["homeroom"]).action_accept()
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.users["mother"].partner_id.ids)], limit=1
        )
        self.assertIn("/my/children", message.body)
        self.assertNotIn("Lê Lợi", message.body)

    @covers("PUP-01")
    def test_what_changed_meanwhile_is_a_conflict(self):
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi", "home_town": "Huế"})
        self.an.street = "99 Hai Bà Trưng"
        mine = change.with_user(self.users["homeroom"])
        self.assertTrue(mine.has_conflict)
        with self.assertRefused("12 Trần Phú.*99 Hai Bà Trưng.*7 Lê Lợi", UserError):
            mine.action_accept()
        self.assertFalse(self.an.home_town, "all or nothing")
        mine.action_renew()
        mine.action_accept()
        self.env.invalidate_all()
        self.assertEqual((self.an.street, self.an.home_town), ("7 Lê Lợi", "Huế"))

    @covers("PUP-01", "ACC-01")
    def test_only_the_own_child_and_only_the_own_proposals(self):
        with self.assertRaises(AccessError):
            self._propose("stranger", self.an, {"street": "7 Lê Lợi"})
        with self.assertRaises(AccessError):
            self._propose("homeroom", self.an, {"street": "7 Lê Lợi"})
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi"}, paper=picture())
        for login in ("father", "stranger", "teacher", "other_teacher", "foreign_teacher"):
            with self.subTest(login=login):
                self.env.invalidate_all()
                seen = change.with_user(self.users[login])
                with self.assertRaises(AccessError):
                    seen.read(["reason", "paper"])
                with self.assertRaises(AccessError):
                    seen.line_ids.with_user(self.users[login]).read(["new_value"])
        with self.assertRaises(UserError):
            change.with_user(self.users["principal"])._withdraw()

    @covers("PUP-01", "ACC-01")
    def test_nobody_makes_or_edits_proposals_by_hand(self):
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        for login in ("mother", "homeroom", "principal", "system"):
            with self.subTest(login=login):
                own = self._as(login, self.env["school.student.change"])
                with self.assertRaises(AccessError):
                    own.create({"student_id": self.an.id, "asker": "X"})
                with self.assertRaises(AccessError):
                    own.browse(change.id).write({"state": "accepted"})
                with self.assertRaises(AccessError):
                    own.browse(change.id).line_ids.write({"new_value": "X"})
                with self.assertRaises(AccessError):
                    own.browse(change.id).unlink()
        with self.assertRaises(AccessError):
            change.with_user(self.users["mother"]).action_accept()
        with self.assertRaises(AccessError):
            change.with_user(self.users["vice_academic"]).action_accept()

    @covers("PUP-01")
    def test_no_more_than_the_limit_wait_at_once(self):
        self.school.school_change_limit = 2
        first = self._propose("mother", self.an, {"street": "1"})
        self._propose("mother", self.an, {"street": "2"})
        with self.assertRefused("2 proposals for Nguyễn An", UserError):
            self._propose("mother", self.an, {"street": "3"})
        first.with_user(self.users["mother"])._withdraw()
        self._propose("mother", self.an, {"street": "3"})
        with self.assertRaises(UserError):
            first.with_user(self.users["mother"])._withdraw()

    @covers("PUP-01")
    def test_values_that_cannot_be_right_are_refused_by_name(self):
        for values, words in (
            ({"birth_date": "31/02/2013"}, "Birth date: “31/02/2013”"),
            ({"birth_date": "2026-10-01"}, "Birth date"),
            ({"gender": "both"}, "Gender: “both”"),
            ({"guardian_phone": "123"}, "Phone of the parent.*cannot be right"),
            ({"email": "an@"}, "E-mail of the pupil"),
            ({"name": "An <b>"}, "Full name of the pupil"),
            ({"ethnic_group_id": "999999"}, "Ethnic group"),
            ({"state_id": "1 OR 1=1"}, "Province"),
            ({"street": "x" * 300}, "House, street, hamlet"),
            ({"street": "12 Trần Phú"}, "Nothing has been changed"),
        ):
            with self.subTest(values=values), self.assertRefused(words):
                self._propose("mother", self.an, values)
        with self.assertRefused("no picture"):
            self._propose("mother", self.an, {"street": "1"}, paper=b"%PDF-1.4")
        self.assertFalse(self.env["school.student.change"].search([]))

    @covers("PUP-01")
    def test_the_photo_of_the_paper_tells_no_place(self):
        change = self._propose("mother", self.an, {"street": "1"}, paper=picture(size=(4000, 3000)))
        paper = base64.b64decode(change.sudo().paper)
        image = Image.open(io.BytesIO(paper))
        self.assertFalse(image.getexif())
        self.assertNotIn(b"105.8E", paper)
        self.assertEqual(max(image.size), 1600)
