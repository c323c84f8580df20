# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import SchoolCommon, WebCase, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02", tick=True)
class TestOrgTours(WebCase, SchoolCommon):
    @covers("ORG-04")
    def test_vice_principal_replaces_a_homeroom_teacher(self):
        self.start_tour(
            "/odoo/action-school_core.school_homeroom_assignment_action",
            "school_org_replacement",
            login="vice_academic",
        )
        former, latter = self.class_8a.homeroom_ids.sorted("date_start")
        self.assertEqual(former.date_end, date(2026, 11, 1))
        self.assertEqual(latter.teacher_id, self.employees["other_teacher"])

    @covers("ACC-01")
    def test_principal_gives_a_duty(self):
        employee = self.employees["other_teacher"]
        self.start_tour(
            f"/odoo/action-school_core.hr_employee_action_school/{employee.id}",
            "school_org_duties",
            login="principal",
        )
        self.assertTrue(self.users["other_teacher"].has_group("school_core.group_school_librarian"))

    @covers("ORG-02")
    def test_principal_sets_up_the_next_year(self):
        self.start_tour(
            "/odoo/action-school_core.school_year_action", "school_org_year", login="principal"
        )
        year = self.env["school.year"]._current(self.school, date(2027, 10, 1))
        self.assertEqual((year.state, len(year.term_ids)), ("open", 2))
        self.assertFalse(year._is_working_day(date(2028, 4, 4)))

    @covers("ORG-03")
    def test_any_teacher_reads_the_plan_of_a_class(self):
        self.start_tour(
            "/odoo/action-school_core.school_class_action",
            "school_org_class",
            login="other_teacher",
        )
