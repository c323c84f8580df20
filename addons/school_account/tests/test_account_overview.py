# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers

BATCH = "odoo.addons.school_account.wizard.school_account_batch.CARDS_AT_ONCE"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00")
class TestAccountOverview(SchoolCommon):
    """The start of a year, the home page and the cards of a whole school."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])
        cls.chi = cls._create_students(cls.class_8b, ["Nguyễn Chi"])
        cls.guardians = cls.env["school.guardian"].create(
            [
                {"student_id": pupil.id, "name": name, "phone": phone, "relation": "mother"}
                for pupil, name, phone in (
                    (cls.an, "Lê Mai", "0912345678"),
                    (cls.binh, "Vũ Hà", "0912345679"),
                    (cls.chi, "Đỗ Lan", "0912345670"),
                )
            ]
        )

    def _in_school(self, model, role):
        return self.env[model].with_user(self.users[role]).with_company(self.school)

    def _steps(self, role="principal"):
        steps = self._in_school("school.start.step", role)._steps(self.year)
        return {step["code"]: step for step in steps}

    def _batch(self, kind):
        batches = self._in_school("school.account.batch", "principal")
        return batches.browse(batches._open(kind)["res_id"])

    @covers("OPS-01")
    def test_steps_count_who_has_no_account(self):
        total = self.env["hr.employee"].search_count([("company_id", "=", self.school.id)])
        self.env["hr.employee"].create({"name": "Trần Thị Hoa", "company_id": self.school.id})
        steps = self._steps()
        self.assertEqual((steps["accounts"]["left"], steps["accounts"]["total"]), (1, total + 1))
        self.assertEqual((steps["parents"]["left"], steps["parents"]["total"]), (3, 3))
        self.assertEqual(steps["accounts"]["action"]["type"], "ir.actions.server")
        self._batch("staff").action_make()
        self._batch("parents").action_make()
        steps = self._steps()
        self.assertTrue(steps["accounts"]["done"])
        self.assertTrue(steps["parents"]["done"])

    @covers("OPS-01")
    def test_who_makes_no_accounts_sees_who_has_none(self):
        new = self.env["hr.employee"].create({"name": "Trần Thị Hoa", "company_id": self.school.id})
        for role in ("vice_academic", "secretary"):
            steps = self._steps(role)
            self.assertFalse(steps["accounts"]["mine"])
            self.assertNotIn("parents", steps)
            staff = self._in_school("hr.employee.public", role)
            self.assertEqual(staff.search(steps["accounts"]["action"]["domain"]).ids, new.ids)

    def test_home_tells_the_makers_of_staff_without_an_account(self):
        self.env["hr.employee"].create({"name": "Trần Thị Hoa", "company_id": self.school.id})
        for role, told in (("principal", 1), ("system", 1), ("secretary", None)):
            lines = self._in_school("school.home", role).get_today()["lines"]
            found = {line["key"]: line["count"] for line in lines}
            self.assertEqual(found.get("staff_without_account"), told, role)

    @covers("ACC-02")
    def test_cards_of_a_whole_school_are_made_class_by_class(self):
        batch = self._batch("parents")
        batch.action_make()
        with patch(BATCH, 2):
            action = batch.action_print()
        job = self.env["school.print.job"].browse(action["res_id"])
        self.assertEqual(job.line_ids.mapped("name"), ["8A", "8B"])
        accounts = self.guardians.user_id
        codes = self.env["school.account.code"].search([("user_id", "in", accounts.ids)])
        self.assertFalse(codes, "no code before the cards are made")
        with self.enter_registry_test_mode():
            self.env.ref("school_core.school_print_job_cron").method_direct_trigger()
        self.assertEqual(job.state, "done", job.line_ids.mapped("error"))
        with zipfile.ZipFile(io.BytesIO(job.attachment_id.raw)) as archive:
            self.assertEqual(archive.namelist(), ["8A.pdf", "8B.pdf"])
            self.assertTrue(archive.read("8A.pdf").startswith(b"%PDF"))
        codes = self.env["school.account.code"].search([("user_id", "in", accounts.ids)])
        self.assertEqual(codes.user_id, accounts)
        batch.action_fill()
        self.assertEqual(batch.waiting_count, 3)

    @covers("ACC-02")
    def test_cards_are_made_for_a_waiting_job_of_ones_own_only(self):
        batch = self._batch("parents")
        batch.action_make()
        report = "school_account.letters_parents"
        principal = self._in_school("ir.actions.report", "principal")
        with self.assertRefused("from the screen of their accounts", UserError):
            principal._render_qweb_pdf(report, self.class_8a.ids)
        with patch(BATCH, 2):
            batch.action_print()
        others = self._in_school("ir.actions.report", "system")
        with self.assertRefused("from the screen of their accounts", UserError):
            others._render_qweb_pdf(report, self.class_8a.ids)

    @covers("ACC-02")
    def test_who_keeps_no_accounts_gets_no_cards_by_a_job(self):
        batch = self._batch("parents")
        batch.action_make()
        jobs = self._in_school("school.print.job", "secretary")
        addressees = {self.class_8a: batch.line_ids.filtered("user_id")[:1]._addressees()}
        job = jobs._print_parent_cards(self.school, addressees)
        report = self._in_school("ir.actions.report", "secretary")
        with self.assertRefused("Only the principal or", AccessError):
            report._render_qweb_pdf("school_account.letters_parents", self.class_8a.ids)
        with self.enter_registry_test_mode():
            self.env.ref("school_core.school_print_job_cron").method_direct_trigger()
        self.assertEqual(job.state, "failed")
        self.assertFalse(self.guardians.user_id._with_password())

    def test_cards_are_not_kept(self):
        batch = self._batch("parents")
        batch.action_make()
        with patch(BATCH, 2):
            job = self.env["school.print.job"].browse(batch.action_print()["res_id"])
        self.env["school.print.job"]._gc_parent_cards()
        self.assertTrue(job.exists())
        with freeze_time(job.create_date + timedelta(days=1, minutes=1)):
            self.env["school.print.job"]._gc_parent_cards()
        self.assertFalse(job.exists())
