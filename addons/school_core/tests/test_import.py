# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, covers
from .test_import_values import workbook

STAFF = (
    "Nhân sự",
    [
        ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Tổ chuyên môn", "Điện thoại"],
        ["GV01", "Nguyễn Thị Hoa", "1/2/1985", "Nữ", "Tổ Toán", 912345678],
        ["GV02", "Trần Văn Bình", datetime.date(1980, 5, 6), "Nam", "Tổ Toán", None],
    ],
)
CLASSES = ("Lớp học", [["Lớp", "Khối", "GVCN"], ["8C", "8", "Nguyễn Thị Hoa"], ["8D", 8, None]])
PLAN = ("Môn học của lớp", [["Lớp", "Môn"], ["8C", "Toán học"], ["8C", "GDTC"]])
ASSIGNMENTS = (
    "Phân công",
    [["Mã giáo viên", "Lớp", "Môn"], ["GV02", "8C", "Toán"], ["GV01", "8C", "Thể dục"]],
)
PUPIL_HEADINGS = [
    "STT",
    "Mã học sinh",
    "Họ và tên học sinh",
    "NTNS",
    "Giới tính",
    "Lớp",
    "Dân tộc",
    "Họ tên cha",
    "SĐT cha",
    "Họ tên mẹ",
    "SĐT mẹ",
    "Nghề nghiệp mẹ",
]
AN = [1, "A1", "Lê Thị An", "15/03/2013", "Nữ", "8C", "Kinh", "Lê Ba", "0912 345 678"]
AN += ["Vũ Tư", "0987654321", "Nông dân"]
BINH = [2, "A2", "Lê Văn Bình", 41700, "Nam", "8C", "Mường", "Lê Ba", "912345678", None, None, None]
PUPILS = ("Học sinh", [["DANH SÁCH"], [], PUPIL_HEADINGS, AN, BINH])


