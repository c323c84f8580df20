# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files of other systems from the upload to the records: recognised, cleaned, shown, loaded."""

import datetime
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..tools.import_values import fold
from .common import covers
from .import_files import (
    CLASS_PUPILS,
    SECTOR_HEADINGS,
    SECTOR_PUPILS,
    class_list,
    delimited,
    old_workbook,
    web_page,
    windows_1258,
)
from .test_import import CLASSES, PUPILS, STAFF, ImportCase

NAMES = {"V1": "Nguyễn Thị Hồng Ánh", "V2": "Trần Hoàng Ân", "V3": "Lê Lã Hà"}
ROWS = [
    ["Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Họ tên mẹ", "SĐT mẹ"],
    ["V1", "Nguyễn Thị Hồng", "15.9.2012", "Nữ", "8C", "Lê Thị Mỵ", "0912 345 678"],
    ["V2", "Trần Hoàng", "5/9/12", "Nam", "Lớp 8C", "Phạm Thuý", ""],
]


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportForeign(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ImportCase._load(cls, CLASSES, STAFF)

    def _load_file(self, name, content, dry_run=False, login="system"):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        return env["school.import"]._load_files([(name, content)], dry_run=dry_run)

    def _pupils(self, *codes):
        return self.env["school.student"].search([("code", "in", codes)], order="code")

    @covers("OPS-01", "PUP-01")
    def test_class_list_with_merged_headings_in_every_encoding(self):
        for font in (None, ".VnTime", "VNI-Times"):
            with self.subTest(font=font), self.env.cr.savepoint() as savepoint:
                load = self._load_file("vnEdu.xlsx", class_list("8C", font))
                self.assertEqual(self._found(load), [])
                self.assertEqual(load.sheet_ids.source, "vnEdu")
                pupils = self._pupils("V1", "V2", "V3")
                self.assertEqual(pupils.mapped("name"), list(NAMES.values()))
                self.assertEqual(pupils.mapped("gender"), ["female", "male", "female"])
                self.assertEqual(
                    pupils.mapped("birth_date"),
                    [
                        datetime.date(2012, 9, 15),
                        datetime.date(2012, 9, 5),
                        datetime.date(2012, 12, 1),
                    ],
                )
                self.assertEqual(pupils.ethnic_group_id.mapped("name"), ["Kinh", "Hmông", "Mường"])
                self.assertEqual(pupils.enrollment_ids.class_id.name, "8C")
                last = pupils[2]
                self.assertEqual(last.street, "Số 5")
                self.assertEqual(last.ward, "phường Kim Mã")
                self.assertEqual(last.state_id.name, "Phú Thọ")
                self.assertEqual(
                    [(line.name, line.phone) for line in pupils[0].guardian_ids],
                    [("Nguyễn Văn Hà", "+84912345678"), ("Lê Thị Mỵ", "+84987654321")],
                )
                notices = load.issue_ids.mapped("reason")
                self.assertIn(self._reason("other_phones", numbers="0912345681"), notices)
                savepoint.rollback()
            self.env.invalidate_all()

    @covers("OPS-01")
    def test_every_kind_of_file_gives_the_same_pupils(self):
        text = delimited(ROWS)
        files = {
            "old.xls": old_workbook(ROWS),
            "abc.xls": old_workbook(ROWS, ".VnTime"),
            "page.xls": web_page(ROWS),
            "1258.csv": windows_1258(text),
            "utf16.csv": text.encode("utf-16"),
            "utf16le.txt": text.encode("utf-16-le"),
            "bom.csv": text.encode("utf-8-sig"),
            "tab.csv": delimited(ROWS, "\t").encode(),
            "sep.csv": f"sep=|\r\n{delimited(ROWS, '|')}".encode(),
        }
        for name, content in files.items():
            with self.subTest(name=name), self.env.cr.savepoint() as savepoint:
                load = self._load_file(name, content)
                self.assertEqual(self._found(load), [])
                pupils = self._pupils("V1", "V2")
                self.assertEqual(pupils.mapped("name"), ["Nguyễn Thị Hồng", "Trần Hoàng"])
                self.assertEqual(
                    pupils.mapped("birth_date"),
                    [datetime.date(2012, 9, 15), datetime.date(2012, 9, 5)],
                )
                self.assertEqual(pupils.guardian_ids.mapped("name"), ["Lê Thị Mỵ", "Phạm Thuý"])
                savepoint.rollback()
            self.env.invalidate_all()

    @covers("OPS-01", "PUP-01")
    def test_form_of_the_sector_database(self):
        load = self._load(("DS", [["CSDL NGÀNH"], SECTOR_HEADINGS, *SECTOR_PUPILS]))
        self.assertEqual(self._found(load), [])
        self.assertEqual(load.sheet_ids.source, "CSDL ngành")
        an, binh = self._pupils("2512345671", "2512345672")
        self.assertEqual((an.moet_code, an.state_id.name), ("2512345671", "Phú Thọ"))
        self.assertEqual((an.street, an.ward), ("Xóm 2, Huyện Yên Thủy", "Xã Yên Trị"))
        self.assertEqual(an.guardian_ids.mapped("phone"), ["+84912345678"])
        self.assertEqual(binh.birth_date, datetime.date(2014, 3, 2))
        self.assertEqual(binh.ethnic_group_id.name, "Kinh")
        self.assertIn(
            "Năm sinh cha", load.column_ids.filtered(lambda c: not c.target_id).mapped("heading")
        )
        # A pupil whom the school knows by a code of its own is known by the ministry's.
        an.code = "HS1"
        load = self._load(("DS", [["CSDL NGÀNH"], SECTOR_HEADINGS, *SECTOR_PUPILS]))
        self.assertEqual(load.sheet_ids.unchanged_count, 2)
        self.assertEqual(an.code, "HS1")

    @covers("OPS-01")
    def test_preview_tells_columns_and_changes_before_anything_is_written(self):
        before = self._counts()
        load = self._load_file("vnEdu.xlsx", class_list("8C", ".VnTime"), dry_run=True)
        self.assertEqual(load.state, "checked")
        self.assertEqual(self._counts(), before)
        columns = {column.heading: column for column in load.column_ids}
        self.assertEqual(columns["Mã HS"].place, "B")
        self.assertEqual(columns["Mã HS"].target_id.name, "code")
        self.assertEqual(columns["Mã HS"].example, "V1, V2, V3")
        self.assertEqual(columns["Lớp"].origin, "title")
        self.assertEqual(columns["Thông tin cha Họ tên"].target_id.name, "father_name")
        self.assertEqual(columns["Thông tin cha Năm sinh"].origin, "none")
        self.assertEqual(load.unread_count, 2)
        told = {(line.column, line.what): line for line in load.cleaning_ids}
        reasons = load.env["school.import.reason"]
        names = told["Họ và tên", reasons._cleaned("encoding_tcvn3")]
        self.assertIn("TRÇN HOµNG → TRẦN HOÀNG (row 9)", names.example)
        dates = told["Ngày sinh", reasons._cleaned("date")]
        self.assertEqual(dates.count, 3)
        self.assertIn("15/9/12 → 15/09/2012 (row 8)", dates.example)
        self.assertEqual(load.cleaned_count, sum(load.cleaning_ids.mapped("count")))
        book = openpyxl.load_workbook(io.BytesIO(load._changes_workbook()))
        rows = list(book.active.iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(rows), load.cleaned_count)
        self.assertIn(
            (
                "vnEdu.xlsx",
                "Sheet1",
                8,
                "Ngày sinh",
                reasons._cleaned("date"),
                "15/9/12",
                "15/09/2012",
            ),
            rows,
        )
        self.assertEqual(self._counts(), before)

    def test_names_in_capitals_stay_by_choice(self):
        load = self._load_file("a.xlsx", class_list("8C"), dry_run=True)
        load.proper_names = False
        self.assertEqual(load.state, "draft")
        load.action_apply()
        # What has changed since the check is checked again before it is written.
        self.assertEqual(load.state, "checked")
        self.assertFalse(self._pupils("V1"))
        load.action_apply()
        self.assertEqual(self._pupils("V1").name, "NGUYỄN THỊ HỒNG ÁNH")

    @covers("OPS-01")
    def test_unknown_heading_is_chosen_and_remembered(self):
        headings = ["Số thẻ", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Quê"]
        rows = [headings, ["V1", "Lê An", "1/2/2013", "Nữ", "8C", "Huế"]]
        load = self._load(("HS", rows), dry_run=True)
        self.assertEqual(
            self._found(load), [("HS", 1, "Mã học sinh", "", self._reason("column_missing"))]
        )
        by_heading = {column.heading: column for column in load.column_ids}
        targets = load.env["school.import.target"].search([("kind", "=", "pupils")])
        by_name = {target.name: target for target in targets}
        by_heading["Số thẻ"].target_id = by_name["code"]
        by_heading["Quê"].target_id = by_name["birth_place"]
        self.assertEqual(load.state, "draft")
        load.action_check()
        self.assertEqual(load.state, "checked")
        self.assertEqual(
            set(load.column_ids.filtered(lambda c: c.origin == "chosen").mapped("heading")),
            {"Số thẻ", "Quê"},
        )
        load.action_apply()
        self.assertEqual(self._pupils("V1").birth_place, "Huế")
        with self.assertRaises(UserError):
            load.column_ids[0].target_id = False
        # The next file of the school needs no choice; one that is not to be read says so.
        load = self._load(("HS", rows), dry_run=True)
        self.assertEqual((load.state, load.unread_count), ("checked", 0))
        load.column_ids.filtered(lambda column: column.heading == "Quê").target_id = False
        load.action_check()
        self.assertEqual(load.unread_count, 1)

    def test_only_who_imports_a_kind_says_what_its_headings_are(self):
        load = self._load(PUPILS, dry_run=True, login="teacher")
        self.assertEqual(load.state, "refused")
        with self.assertRaises(AccessError):
            load.column_ids[0].target_id = False
        with self.assertRaises(AccessError):
            load.env["school.import.heading"].create(
                {"company_id": self.school.id, "kind": "pupils", "key": "x"}
            )
        target = self.env["school.import.target"].search([("kind", "=", "classes")], limit=1)
        mine = self._load(PUPILS, dry_run=True)
        with self.assertRaises(UserError):
            mine.column_ids[0].target_id = target

    @covers("OPS-01", "PUP-01")
    def test_bad_pupils_are_named_and_nothing_is_changed(self):
        before = self._counts()
        pupils = [list(pupil) for pupil in CLASS_PUPILS]
        pupils[0][3] = "31/2/2012"
        pupils[1][0] = "v1"
        pupils[2][5] = "Sao Hoả"
        load = self._load_file("a.xlsx", class_list("8C", "VNI-Times", pupils))
        self.assertEqual(load.state, "refused")
        self.assertEqual(
            {(row, column) for _sheet, row, column, _value, _reason in self._found(load)},
            {(8, "Ngày sinh"), (9, "Mã HS"), (10, "Dân tộc")},
        )
        self.assertEqual(self._counts(), before)

    @covers("OPS-01", "PUP-01")
    def test_pupil_in_two_classes_and_move_before_birth(self):
        before = self._counts()
        first, second = [ROWS[0], ROWS[1]], [ROWS[0], [*ROWS[1][:4], "8D", None, None]]
        load = self._load(("8C", first), ("8D", second))
        self.assertEqual(
            self._found(load),
            [
                ("8D", 2, "Mã học sinh", "V1", self._reason("duplicate", sheet="8C", first_row=2)),
                ("8D", 2, "Lớp", "8D", self._reason("other_class", name="8C")),
            ],
        )
        late = [[*ROWS[0], "Ngày vào lớp"], [*ROWS[1], "10/09/2026"], [*ROWS[2], "01/09/2012"]]
        load = self._load(("HS", late))
        ((sheet, row, _column, _value, reason),) = self._found(load)
        self.assertEqual((sheet, row), ("HS", 3))
        self.assertIn("Trần Hoàng", reason)
        self.assertEqual(self._counts(), before)
        moves = [
            ["Mã học sinh", "Loại biến động", "Ngày", "Lớp đến"],
            ["V1", "Chuyển lớp", "10/09/2012", "8D"],
        ]
        load = self._load(("HS", ROWS), ("Biến động", moves))
        ((sheet, row, *_rest),) = self._found(load)
        self.assertEqual((sheet, row), ("Biến động", 2))
        self.assertEqual(self._counts(), before)

    @covers("OPS-01")
    def test_other_lists_of_other_systems(self):
        staff = [
            ["Mã CBGV", "Họ tên CBGV", "Nữ", "Thuộc tổ bộ môn", "Di động"],
            ["GV11", "TRẦN THỊ LAN", "x", "Tổ Văn", "912345670"],
            ["GV12", "Lê văn Nam", None, "Tổ Văn", None],
        ]
        classes = [["Tên lớp học", "Tên GVCN", "Sĩ số"], ["8E", "Trần Thị Lan", 40]]
        plan = [["Lớp", "Môn"], ["8E", "Toán"]]
        assignments = [["Mã CBGV", "Lớp giảng dạy", "Môn giảng dạy"], ["GV12", "8E", "Toán học"]]
        load = self._load(("A", staff), ("B", classes), ("C", plan), ("D", assignments))
        self.assertEqual(self._found(load), [])
        lan, nam = self.env["hr.employee"].search(
            [("school_staff_code", "in", ("GV11", "GV12"))], order="school_staff_code"
        )
        self.assertEqual(
            (lan.name, lan.sex, nam.name, nam.sex), ("Trần Thị Lan", "female", "Lê Văn Nam", "male")
        )
        school_class = self.env["school.class"].search([("name", "=", "8E")])
        self.assertEqual(school_class.grade_id.number, 8)
        self.assertEqual(school_class.homeroom_ids.teacher_id, lan)
        self.assertEqual(school_class.subject_ids.assignment_ids.teacher_id, nam)

    def test_all_former_provinces_are_found(self):
        lookup = self.env["school.import.kind"]._province_lookup()
        for name in ("Hòa Bình", "Tỉnh Bình Dương", "TPHCM", "Thừa Thiên Huế", "TP Thủ Dầu Một"):
            self.assertEqual(fold(name) in lookup, name != "TP Thủ Dầu Một", name)
        self.assertEqual(lookup[fold("Bắc Giang")].name, "Bắc Ninh")

    @covers("OPS-01", "PUP-01")
    def test_years_of_an_old_school_come_one_by_one(self):
        ImportCase._load(self, ("HS", ROWS))
        years = [
            ["Năm học", "Bắt đầu HK1", "Kết thúc HK1", "Bắt đầu HK2", "Kết thúc HK2"],
            ["2027-2028", "06/09/2027", "15/01/2028", "17/01/2028", "31/05/2028"],
        ]
        pupils = [list(row) for row in ROWS]
        pupils[1][4], pupils[2][4] = "9A", "8A"
        load = self._load(
            ("Năm học", years), ("Lớp học", [["Lớp", "Khối"], ["9A", 9], ["8A", 8]]), ("HS", pupils)
        )
        self.assertEqual(self._found(load), [])
        an, binh = self._pupils("V1", "V2")
        self.assertEqual(
            an.enrollment_ids.sorted("date_start").class_id.mapped("name"), ["8C", "9A"]
        )
        kinds = self.env["school.movement"].search([("student_id", "in", (an + binh).ids)])
        self.assertEqual(
            sorted(kinds.mapped("kind")), ["admission", "admission", "promotion", "repeat"]
        )

    @covers("OPS-01", "PUP-02")
    def test_the_next_level_of_the_same_school_admits(self):
        self.school.school_level_ids += self.env.ref("school_core.school_level_thpt")
        pupils = [list(row) for row in ROWS]
        pupils[1][4] = pupils[2][4] = "9C"
        ImportCase._load(self, ("Lớp học", [["Lớp", "Khối"], ["9C", 9]]), ("HS", pupils))
        an, binh = self._pupils("V1", "V2")
        self.env["school.movement"].create(
            {"student_id": binh.id, "kind": "completion", "date": "2027-05-31"}
        )
        years = [
            ["Năm học", "Bắt đầu HK1", "Kết thúc HK1", "Bắt đầu HK2", "Kết thúc HK2"],
            ["2027-2028", "06/09/2027", "15/01/2028", "17/01/2028", "31/05/2028"],
        ]
        pupils[1][4] = pupils[2][4] = "10A"
        load = self._load(
            ("Năm học", years), ("Lớp học", [["Lớp", "Khối"], ["10A", 10]]), ("HS", pupils)
        )
        self.assertEqual(self._found(load), [])
        self.assertEqual(self._pupils("V1", "V2"), an + binh)
        for pupil in an + binh:
            path = pupil.enrollment_ids.sorted("date_start")
            self.assertEqual(path.class_id.mapped("name"), ["9C", "10A"])
            movements = self.env["school.movement"].search(
                [("student_id", "=", pupil.id)], order="id"
            )
            self.assertEqual(
                movements.mapped("kind"), ["admission", "completion", "admission"], pupil.name
            )
