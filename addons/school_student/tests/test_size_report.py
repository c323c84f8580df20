# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestSizeReport(PathCommon):
    def _report(self, login="principal", **values):
        report = self._as(login, self.env["school.size.report"]).create(
            {"date_from": "2026-09-05", "date_to": "2026-12-01", **values}
        )
        action = report.action_show()
        lines = self.env[action["res_model"]].with_user(self.users[login])
        return report, {line.class_id.name: line for line in lines.search(action["domain"])}

    @covers("PUP-02")
    def test_sizes_add_up_whatever_happened(self):
        dung = self.env["school.student"].create({"name": "Vũ Dũng", "code": "M9"})
        self._move(dung, "transfer_in", "2026-10-01", self.class_8a, other_school="THCS Xa")
        self._move(self.an, "class_transfer", "2026-10-12", self.class_8b)
        self._move(self.binh, "drop_out", "2026-11-01", reason="Theo gia đình")
        self._move(self.binh, "return", "2026-11-20", self.class_8b)
        wrong = self._move(self.chi, "transfer_out", "2026-11-21")
        self._move(self.chi, "reversal", "2026-11-22", reason="Nhầm")
        report, lines = self._report()
        first, second = lines["8A"], lines["8B"]
        self.assertEqual((first.size_start, first.size_end, first.girls_end), (3, 2, 1))
        self.assertEqual((first.in_transfer, first.out_class, first.out_drop), (1, 1, 1))
        self.assertEqual((second.size_start, second.size_end), (0, 2))
        self.assertEqual((second.in_class, second.in_return), (1, 1))
        for line in (first, second):
            self.assertEqual(line.size_end, line.size_start + line.came - line.left)
        self.assertNotIn(wrong, report._movements())
        self.assertEqual(len(report._movements()), 4)

    @covers("PUP-02")
    def test_bad_days_are_refused(self):
        with self.assertRefused("before the first", UserError):
            self._report(date_to="2026-09-01")
        with self.assertRefused("No school year", UserError):
            self._report(date_from="2020-01-01", date_to="2020-02-01")

    @covers("PUP-02", "ACC-01")
    def test_a_teacher_sees_numbers_and_no_names_of_other_classes(self):
        self._move(self.an, "class_transfer", "2026-10-12", self.class_8b)
        report, lines = self._report("other_teacher")
        self.assertEqual(lines["8A"].out_class, 1)
        self.assertFalse(report.env["school.movement"].has_access("read"))
        html = (
            self.env["ir.actions.report"]
            .with_user(self.users["other_teacher"])
            ._render_qweb_html("school_student.size_report", report.ids)[0]
        )
        self.assertNotIn("Nguyễn An", html.decode())
