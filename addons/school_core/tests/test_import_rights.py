# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import time
from pathlib import Path

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged, users
from odoo.tools import mute_logger

from .common import WebCase, covers
from .test_import import AN, CLASSES, PUPIL_HEADINGS, PUPILS, STAFF, ImportCase


@tagged("post_install", "-at_install", "school_perf")
@freeze_time("2026-11-16")
class TestImportSpeed(ImportCase):
    def _pupils(self, first, count):
        rows = [PUPIL_HEADINGS]
        for number in range(first, first + count):
            row = [number, f"P{number}", "Lê Thị An", "15/03/2013", "Nữ", "8A", "Kinh"]
            row += ["Lê Ba", f"09120{number:05d}", "Vũ Tư", f"09870{number:05d}", "Nông dân"]
            rows.append(row)
        return ("Học sinh", rows)

    def _queries(self, sheet):
        before = self.env.cr.sql_log_count
        load = self._load(sheet)
        self.assertEqual(load.state, "done")
        return self.env.cr.sql_log_count - before

    @covers("OPS-01")
    def test_queries_do_not_grow_with_the_pupils(self):
        self._queries(self._pupils(1, 5))
        few = self._queries(self._pupils(100, 10))
        many = self._queries(self._pupils(200, 90))
        self.assertLessEqual(many - few, 5, "80 pupils more")
        self.assertLess(self._queries(self._pupils(200, 90)), 40)

    @covers("OPS-01")
    def test_two_thousand_pupils_in_a_minute_and_500_mb(self):
        sheet = self._pupils(1000, 2000)
        # An idle server process takes about 115 MB; other tests may have left this one larger.
        Path("/proc/self/clear_refs").write_text("5")
        before = _memory("VmRSS")
        start = time.process_time()
        self._queries(sheet)
        self.assertLess(time.process_time() - start, 60)
        self.assertLess(_memory("VmHWM") - before, 500 - 115)


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-16")
class TestImportRights(ImportCase):
    def test_each_role_imports_its_kinds_only(self):
        for login, sheet, allowed in (
            ("secretary", CLASSES, True),
            ("secretary", STAFF, False),
            ("teacher", CLASSES, False),
            ("teacher", PUPILS, False),
            ("clerk", PUPILS, True),
            ("clerk", CLASSES, False),
            ("principal", CLASSES, True),
        ):
            with self.subTest(login=login, sheet=sheet[0]):
                rows = [row[:2] for row in sheet[1]] if sheet is CLASSES else sheet[1]
                load = self._load((sheet[0], rows), login=login, dry_run=True)
                refusal = (sheet[0], 0, "", "", self._reason("not_allowed"))
                self.assertEqual(refusal not in self._found(load), allowed)

    def test_school_of_the_import_is_the_users(self):
        load = self._load(("Lớp học", [["Lớp", "Khối"], ["8C", 8]]), login="secretary")
        self.assertEqual(load.company_id, self.school)
        other = self._create_staff("other_secretary", "secretary", self.other_school)
        self.assertFalse(load.with_user(other).search([]))
        with self.assertRaises(AccessError):
            load.with_user(other).action_check()

    def test_what_was_imported_stays_on_record(self):
        load = self._load(CLASSES, STAFF)
        for vals in ({"state": "draft"}, {"year_id": False}):
            with self.subTest(vals), self.assertRaises(UserError):
                load.write(vals)
        with self.assertRaises(AccessError):
            self._load(PUPILS, dry_run=True).state = "done"
        with self.assertRaises(UserError):
            load.unlink()

    def test_files_are_for_whoever_imports_them(self):
        load = self._load(PUPILS, login="secretary", dry_run=True)
        with self.assertRaises(AccessError):
            load.with_user(self.users["principal"]).issue_ids.mapped("value")
        with self.assertRaises(AccessError):
            load.attachment_ids.with_user(self.users["teacher"]).mapped("raw")

    def test_logins_need_the_right_to_make_users(self):
        sheet = ("Nhân sự", [["Mã cán bộ", "Họ và tên", "Nhiệm vụ", "Tên đăng nhập"]])
        sheet[1].append(["GV01", "Nguyễn Thị Hoa", "Giáo viên; Tổ trưởng", "hoant.kd"])
        load = self._load(sheet)
        self.assertEqual(
            self._found(load),
            [("Nhân sự", 2, "Tên đăng nhập", "hoant.kd", self._reason("no_logins"))],
        )
        keeper = new_test_user(
            self.env,
            "keeper",
            "school_core.group_school_system,base.group_erp_manager,base.group_partner_manager",
            company_id=self.school.id,
            company_ids=[(6, 0, self.school.ids)],
        )
        self.users["keeper"] = keeper
        load = self._load(sheet, login="keeper")
        self.assertEqual(self._found(load), [])
        hoa = self.env["res.users"].search([("login", "=", "hoant.kd")])
        self.assertTrue(hoa.has_group("school_core.group_school_head_department"))
        self.assertFalse(hoa.has_group("school_core.group_school_principal"))
        self.assertEqual(hoa.employee_id.school_staff_code, "GV01")

    def test_principal_and_heads_take_places_that_are_free(self):
        self.school.school_principal_id = False
        sheet = ("Nhân sự", [["Mã cán bộ", "Họ và tên", "Nhiệm vụ", "Tổ chuyên môn"]])
        sheet[1].append(["GV01", "Nguyễn Thị Hoa", "Giáo viên; Tổ phó chuyên môn", "Tổ Toán"])
        sheet[1].append(["GV02", "Trần Văn Ba", "Giáo viên; Tổ trưởng", "Tổ Toán"])
        sheet[1].append(["GV03", "Lê Thị Tư", "Hiệu trưởng", "Ban giám hiệu"])
        self._load(sheet, login="system")
        staff = {
            employee.school_staff_code: employee
            for employee in self.env["hr.employee"].search([("school_staff_code", "like", "GV0")])
        }
        self.assertEqual(staff["GV01"].department_id.manager_id, staff["GV02"])
        self.assertEqual(self.school.school_principal_id, staff["GV03"])

    def test_duties_are_given_by_whoever_may_give_them(self):
        self.employees["other_teacher"].school_staff_code = "GV07"
        sheet = ("Nhân sự", [["Mã cán bộ", "Họ và tên", "Nhiệm vụ"]])
        sheet[1].append(["GV07", self.employees["other_teacher"].name, "Hiệu trưởng"])
        load = self._load(sheet)
        self.assertEqual([found[:3] for found in self._found(load)], [("Nhân sự", 2, "Nhiệm vụ")])
        self.assertFalse(
            self.users["other_teacher"].has_group("school_core.group_school_principal")
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportFiles(ImportCase, WebCase):
    @users("secretary")
    def test_templates_are_read_back_by_the_importer(self):
        self.authenticate("secretary", "secretary")
        for kind in ("classes", "plan", "assignments", "pupils", "exemptions", "movements"):
            response = self.url_open(f"/school/import/template/{kind}")
            self.assertEqual(response.status_code, 200, kind)
            book = openpyxl.load_workbook(io.BytesIO(response.content))
            columns = self.env["school.import"]._kind(kind)._kind_columns()
            sheet = book.worksheets[0]
            headings = [cell.value for cell in sheet[1]]
            self.assertEqual(headings, [column.header for column in columns])
            self.assertEqual(sum(column.required for column in columns), _coloured(sheet))
            self.assertIn("Hướng dẫn", book.sheetnames)
            load = self.env["school.import"]._load_files(
                [(f"{kind}.xlsx", response.content)], dry_run=True
            )
            self.assertEqual(load.state, "checked", kind)
            self.assertEqual(load.sheet_ids.kind, kind)

    def test_template_offers_choices(self):
        self.authenticate("secretary", "secretary")
        response = self.url_open("/school/import/template/pupils")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        offered = {
            next(iter(validation.sqref.ranges)).min_col: validation.formula1
            for validation in book.worksheets[0].data_validations.dataValidation
        }
        gender = [cell.value for cell in book.worksheets[0][1]].index("Giới tính") + 1
        self.assertIn(gender, offered)
        listed = [cell.value for cell in book["Danh mục"][openpyxl.utils.get_column_letter(gender)]]
        self.assertEqual([value for value in listed if value], ["Nam", "Nữ"])

    @mute_logger("odoo.http")
    def test_template_needs_the_right_to_import(self):
        self.authenticate("teacher", "teacher")
        self.assertNotEqual(self.url_open("/school/import/template/pupils").status_code, 200)
        self.assertEqual(self.url_open("/school/import/template/nothing").status_code, 404)

    @covers("OPS-01")
    @mute_logger("odoo.http")
    def test_errors_as_a_workbook_with_red_cells(self):
        wrong = [*AN]
        wrong[3] = "31/02/2013"
        load = self._load(CLASSES, ("Học sinh", [PUPIL_HEADINGS, wrong]), login="secretary")
        self.authenticate("secretary", "secretary")
        response = self.url_open(f"/school/import/{load.id}/errors")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.assertEqual(book.sheetnames, ["Lỗi", "Lớp học", "Học sinh"])
        listed = [[cell.value for cell in row] for row in book["Lỗi"].iter_rows(min_row=2)]
        self.assertIn(
            ["tep.xlsx", "Học sinh", 2, "NTNS", "31/02/2013", self._reason("no_such_day")], listed
        )
        cell = book["Học sinh"]["D2"]
        self.assertEqual(cell.fill.fgColor.rgb, "FFF4B6B6")
        self.assertIn(self._reason("no_such_day"), cell.comment.text)
        self.authenticate("principal", "principal")
        self.assertNotEqual(self.url_open(f"/school/import/{load.id}/errors").status_code, 200)


def _memory(name):
    """Return the present (VmRSS) or greatest (VmHWM) memory of this process in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


def _coloured(sheet):
    return sum(cell.fill.fgColor.rgb == "FFF8D7A8" for cell in sheet[1])
