# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from openpyxl import load_workbook

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHandoverWorkbooks(HandoverCommon):
    def _page(self, folder, name, title):
        """Return the rows of a page as {heading: value}."""
        sheet = load_workbook(folder / "workbooks" / f"{name}.xlsx")[title]
        _title, heads, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    @covers("SIG-04")
    def test_pupils_of_a_year_stand_class_by_class_in_vietnamese_order(self):
        self._create_students(self.class_8b, ["Lê Ái Ân", "Đỗ Văn Ẩn", "Bùi Văn An"])
        folder, _manifest = self._export()
        rows = self._page(folder, "hoc-sinh-2026-2027", "Học sinh")
        self.assertEqual(
            [(row["STT"], row["Lớp"], row["Họ và tên"]) for row in rows],
            [
                (1, "8A", "Nguyễn Văn An"),
                (2, "8A", "Trần Thị Bình"),
                (3, "8B", "Bùi Văn An"),
                (4, "8B", "Lê Ái Ân"),
                (5, "8B", "Đỗ Văn Ẩn"),
            ],
        )
        self.assertEqual(rows[0]["Ngày sinh"], datetime.datetime(2013, 3, 15))
        self.assertEqual(rows[0]["Ngày vào lớp"], datetime.datetime(2026, 9, 5))

    @covers("SIG-04")
    def test_private_data_and_every_guardian_are_there(self):
        self.students[0].write(
            {
                "gender": "female",
                "street": "Số 1",
                "moet_code": "7912345678",
                "policy_ids": [(0, 0, {"name": "Con thương binh", "code": "X1"})],
            }
        )
        self.env["school.guardian"].create(
            [
                {
                    "student_id": self.students[0].id,
                    "name": name,
                    "relation": "guardian",
                    "phone": phone,
                }
                for name, phone in (("Ông Một", "0912345678"), ("Bà Hai", "0912345679"))
            ]
        )
        folder, _manifest = self._export()
        (row, _other) = self._page(folder, "hoc-sinh-2026-2027", "Học sinh")
        self.assertEqual(row["Giới tính"], "Nữ")
        self.assertEqual(row["Mã định danh Bộ GDĐT"], "7912345678")
        self.assertEqual(row["Diện chính sách"], "Con thương binh")
        self.assertEqual(row["Họ tên người giám hộ"], "Ông Một")
        rows = self._page(folder, "cha-me-2026-2027", "Cha mẹ, người giám hộ")
        self.assertEqual([line["Họ và tên"] for line in rows], ["Ông Một", "Bà Hai"])
        self.assertEqual(rows[1]["Điện thoại"], "0912 345 679")

    @covers("SIG-04")
    def test_staff_classes_and_assignments_are_there(self):
        self.employees["homeroom"].write({"school_staff_code": "GV01", "active": False})
        folder, _manifest = self._export()
        staff = self._page(folder, "nhan-su", "Nhân sự")
        self.assertEqual(len(staff), 10)
        (homeroom,) = [row for row in staff if row["Mã cán bộ"] == "GV01"]
        self.assertFalse(homeroom["Đang làm việc"])
        year = "lop-va-phan-cong-2026-2027"
        self.assertEqual([row["Lớp"] for row in self._page(folder, year, "Lớp học")], ["8A", "8B"])
        self.assertEqual(self._page(folder, year, "Chủ nhiệm")[0]["Mã giáo viên"], "GV01")
        self.assertEqual(len(self._page(folder, year, "Môn học của lớp")), 3)
        taught = self._page(folder, year, "Phân công giảng dạy")
        self.assertEqual({row["Môn học"] for row in taught}, {"Toán", "Giáo dục thể chất"})

    @covers("SIG-04")
    def test_pupils_without_a_class_are_not_forgotten(self):
        folder, _manifest = self._export()
        self.assertFalse((folder / "workbooks" / "hoc-sinh-chua-xep-lop.xlsx").exists())
        self.env["school.student"].create(
            {"name": "Chưa Xếp Lớp", "code": "HS9", "school_id": self.school.id}
        )
        folder, _manifest = self._export()
        (row,) = self._page(folder, "hoc-sinh-chua-xep-lop", "Học sinh")
        self.assertEqual((row["Họ và tên"], row["Lớp"]), ("Chưa Xếp Lớp", None))

    @covers("SIG-04")
    def test_the_program_reads_its_own_workbook(self):
        """What was handed over is a form for import: nothing in it is an error."""
        self.students.write({"gender": "male"})
        folder, _manifest = self._export()
        imports = self.env["school.import"].with_company(self.school)
        path = folder / "workbooks" / "hoc-sinh-2026-2027.xlsx"
        load = imports._load_files([(path.name, path.read_bytes())], dry_run=True, year=self.year)
        errors = load.issue_ids.filtered(lambda issue: not issue.is_notice)
        self.assertFalse(errors.mapped("reason"))
