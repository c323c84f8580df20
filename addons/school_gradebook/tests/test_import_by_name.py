# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Teachers' own spreadsheets: no codes, pupils named in the order of the class."""

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from .test_import_marks import ImportBookCase

TITLE = ("BẢNG ĐIỂM LỚP 8A - Môn: Toán - Học kì I - Năm học 2026-2027",)
HEADINGS = ("STT", "Họ tên", "Ngày sinh", "ĐĐGtx1", "ĐĐGtx2", "GK")


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportByName(ImportBookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an.birth_date, cls.binh.birth_date = "2013-03-15", "2013-04-16"
        cls.chi.write({"name": "Lê Thị Hòa", "birth_date": False})

    def _read(self, *rows, title=TITLE, headings=HEADINGS, login="teacher", **options):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        content = workbook(("Điểm", [title, headings, *rows]))
        return env["school.import"]._load_files([("so-tay.xlsx", content)], **options)

    def _notices(self, load):
        issues = load.issue_ids.filtered("is_notice")
        return {(issue.row, issue.value): issue.reason for issue in issues if issue.row > 2}

    @covers("GB-02", "OPS-01")
    def test_pupils_are_found_in_the_class_and_shown(self):
        load = self._read(
            [1, "LÊ  AN", "15/3/2013", 8, "7,5", 9],
            [2, "Lê Bình", None, 6, None, 7],
            [3, "Lê Thị Hoà", "01/01/2013", 5, 5, None],
            [None, None, None, None, "Ngày 5 tháng 11 năm 2026"],
            [None, "Người lập bảng"],
            [None, "Trần Văn Thầy"],
        )
        self.assertEqual(self._errors(load), set())
        self.assertEqual(load.state, "done")
        self.assertEqual([self._mark(pupil).regular_1 for pupil in self.students], [8, 6, 5])
        notices = self._notices(load)
        matched = self._reason("matched", code=self.an.code, date="15/03/2013")
        self.assertEqual(notices[3, "LÊ AN"], matched)
        self.assertEqual(
            notices[5, "Lê Thị Hoà"], self._reason("matched_undated", code=self.chi.code)
        )
        self.assertEqual(notices[8, "Trần Văn Thầy"], self._reason("row_only_name"))
        again = self._read([1, "Lê An", "15/3/2013", 8, "7,5", 9])
        self.assertEqual(again.sheet_ids.unchanged_count, 1)

    @covers("GB-02", "OPS-01")
    def test_nothing_is_guessed(self):
        twins = self._create_students(self.class_8a, ["Lê An", "Lê Dũng"])
        twins[0].birth_date = "2013-09-09"
        load = self._read(
            [1, "Lê An", None, 8],
            [2, "Lê An", "9/9/2013", 8],
            [3, "Le An", None, 8],
            [4, "Lê Dung", None, 8],
            [5, "Lê Bình", "17/4/2013", 8],
            [6, "Hồ Lạ", None, 8],
            [7, "Lê Bình", "16/4/2013", 8],
            [8, "LÊ BÌNH", None, 9],
        )
        codes = ", ".join((self.an + twins[0]).mapped("code"))
        reason, of_class = self._reason, {"class": "8A"}
        names = ", ".join(f"{pupil.name} ({pupil.code})" for pupil in (self.an, twins[0]))
        self.assertEqual(
            self._errors(load),
            {
                (3, "Họ tên", reason("several_of_name", codes=codes, **of_class)),
                (5, "Họ tên", reason("name_alike", names=names, **of_class)),
                (
                    6,
                    "Họ tên",
                    reason("name_alike", names=f"Lê Dũng ({twins[1].code})", **of_class),
                ),
                (7, "Ngày sinh", reason("born_otherwise", date="16/04/2013", **of_class)),
                (8, "Họ tên", reason("nobody_of_name", **of_class)),
                (10, "Họ tên", reason("duplicate", sheet="Điểm", first_row=9)),
            },
        )
        self.assertFalse(self._mark(self.binh).regular_1)

    @covers("GB-02")
    def test_the_number_decides_where_the_class_is_listed_as_it_is(self):
        twin = self._create_students(self.class_8a, ["Lê An"])
        listed = [
            [1, "Lê An", None, 1],
            [2, "Lê An", None, 2],
            [3, "Lê Bình", None, 3],
            [4, "Lê Thị Hòa", None, 4],
        ]
        load = self._read(*listed)
        self.assertEqual(self._errors(load), set())
        pupils = (self.an, twin, self.binh, self.chi)
        self.assertEqual([self._mark(pupil).regular_1 for pupil in pupils], [1, 2, 3, 4])
        for wrong in (listed[:3], [listed[0], listed[1], listed[3], listed[2]]):
            load = self._read(*wrong)
            rows = {row for row, _column, _reason in self._errors(load)}
            self.assertEqual(rows, {3, 4})

    def test_pupils_of_another_class_are_nobody(self):
        self._create_students(self.class_8b, ["Lê Xa"])
        load = self._read([1, "Lê Xa", None, 8])
        self.assertEqual(
            self._errors(load), {(3, "Họ tên", self._reason("nobody_of_name", **{"class": "8A"}))}
        )

    @covers("OPS-01")
    def test_place_is_said_where_no_title_says_it(self):
        load = self._read([1, "Lê An", None, 8], title=["Sổ tay của tôi"])
        self.assertEqual(load.state, "refused")
        if load.sheet_ids.kind != "marks":
            load.sheet_ids.kind = "marks"
            load.action_check()
        self.assertEqual(
            {column for _row, column, _reason in self._errors(load)}, {"Lớp", "Môn học", "Học kì"}
        )
        said = {"Lớp": "8a", "Môn học": "toán", "Học kì": "1"}
        for line in load.column_ids.filtered(lambda column: not column.place):
            line.value = said[line.heading]
        load.action_apply()
        load.action_apply()
        self.assertEqual((self._errors(load), load.state), (set(), "done"))
        self.assertEqual(self._mark(self.an).regular_1, 8)

    def test_a_title_of_another_year_is_refused(self):
        title = [TITLE[0].replace("2026-2027", "2025 – 2026")]
        load = self._read([1, "Lê An", None, 8], title=title)
        issue = load.issue_ids.filtered(lambda issue: not issue.is_notice)
        self.assertEqual(
            issue.reason, self._reason("other_year", year="2025-2026", chosen="2026-2027")
        )

    def test_conduct_by_name(self):
        headings = ["TT", "Họ và tên", "Hạnh kiểm", "Vắng CP", "Vắng KP"]
        title = ["LỚP 8A HỌC KỲ I"]
        rows = [[1, "Lê An", "T", 1, 0], [2, "Lê Bình", "K", 0, 2]]
        load = self._read(*rows, title=title, headings=headings, login="homeroom")
        self.assertEqual(self._errors(load), set())
        lines = self.env["school.conduct"].search(
            [("class_id", "=", self.class_8a.id), ("student_id", "in", self.students.ids)]
        )
        found = {line.student_id: (line.conduct, line.absences_excused) for line in lines}
        self.assertEqual(found, {self.an: ("tot", 1), self.binh: ("kha", 0)})
