# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .common import GradebookCommon

PASSWORD = "mot-mat-khau-dai-1"


class InspectionCommon(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year._ensure_inspections(date(2026, 10, 1))
        cls.inspection = cls.env["school.book.inspection"].search(
            [("class_id", "=", cls.class_8a.id)]
        )
        cls.users["vice_academic"].password = PASSWORD

    def _sign(self, inspection=None, login="vice_academic", password=PASSWORD):
        inspection = self._as(login, inspection or self.inspection)
        return inspection.action_submit(password=password)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-20 03:00:00")
class TestBookInspection(InspectionCommon):
    @covers("GB-13")
    def test_every_class_is_listed_once_a_month(self):
        found = self.env["school.book.inspection"].search([("year_id", "=", self.year.id)])
        self.assertEqual(found.class_id, self.class_8a | self.class_8b)
        action = self._as("vice_academic", self.env["school.book.inspection"])._open_month()
        self.assertEqual(action["res_model"], "school.book.inspection")
        again = self.env["school.book.inspection"].search([("year_id", "=", self.year.id)])
        self.assertEqual(again, found)
        with self.enter_registry_test_mode():
            self.env.ref("school_gradebook.school_book_inspection_cron").method_direct_trigger()
        again = self.env["school.book.inspection"].search([("year_id", "=", self.year.id)])
        self.assertEqual(again, found)

    @covers("GB-13")
    def test_progress_and_size_of_the_class(self):
        self._create_students(self.class_8a, ["Đỗ Thị Mai"], date_start="2026-10-12")
        stay = self.class_8a.enrollment_ids.filtered(lambda e: e.student_id == self.binh)
        stay.date_end = "2026-10-14"
        self._mark(self.sheet, self.anh, regular_1=8)
        self.inspection.invalidate_recordset()
        found = self.inspection
        self.assertEqual((found.size_start, found.size_end), (3, 3))
        self.assertEqual((found.joined_count, found.left_count), (1, 1))
        # 3 pupils: 4 regular marks, midterm, final in mathematics; 2, midterm, final in PE; conduct
        # and absences
        entry = self.env["school.entry.progress"].search([("class_id", "=", self.class_8a.id)])
        entry = entry.filtered(lambda line: line.term_id == self.term_1)
        self.assertEqual(found.required_count, sum(entry.mapped("required")))
        self.assertEqual(found.missing_count, found.required_count - 1)
        self.assertAlmostEqual(found.progress, 100 / found.required_count)

    @covers("GB-13")
    def test_first_days_of_the_year_are_no_change_of_the_class(self):
        self.year._ensure_inspections(date(2026, 9, 1))
        september = self.env["school.book.inspection"].search(
            [("class_id", "=", self.class_8a.id), ("month", "=", "2026-09-01")]
        )
        self.assertEqual((september.size_start, september.joined_count), (3, 0))

    @covers("GB-13")
    def test_changes_dossiers_and_unusual_marks(self):
        month = self.env.cr.now().date().replace(day=1)
        self.year._ensure_inspections(month)
        inspection = self.env["school.book.inspection"].search(
            [("class_id", "=", self.class_8a.id), ("month", "=", month)]
        )
        self._mark(self.sheet, self.anh, regular_1=8)
        self._mark(self.sheet, self.anh, regular_1=9)
        self.env["school.mark.anomaly"].create(
            {
                "company_id": self.school.id,
                "year_id": self.year.id,
                "rule": "jump",
                "key": "x",
                "sheet_id": self.sheet.id,
            }
        )
        self.env.flush_all()
        inspection.invalidate_recordset()
        self.assertEqual((inspection.change_count, inspection.anomaly_count), (1, 1))
        self.assertEqual(inspection.correction_count, 0)

    @covers("GB-13")
    def test_signature_takes_remark_and_password_and_freezes(self):
        with self.assertRefused("write the remark", UserError):
            self._sign()
        self._as("vice_academic", self.inspection).remark = "Vào điểm đúng tiến độ."
        asks = self._as("vice_academic", self.inspection).action_submit()
        self.assertEqual(asks["res_model"], "school.approval.decide")
        with self.assertRefused("password is wrong", UserError):
            self._sign(password="sai")
        self._sign()
        self.assertEqual(self.inspection.approval_state, "approved")
        self.assertEqual(self.inspection.signer_id, self.users["vice_academic"])
        missing = self.inspection.missing_count
        self._mark(self.sheet, self.anh, regular_1=8)
        self.inspection.invalidate_recordset()
        self.assertEqual(self.inspection.missing_count, missing)
        with self.assertRefused("is signed", UserError):
            self._as("vice_academic", self.inspection).remark = "Khác"
        with self.assertRefused("Only who signed", AccessError):
            self._as("principal", self.inspection).action_reopen()
        self._as("vice_academic", self.inspection).action_reopen()
        self._as("vice_academic", self.inspection).remark = "Vào điểm chậm môn Toán."
        self.assertEqual(self.inspection.missing_count, missing - 1)

    @covers("GB-13", "ACC-01")
    def test_wrong_people_are_refused(self):
        for login in ("teacher", "homeroom", "foreign_teacher"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.inspection).read(["remark"])
        for login in ("gradebook_admin", "secretary"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.inspection).remark = "Tốt"
        self.inspection.remark = "Tốt"
        for login in ("gradebook_admin", "secretary"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._sign(login=login)
        with self.assertRaises(AccessError):
            self._as("teacher", self.env["school.book.inspection"])._open_month()
        self._sign()
        self.assertEqual(self._as("homeroom", self.inspection).remark, "Tốt")
        with self.assertRaises(AccessError):
            self._as("teacher", self.inspection).read(["remark"])

    @covers("GB-13", "ACC-01")
    def test_signature_and_figures_are_the_programs(self):
        self.inspection.remark = "Tốt"
        self._sign()
        for values in (
            {"signer_id": self.users["principal"].id},
            {"signed_figures": {"missing_count": 0}},
            {"date_signed": "2026-10-01 00:00:00"},
            {"month": "2026-09-01"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._as("vice_academic", self.inspection).write(values)

    @covers("GB-13")
    def test_remark_stands_at_the_end_of_the_class_book(self):
        self._as("vice_academic", self.inspection).remark = "Sổ ghi đúng quy định."
        book = self.env["school.class.book"].with_user(self.users["homeroom"])
        self.assertFalse(book._collect(self.class_8a)[0]["remarks"])
        self._sign()
        self.env.invalidate_all()
        (found,) = book._collect(self.class_8a)
        self.assertEqual(list(found["remarks"]), [10])
        self.assertEqual(found["remarks"][10]["signer"], self.users["vice_academic"].name)
        report = self.env["ir.actions.report"].with_user(self.users["homeroom"])
        html, _type = report._render_qweb_html("school_gradebook.class_book_a4", self.class_8a.ids)
        self.assertIn("Sổ ghi đúng quy định.", html.decode())

    @covers("GB-13")
    def test_home_tells_what_is_to_inspect(self):
        with freeze_time("2026-11-03 03:00:00"):
            home = self._as("vice_academic", self.env["school.home"]).get_today()
        line = next(line for line in home["lines"] if line["key"] == "inspections")
        self.assertEqual((line["count"], line["tone"]), (2, "late"))

    @covers("GB-13")
    def test_queries_of_a_school_are_those_of_a_class(self):
        def queries(inspections):
            self.env.flush_all()
            self.env.invalidate_all()
            inspections.mapped("month")
            before = self.env.cr.sql_log_count
            inspections.mapped("progress")
            return self.env.cr.sql_log_count - before

        both = self.env["school.book.inspection"].search([("year_id", "=", self.year.id)])
        queries(both)
        few = queries(both)
        for name in ("8C", "8D", "8E"):
            self._plan_subject(self._create_class(name), self.maths)
        self.year._ensure_inspections(date(2026, 10, 1))
        whole = self.env["school.book.inspection"].search([("year_id", "=", self.year.id)])
        self.assertEqual(len(whole), 5)
        self.assertEqual(queries(whole), few)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-20 03:00:00", tick=True)
class TestBookInspectionTour(WebCase, InspectionCommon):
    @covers("GB-13")
    def test_vice_principal_inspects_and_signs(self):
        self.start_tour(
            "/odoo/school-inspections", "school_monthly_inspection", login=self._login()
        )
        self.assertEqual(self.inspection.approval_state, "approved")
        self.assertEqual(self.inspection.remark, "Đúng tiến độ")

    def _login(self):
        # The tour logs in by login = password, and types that password to sign.
        self.users["vice_academic"].password = "vice_academic"
        return "vice_academic"
