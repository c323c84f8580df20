# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import BoardCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-20 03:00:00")
class TestBoardTask(BoardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board.with_user(cls.users["principal"]).action_issue()
        cls.tasks = cls.board.task_ids
        cls.of_teacher = cls.tasks.filtered(
            lambda task: task.member_id.employee_id == cls.employees["teacher"]
        )

    @covers("ORG-05")
    def test_recurring_duties_become_tasks_once(self):
        self.assertEqual(len(self.tasks), 3)
        self.assertEqual({str(day) for day in self.tasks.mapped("deadline")}, {"2026-10-31"})
        self.env["school.board"]._cron_create_tasks()
        self.assertEqual(len(self.board.task_ids), 3)
        with freeze_time("2026-11-02 03:00:00"):
            self.env["school.board"]._cron_create_tasks()
        self.assertEqual(len(self.board.task_ids), 6)

    @covers("ORG-05")
    def test_the_responsible_alone_finishes(self):
        with self.assertRaises(UserError):
            self._as("vice_academic", self.of_teacher).action_done()
        task = self._as("teacher", self.of_teacher)
        with self.assertRefused("say what was done", UserError):
            task.action_done()
        task.result = "Đã kiểm tra 12 lớp"
        task.action_done()
        self.assertEqual((task.state, str(task.done_date)), ("done", "2026-10-20"))
        with self.assertRefused("finished", UserError):
            task.result = "Khác"

    def test_nobody_backdates(self):
        task = self._as("teacher", self.of_teacher)
        for vals in ({"done_date": "2026-10-01"}, {"state": "done"}):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                task.write(vals)
        with self.assertRaises(AccessError):
            self._as("teacher", self.tasks - self.of_teacher)[0].write({"result": "Thay"})

    def test_members_do_not_give_tasks(self):
        member = self.board.member_ids[1]
        self.env.cr.execute(
            "UPDATE school_board_member SET position = 'member' WHERE id = %s", [member.id]
        )
        self.env.invalidate_all()
        vals = {
            "board_id": self.board.id,
            "member_id": member.id,
            "name": "Việc mới",
            "deadline": "2026-11-01",
        }
        tasks = self.env["school.board.task"]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            tasks.with_user(self.users["teacher"]).create(vals)
        made = tasks.with_user(self.users["vice_academic"]).create(vals)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._as("teacher", made).write({"deadline": "2026-12-31"})
        self.assertFalse(tasks.with_user(self.users["other_teacher"]).search([]))

    @covers("ORG-05")
    def test_the_month_is_reported(self):
        task = self._as("teacher", self.of_teacher)
        task.result = "Xong"
        task.action_done()
        reports = self.env["school.board.report"]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            reports.with_user(self.users["other_teacher"]).create({"board_id": self.board.id})
        with freeze_time("2026-11-03 03:00:00"):
            report = reports.with_user(self.users["gradebook_admin"]).create(
                {"board_id": self.board.id, "month": "2026-10-15", "remark": "Tốt"}
            )
            self.assertEqual((report.count_done, report.count_overdue), (1, 2))
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                report.write({"state": "seen"})
            report.action_send()
            with self.assertRefused("not changed", UserError):
                report.remark = "Khác"
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                report.answer = "Tự duyệt"
            read = self._as("principal", report)
            read.answer = "Đôn đốc hai việc còn lại"
            read.action_seen()
        self.assertEqual(report.state, "seen")
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "school_board.board_month", report.ids
        )
        for text in ("10/2026", "Quá hạn, chưa xong", "Đôn đốc hai việc"):
            self.assertIn(text, html.decode())

    def test_home(self):
        lines = self.env["school.home"].with_user(self.users["teacher"]).get_today()["lines"]
        self.assertEqual([one["count"] for one in lines if one["key"] == "board_tasks"], [1])
