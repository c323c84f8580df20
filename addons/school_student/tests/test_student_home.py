# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-05-20")
class TestStudentHome(PathCommon):
    def _lines(self, role):
        home = self._as(role, self.env["school.home"]).with_context(
            allowed_company_ids=self.school.ids
        )
        return {line["key"]: line for line in home.get_today()["lines"]}

    def _count(self, role, key):
        return self._lines(role).get(key, {}).get("count", 0)

    @covers("PUP-06")
    def test_proposed_rewards_wait_for_who_decides(self):
        reward = self._as("homeroom", self.env["school.reward"]).create(
            {
                "student_id": self.an.id,
                "kind_id": self.env.ref("school_student.school_reward_kind_school").id,
                "reason": "Giải nhất",
            }
        )
        for role, count in (("principal", 1), ("secretary", 1), ("clerk", 0), ("homeroom", 0)):
            self.assertEqual(self._count(role, "rewards_proposed"), count, role)
        reward.with_user(self.users["principal"]).write(
            {"decision_number": "3/QĐ", "decision_date": "2027-05-20"}
        )
        self.assertEqual(self._count("principal", "rewards_proposed"), 0)

    @covers("PUP-07")
    def test_certificates_wait_in_the_office(self):
        certificate = self._as("clerk", self.env["school.certificate"]).create(
            {"student_id": self.an.id, "number": "001", "book_number": "1"}
        )
        for role, count in (("clerk", 1), ("secretary", 1), ("principal", 0)):
            self.assertEqual(self._count(role, "certificates_not_received"), count, role)
        certificate._receive(certificate.issued_date)
        self.assertEqual(self._count("clerk", "certificates_not_received"), 0)

    @covers("PUP-07")
    def test_pupils_without_a_number_once_the_register_has_begun(self):
        self.assertEqual(self._count("secretary", "pupils_without_number"), 0)
        self.an.register_number = "12"
        line = self._lines("secretary")["pupils_without_number"]
        self.assertEqual(line["count"], 2)
        found = self.env["school.student"].search(line["action"]["domain"])
        self.assertEqual(found, self.binh + self.chi)
        self.assertEqual(self._count("clerk", "pupils_without_number"), 2)
        self.assertEqual(self._count("homeroom", "pupils_without_number"), 0)