class ImportCase(SchoolCommon):
    def _load(self, *sheets, login="system", dry_run=False, name="tep.xlsx"):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        return env["school.import"]._load_files([(name, workbook(*sheets))], dry_run=dry_run)

    def _found(self, load):
        """Return (sheet, row, column, value, reason) of the errors."""
        issues = load.issue_ids.filtered(lambda issue: not issue.is_notice)
        return [
            (issue.sheet, issue.row, issue.column or "", issue.value or "", issue.reason)
            for issue in issues
        ]

    def _reason(self, code, /, **params):
        kind = self.env["school.import.kind"].with_context(lang="en_US")
        return kind._reason(code, **params)

    def _counts(self):
        models = ("hr.employee", "hr.department", "res.users", "res.partner", "school.class")
        models += ("school.class.subject", "school.teaching.assignment", "school.student")
        models += ("school.guardian", "school.enrollment", "school.movement", "school.year")
        return {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in models
        }


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImport(ImportCase):
    @covers("OPS-01", "PUP-01")
    def test_a_school_from_its_own_spreadsheets(self):
        load = self._load(PUPILS, ASSIGNMENTS, PLAN, CLASSES, STAFF)
        self.assertEqual(self._found(load), [])
        self.assertEqual(load.state, "done")
        counts = {sheet.sheet: sheet.created_count for sheet in load.sheet_ids}
        self.assertEqual(
            counts,
            {"Nhân sự": 2, "Lớp học": 2, "Môn học của lớp": 2, "Phân công": 2, "Học sinh": 2},
        )
        school_class = self.env["school.class"].search(
            [("year_id", "=", self.year.id), ("name", "=", "8C")]
        )
        hoa = self.env["hr.employee"].search([("school_staff_code", "=", "GV01")])
        self.assertEqual(hoa.birthday, datetime.date(1985, 2, 1))
        self.assertEqual(hoa.mobile_phone, "+84912345678")
        self.assertEqual(hoa.department_id.name, "Tổ Toán")
        self.assertEqual(school_class.homeroom_ids.teacher_id, hoa)
        taught = {
            line.subject_id.code: line.teacher_id.school_staff_code
            for line in school_class.subject_ids.assignment_ids
        }
        self.assertEqual(taught, {"toan": "GV02", "gdtc": "GV01"})
        an, binh = self.env["school.student"].search([("code", "in", ("A1", "A2"))], order="code")
        self.assertEqual(an.birth_date, datetime.date(2013, 3, 15))
        self.assertEqual(binh.birth_date, datetime.date(2014, 3, 2))
        self.assertEqual(binh.ethnic_group_id.name, "Mường")
        self.assertEqual(an.enrollment_ids.class_id, school_class)
        self.assertEqual(an.enrollment_ids.date_start, self.year.date_start)
        self.assertEqual(
            [(line.relation, line.name, line.phone) for line in an.guardian_ids],
            [("father", "Lê Ba", "+84912345678"), ("mother", "Vũ Tư", "+84987654321")],
        )
        self.assertEqual(binh.guardian_ids.partner_id, an.guardian_ids[0].partner_id)

    @covers("OPS-01")
    def test_second_import_updates_by_code(self):
        self._load(PUPILS, ASSIGNMENTS, PLAN, CLASSES, STAFF)
        before = self._counts()
        changed = [*AN]
        changed[2], changed[10] = "Lê Thị Ân", "0987654322"
        load = self._load(
            STAFF, CLASSES, PLAN, ASSIGNMENTS, ("HS", [PUPIL_HEADINGS, changed, BINH])
        )
        self.assertEqual(self._found(load), [])
        counts = {
            line.sheet: (line.created_count, line.updated_count, line.unchanged_count)
            for line in load.sheet_ids
        }
        self.assertEqual(counts["HS"], (0, 1, 1))
        self.assertEqual(counts["Nhân sự"], (0, 0, 2))
        self.assertEqual(counts["Phân công"], (0, 0, 2))
        self.assertEqual(self._counts(), before)
        an = self.env["school.student"].search([("code", "=", "A1")])
        self.assertEqual(an.name, "Lê Thị Ân")
        self.assertEqual(an.guardian_ids.mapped("phone"), ["+84912345678", "+84987654322"])

    @covers("OPS-01")
    def test_dry_run_writes_nothing(self):
        before = self._counts()
        load = self._load(PUPILS, ASSIGNMENTS, PLAN, CLASSES, STAFF, dry_run=True)
        self.assertEqual(load.state, "checked")
        self.assertEqual(sum(load.sheet_ids.mapped("created_count")), 10)
        self.assertEqual(self._counts(), before)
        load.action_apply()
        self.assertEqual(load.state, "done")
        self.assertTrue(self.env["school.student"].search([("code", "=", "A1")]))
        with self.assertRaises(UserError):
            load.action_apply()

    @covers("OPS-01")
    def test_every_error_at_once_and_nothing_written(self):
        before = self._counts()
        wrong = ["x", "A 2", "Bình 2", "31/02/2013", "Khác", "9Z", "Sao Hoả", None, "0912345678"]
        wrong += ["Vũ Tư", "12", None]
        twice = [*BINH]
        twice[1] = "a1"
        pupils = ("Học sinh", [PUPIL_HEADINGS, AN, wrong, twice])
        classes = ("Lớp học", [["Lớp", "Khối", "Mã GVCN"], ["8C", 8, "GV99"], ["8E", 13, None]])
        load = self._load(pupils, classes, STAFF)
        reason = self._reason
        self.assertEqual(
            set(self._found(load)),
            {
                ("Lớp học", 2, "Mã GVCN", "GV99", reason("no_staff")),
                ("Lớp học", 3, "Khối", "13", reason("no_grade")),
                ("Học sinh", 3, "Mã học sinh", "A 2", reason("code_has_space")),
                ("Học sinh", 3, "Họ và tên học sinh", "Bình 2", reason("name_has_digits")),
                ("Học sinh", 3, "NTNS", "31/02/2013", reason("no_such_day")),
                ("Học sinh", 3, "Giới tính", "Khác", reason("not_in_list", allowed="Nam, Nữ")),
                ("Học sinh", 3, "Lớp", "9Z", reason("no_classes")),
                ("Học sinh", 3, "Dân tộc", "Sao Hoả", reason("no_ethnic_group")),
                ("Học sinh", 3, "SĐT cha", "0912345678", reason("guardian_without_name")),
                ("Học sinh", 3, "SĐT mẹ", "12", reason("no_such_phone")),
                (
                    "Học sinh",
                    4,
                    "Mã học sinh",
                    "a1",
                    reason("duplicate", sheet="Học sinh", first_row=2),
                ),
            },
        )
        self.assertEqual(load.state, "refused")
        self.assertEqual(load.error_count, 11)
        self.assertEqual(self._counts(), before)

    def test_class_of_a_refused_row_is_no_second_error(self):
        classes = ("Lớp học", [["Lớp", "Khối"], ["8C", 13]])
        load = self._load(classes, PUPILS)
        self.assertEqual(
            self._found(load), [("Lớp học", 2, "Khối", "13", self._reason("no_grade"))]
        )

    def test_missing_column_is_named(self):
        load = self._load(("Học sinh", [PUPIL_HEADINGS[:4], AN[:4]]))
        self.assertEqual(
            {(row, column) for _sheet, row, column, _value, _reason in self._found(load)},
            {(1, "Giới tính"), (1, "Lớp")},
        )

    def test_unreadable_files_are_named(self):
        env = self.env(user=self.users["secretary"])
        load = env["school.import"]._load_files([("a.xlsx", b"PK broken"), ("b.doc", b"x")])
        self.assertEqual(
            [(issue.file, issue.reason) for issue in load.issue_ids],
            [("a.xlsx", self._reason("file_broken")), ("b.doc", self._reason("file_type"))],
        )

    def test_corrected_file_takes_the_place_of_the_wrong_one(self):
        load = self._load(("Lớp học", [["Lớp", "Khối"], ["8C", 13]]))
        self.assertEqual(load.state, "refused")
        right = workbook(("Lớp học", [["Lớp", "Khối"], ["8C", 8]]))
        attachment = load.env["ir.attachment"].create(
            {"name": "tep.xlsx", "raw": right, "res_model": load._name, "res_id": load.id}
        )
        load.attachment_ids = [Command.link(attachment.id)]
        self.assertEqual(load.state, "draft")
        load.action_check()
        self.assertEqual(load.state, "checked")
        self.assertEqual(load.attachment_ids, attachment)

    def test_sheet_that_is_no_table(self):
        notes = ("Ghi chú", [["Gọi cho phụ huynh"], ["thứ hai"]])
        load = self._load(notes)
        self.assertEqual(load.state, "refused")
        load = self._load(notes, CLASSES, STAFF)
        self.assertEqual(load.state, "done")
        self.assertEqual(load.issue_ids.mapped("is_notice"), [True])

    def test_pupil_in_another_class(self):
        self._load(PUPILS, CLASSES, STAFF)
        moved = [*AN]
        moved[5] = "8D"
        load = self._load(("HS", [PUPIL_HEADINGS, moved]))
        self.assertEqual(
            self._found(load), [("HS", 2, "Lớp", "8D", self._reason("other_class", name="8C"))]
        )
        load = self._load(
            (
                "Biến động",
                [
                    ["Mã học sinh", "Loại biến động", "Ngày", "Lớp đến"],
                    ["A1", "Chuyển lớp", "12/10/2026", "8D"],
                    ["A2", "Chuyển đi", "30/10/2026", None],
                ],
            )
        )
        self.assertEqual(self._found(load), [])
        an, binh = self.env["school.student"].search([("code", "in", ("A1", "A2"))], order="code")
        self.assertEqual(
            an.enrollment_ids.sorted("date_start").class_id.mapped("name"), ["8C", "8D"]
        )
        self.assertEqual(binh.enrollment_ids.date_end, datetime.date(2026, 10, 30))
        load = self._load(("HS", [PUPIL_HEADINGS, AN, BINH]))
        self.assertEqual(load.state, "done")
        self.assertEqual(load.issue_ids.mapped("row"), [2])

    @mute_logger("odoo.sql_db")
    def test_row_that_a_rule_refuses_is_named(self):
        self._load(PUPILS, CLASSES, STAFF)
        headings = [*PUPIL_HEADINGS[:6], "Mã định danh Bộ"]
        rows = [[i, f"B{i}", "Lê Dung", "1/2/2013", "Nữ", "8C", f"25{i % 3}"] for i in range(4)]
        load = self._load(("HS", [headings, *rows]))
        ((_sheet, row, column, value, reason),) = self._found(load)
        self.assertEqual((row, column, value), (5, "Mã học sinh", "B3"))
        self.assertIn("MOET", reason)
        moves = [
            ["Mã học sinh", "Loại biến động", "Ngày", "Lớp đến"],
            ["A1", "Chuyển đi", "30/10/2026", None],
            ["A1", "Chuyển lớp", "02/11/2026", "8D"],
            ["A2", "Chuyển lớp", "02/11/2026", "8D"],
        ]
        ((_sheet, row, _column, value, reason),) = self._found(self._load(("Biến động", moves)))
        self.assertEqual((row, value), (3, "A1"))
        self.assertIn("Lê Thị An", reason)
        self.assertFalse(self.env["school.movement"].search([("kind", "=", "transfer_out")]))

    def test_blank_policy_means_none(self):
        self._load(CLASSES, STAFF)
        headings = [*PUPIL_HEADINGS[:6], "Diện chính sách"]
        poor, none, blank = ([*AN[:6], policy] for policy in ("Hộ nghèo", "Không", None))
        none[1], blank[1] = "A2", "A3"
        self._load(("HS", [headings, poor, none, blank]))
        students = self.env["school.student"].search([("code", "=like", "A_")], order="code")
        self.assertEqual(students.mapped("policy_status"), ["policy", "none", "none"])
        self.assertEqual(students.policy_ids.mapped("code"), ["HN"])
        poor[-1] = None
        load = self._load(("HS", [headings, poor, none, blank]))
        self.assertEqual(load.sheet_ids.unchanged_count, 3)

    def test_change_of_a_guardian_changes_the_pupil(self):
        self._load(PUPILS, CLASSES, STAFF)
        changed = [*AN]
        changed[11] = "Công nhân"
        load = self._load(("HS", [PUPIL_HEADINGS, changed, BINH]))
        self.assertEqual((load.sheet_ids.updated_count, load.sheet_ids.unchanged_count), (1, 1))

    def test_homeroom_teacher_changes_on_a_day(self):
        self._load(CLASSES, STAFF)
        change = ["8C", 8, "Trần Văn Bình", None]
        headings = ["Lớp", "Khối", "GVCN", "Chủ nhiệm từ ngày"]
        load = self._load(("Lớp học", [headings, change]))
        self.assertEqual(
            self._found(load)[0][-1], self._reason("other_homeroom", name="Nguyễn Thị Hoa")
        )
        change[-1] = "02/11/2026"
        load = self._load(("Lớp học", [headings, change]))
        self.assertEqual(load.state, "done")
        lines = self.env["school.class"].search([("name", "=", "8C")]).homeroom_ids
        self.assertEqual(
            [(line.teacher_id.name, line.date_end) for line in lines.sorted("date_start")],
            [("Nguyễn Thị Hoa", datetime.date(2026, 11, 1)), ("Trần Văn Bình", False)],
        )

    def test_exemptions(self):
        self._load(PUPILS, CLASSES, STAFF)
        headings = ["Mã học sinh", "Môn", "Phần miễn", "Từ ngày", "Số quyết định"]
        rows = [headings, ["A1", "GDTC", "Thực hành", "14/09/2026", "12/QĐ"]]
        self.assertEqual(self._load(("Miễn giảm", rows)).state, "done")
        load = self._load(("Miễn giảm", [*rows, ["A9", "Bay", "Một nửa", "14/09", None]]))
        self.assertEqual(
            [(row, column) for _sheet, row, column, _value, _reason in self._found(load)],
            [
                (3, column)
                for column in ("Phần miễn", "Từ ngày", "Số quyết định", "Mã học sinh", "Môn")
            ],
        )
        exemption = self.env["school.exemption"].search([("student_id.code", "=", "A1")])
        self.assertEqual((exemption.part, exemption.subject_id.code), ("practice", "gdtc"))

    def test_csv_with_semicolons(self):
        content = "Lớp;Khối;Phòng học\n8C;8;P01\n".encode("utf-8-sig")
        env = self.env(user=self.users["secretary"])
        load = env["school.import"]._load_files([("Lớp học.csv", content)])
        self.assertEqual(load.state, "done")
        self.assertEqual(self.env["school.class"].search([("name", "=", "8C")]).room, "P01")

    def test_years(self):
        dates = ["06/09/2027", "15/01/2028", "17/01/2028", "31/05/2028"]
        headings = ["Năm học", "Bắt đầu HK1", "Kết thúc HK1", "Bắt đầu HK2", "Kết thúc HK2"]
        load = self._load(
            ("Năm học", [headings, ["2027 - 2028", *dates]]),
            ("Lớp học", [["Lớp", "Khối"], ["9A", 9]]),
        )
        self.assertEqual(self._found(load), [])
        year = self.env["school.year"].search([("name", "=", "2027-2028")])
        self.assertEqual(year.class_ids.name, "9A")
        self.assertEqual(
            year.term_ids.mapped("date_end"),
            [datetime.date(2028, 1, 15), datetime.date(2028, 5, 31)],
        )
        wrong = ["2027-2028", dates[0], dates[2], dates[1], dates[3]]
        load = self._load(("Năm học", [headings, wrong]))
        self.assertEqual(
            self._found(load),
            [("Năm học", 2, "Bắt đầu HK2", dates[1], self._reason("date_order"))],
        )

    @covers("OPS-01")
    def test_home_says_what_is_still_to_be_imported(self):
        home = self.env["school.home"].with_user(self.users["secretary"])
        home = home.with_context(lang="en_US")
        (line,) = home._lines_import()
        self.assertEqual((line["key"], line["count"]), ("import", 1))
        self.assertEqual(line["detail"], "Not entered yet: Pupils with guardians")
        self._load(PUPILS, CLASSES, STAFF)
        self.assertFalse(home._lines_import())
        self.assertFalse(home.with_user(self.users["teacher"])._lines_import())
