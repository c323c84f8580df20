# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import freeze_time, no_retry, tagged

from .common import SchoolCommon
from .common_js import JsCommon

DAY = "2026-10-15"


@tagged("post_install", "-at_install")
@freeze_time(DAY)
class TestHome(SchoolCommon):
    def _today(self, login):
        user = self.users[login]
        self.env.flush_all()
        self.env.invalidate_all()
        home = self.env["school.home"].with_user(user)
        return home.with_context(allowed_company_ids=user.company_ids.ids).get_today()

    def _lines(self, login):
        return {line["key"]: line for line in self._today(login)["lines"]}

    def test_head_says_who_where_and_which_week(self):
        head = self._today("homeroom")["head"]
        self.assertEqual(head["school"], "THCS Kim Đồng")
        self.assertEqual(head["roles"], ["Homeroom Teacher"])
        self.assertEqual(head["year"], "2026-2027")
        self.assertEqual(head["week"], self.year._week_of(fields.Date.to_date(DAY)))
        self.assertEqual(head["today"], DAY)

    def test_only_administrators_see_the_apps_of_odoo(self):
        apps = self.env.ref("base.menu_management").id
        admin = self.env.ref("base.user_admin")
        for user, seen in ((self.users["principal"], False), (admin, True)):
            with self.subTest(user.login):
                menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
                self.assertEqual(apps in menus["root"]["children"], seen)

    def test_planner_sees_gaps_of_the_plan(self):
        lines = self._lines("vice_academic")
        self.assertEqual(lines["class_without_homeroom"]["count"], 1)
        self.assertEqual(lines["subject_without_teacher"]["count"], 1)
        domain = lines["subject_without_teacher"]["action"]["domain"]
        self.assertEqual(self.env["school.class.subject"].search(domain), self.maths_8b)

    def test_gaps_are_not_shown_to_teachers_nor_of_other_schools(self):
        for login in ("teacher", "foreign_teacher"):
            self.assertFalse(
                {"class_without_homeroom", "pupil_missing_data"} & set(self._lines(login))
            )

    def test_homeroom_teacher_sees_pupils_of_own_class_only(self):
        self._create_students(self.class_8a, ["Trần Thị Ánh", "Lê Văn Bình"])
        self._create_students(self.class_8b, ["Phạm Minh Châu"])
        self.assertEqual(self._lines("homeroom")["pupil_missing_data"]["count"], 2)
        self.assertEqual(self._lines("clerk")["pupil_missing_data"]["count"], 3)

    def test_no_year_is_a_line_and_no_error(self):
        with freeze_time("2031-01-10"):
            today = self._today("principal")
        self.assertIsNone(today["head"]["week"])
        self.assertEqual(
            [line["count"] for line in today["lines"] if line["key"] == "no_year"], [1]
        )

    def test_late_to_dos_come_first(self):
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("hr.department"),
                "res_id": self.env["hr.department"].create({"name": "Tổ Toán"}).id,
                "user_id": self.users["vice_academic"].id,
                "date_deadline": "2026-10-10",
            }
        )
        first = self._today("vice_academic")["lines"][0]
        self.assertEqual((first["key"], first["tone"], first["count"]), ("activity", "late", 1))

    def test_cost_does_not_grow_with_the_school(self):
        self._add_classes("C")
        self._today("principal")
        before = self._count("principal")
        self._add_classes("DEFGHI")
        # new classes empty what the server keeps in memory
        self.env.flush_all()
        self._today("principal")
        self.assertEqual(self._count("principal"), before)

    def _add_classes(self, names):
        for name in names:
            school_class = self._create_class(f"8{name}")
            self._plan_subject(school_class, self.maths)
            self._create_students(school_class, [f"Lê Văn {name}", f"Trần Thị {name}"])

    def _count(self, login):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._today(login)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestCoreJs(JsCommon):
    @no_retry
    def test_unit_desktop(self):
        self._run_unit_tests("school_core")


@tagged("post_install", "-at_install")
class TestHomeLanding(JsCommon, SchoolCommon):
    def test_login_leads_to_the_home(self):
        """After login a teacher stands on the school's home, not in Discuss."""
        self.browser_js(
            "/odoo",
            "console.log('test successful')",
            ready="!!document.querySelector('.o_school_home .o_sh_head h1')",
            login="teacher",
        )
