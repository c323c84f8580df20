# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Summaries with several rows of headings: terms below subjects, levels beside tests, a year."""

import io

import xlsxwriter

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .test_import_marks import ImportBookCase

PUPIL = ("STT", "Mã học sinh", "Họ và tên")


def wide(name, above, headings, rows):
    """Return an .xlsx whose headings are merged as exports of other systems merge them.

    :param headings: text, or (text, what stands below it); what stands below may be such a pair
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for line, text in enumerate(above):
        sheet.merge_range(line, 0, line, 9, text)
    height = max(map(_height, headings))
    position = 0
    for heading in headings:
        position = _write(sheet, len(above), position, heading, height)
    for line, row in enumerate(rows, len(above) + height):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write(line, place, value)
    book.close()
    return stream.getvalue()


def _height(heading):
    return 1 if isinstance(heading, str) else 1 + max(map(_height, heading[1]))


def _write(sheet, line, position, heading, height):
    """Write a heading and what stands below it; return the position of the next one."""
    if isinstance(heading, str):
        _merge(sheet, line, position, line + height - 1, position, heading)
        return position + 1
    text, parts = heading
    end = position
    for part in parts:
        end = _write(sheet, line + 1, end, part, height - 1)
    _merge(sheet, line, position, line, end - 1, text)
    return end


def _merge(sheet, top, left, bottom, right, text):
    if (top, left) == (bottom, right):
        sheet.write(top, left, text)
    else:
        sheet.merge_range(top, left, bottom, right, text)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportWide(ImportBookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last_year = cls._create_year(cls.school, 2025)
        cls.old_class = cls._create_class("7A", year=cls.last_year)
        cls.own = cls.env["school.subject"].create(
            {"name": "Tiếng Mông", "code": "mong", "company_id": cls.school.id}
        )
        for subject in (cls.maths, cls.physical, cls.own):
            cls._plan_subject(cls.old_class, subject)
        cls.old_an, cls.old_binh = cls._create_students(
            cls.old_class, ["Vũ An", "Vũ Bình"], "2025-09-05"
        )

    def _wide(self, headings, *rows, name="Sheet1", above=(), year=None, document="Sổ 2025"):
        env = self.env(user=self.users["secretary"], context={"lang": "en_US"})
        files = [("so_diem_tong_ket_khoi_khoi_7.xlsx", wide(name, above, headings, rows))]
        load = env["school.import"]._load_files(files, dry_run=True, year=year or self.last_year)
        load.column_ids.filtered(lambda line: line.heading == "Minh chứng").value = document
        load.action_check()
        return load

    def _results(self, student):
        results = self.env["school.earlier.result"].search([("student_id", "=", student.id)])
        return {
            result.term_id.number: {
                line.subject_id: line.level or line.score for line in result.line_ids
            }
            for result in results
        }

    def _notices(self, load, part):
        return {
            (issue.row, issue.column, issue.value)
            for issue in load.issue_ids
            if issue.is_notice and part in issue.reason
        }

    @covers("OPS-01", "PUP-04")
    def test_a_sheet_of_vnedu(self):
        headings = [
            *PUPIL,
            "Số định danh cá nhân",
            "Ngày sinh",
            ("Toán", ["(HS 1)"]),
            ("GDTC", ["(N.xét)"]),
            ("Tiếng Mông", ["(HS 1)"]),
            ("Kết quả học tập", ["(Học kỳ 2)"]),
            ("Kết quả rèn luyện", ["(Học kỳ 2)"]),
            ("Buổi nghỉ", ["P", "K", "Tổng"]),
            "Ghi chú",
        ]
        above = (
            "BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC HỌC KỲ 2, NĂM HỌC 2025 - 2026",
            "Khối 7 - Lớp 7A - (Học kỳ 2)",
            "",
        )
        an, binh = self.old_an, self.old_binh
        load = self._wide(
            headings,
            [1, an.code, "Vũ An", "025313000001", None, 7.6, "Đ", "8,0", "Khá", "Tốt", 2, 1, 3],
            [2, binh.code, "Vũ Bình", None, None, "8.2", "CĐ", "-", "Tốt", "Khá", None, None],
            name="7a",
            above=above,
        )
        self.assertEqual(self._errors(load), set())
        self.assertEqual((load.sheet_ids.kind, load.sheet_ids.source), ("summary", "vnEdu"))
        load.action_apply()
        maths, sport = self.maths, self.physical
        self.assertEqual(self._results(an), {2: {maths: 7.6, sport: "D", self.own: 8.0}})
        self.assertEqual(self._results(binh), {2: {maths: 8.2, sport: "CD"}})
        result = self.env["school.earlier.result"].search([("student_id", "=", an.id)])
        self.assertEqual((result.learning, result.conduct), ("kha", "tot"))
        self.assertEqual((result.absences_excused, result.absences_unexcused), (2, 1))
        told = {column.heading: column.origin for column in load.column_ids}
        self.assertEqual(told["Tổng"], "nowhere")

    @covers("OPS-01", "PUP-04")
    def test_terms_and_year_below_each_subject(self):
        periods = ["HK1", "HK2", "CN"]
        headings = [
            *PUPIL,
            ("Toán", periods),
            ("GDTC", periods),
            ("Tiếng Mông", periods),
            ("Rèn luyện", periods),
        ]
        an, binh = self.old_an, self.old_binh
        an_row = [7.6, "8,2", "8,0", "Đ", "Đ", "Đ", 6, 9, 8, "Khá", "Tốt", "Tốt"]
        binh_row = [5, 6, 9, "CĐ", "Đ", "CĐ", None, 7, None, "Tốt", "Tốt", "Tốt"]
        load = self._wide(
            headings,
            [1, an.code, "Vũ An", *an_row],
            [2, binh.code, "Vũ Bình", *binh_row],
            above=("TỔNG KẾT LỚP 7A NĂM HỌC 2025-2026",),
        )
        self.assertEqual(self._errors(load), set())
        load.action_apply()
        self.assertEqual(load.state, "done")
        maths, sport, own = self.maths, self.physical, self.own
        self.assertEqual(
            self._results(an),
            {1: {maths: 7.6, sport: "D", own: 6}, 2: {maths: 8.2, sport: "D", own: 9}},
        )
        self.assertEqual(
            self._results(binh),
            {1: {maths: 5, sport: "CD"}, 2: {maths: 6, sport: "D", own: 7}},
        )
        conduct = self.env["school.earlier.result"].search([("student_id", "=", an.id)])
        self.assertEqual(set(conduct.mapped("conduct")), {"kha", "tot"})
        # 5 and 6 make 5,7; the comments of the year are those of the second term.
        self.assertEqual(
            self._notices(load, "From the results of the terms"),
            {(5, "Toán CN", "9"), (5, "GDTC CN", "CĐ")},
        )
        again = self._wide(headings, [1, an.code, "Vũ An", *an_row])
        self.assertEqual(again.sheet_ids.unchanged_count, 1)

    @covers("OPS-01")
    def test_a_sheet_of_the_year_is_compared(self):
        headings = [*PUPIL, "Toán", "GDTC", "KQRL"]
        above = ("BẢNG TỔNG HỢP KẾT QUẢ CẢ NĂM LỚP 7A",)
        row = [1, self.old_an.code, "Vũ An", 7.5, "Đ", "Tốt"]
        load = self._wide(headings, row, above=above)
        self.assertEqual(self._errors(load), set())
        self.assertEqual(len(self._notices(load, "hold no result of the year")), 1)
        terms = [1, self.old_an.code, "Vũ An", 7, 8, "Đ", "Đ"]
        self._wide(
            [*PUPIL, ("Toán", ["HKI", "HKII"]), ("GDTC", ["HKI", "HKII"])], terms
        ).action_apply()
        load = self._wide(headings, row, above=above)
        self.assertEqual(self._notices(load, "From the results of the terms"), {(3, "Toán", "7.5")})
        self.assertEqual(len(self._notices(load, "nothing of it is stored")), 1)
        load.action_apply()
        self.assertEqual((load.state, load.sheet_ids.unchanged_count), ("done", 1))
        self.assertEqual(self._results(self.old_an)[1][self.maths], 7)

    @covers("OPS-01")
    def test_an_unknown_subject_is_asked_for(self):
        headings = [*PUPIL, ("Toán", ["HK1", "HK2"]), ("Tiếng Hmông", ["HK1", "HK2"])]
        row = [1, self.old_an.code, "Vũ An", 7, 8, 6, 9]
        load = self._wide(headings, row)
        columns = {line.heading: line for line in load.column_ids.filtered("place")}
        self.assertEqual(columns["Tiếng Hmông HK1"].origin, "none")
        targets = load.env["school.import.target"].search(
            [("title", "in", ["Tiếng Mông HK1", "Tiếng Mông HK2"])]
        )
        self.assertEqual(targets.company_id, self.school)
        for target in targets:
            columns[f"Tiếng Hmông {target.title[-3:]}"].target_id = target
        load.action_check()
        load.action_apply()
        self.assertEqual([self._results(self.old_an)[term][self.own] for term in (1, 2)], [6, 9])
        # another school neither sees the subject among the columns nor its choice
        other = self._create_staff("other_secretary", "secretary", self.other_school)
        self.assertFalse(
            self.env["school.import.target"].with_user(other).search([("id", "in", targets.ids)])
        )

    @covers("OPS-01")
    def test_headings_that_join_into_another_word(self):
        subject = self.env.ref("school_core.school_subject_tin")
        headings = [*PUPIL, ("Tin", ["HK1", "HK2", "CN"]), ("Ngoại ngữ", ["HK1", "HK2"])]
        load = self._wide(headings, [1, self.old_an.code, "Vũ An", 7, 8, 7.7, 6, 9])
        read = {line.heading: line.target_id.title for line in load.column_ids.filtered("place")}
        self.assertEqual(read["Tin CN"], f"{subject.name} CN")
        self.assertEqual(read["Ngoại ngữ HK2"], "Tiếng Anh HK2")

    @covers("OPS-01", "PUP-04")
    def test_levels_and_tests_of_primary_school(self):
        self.school.school_level_ids |= self.env.ref("school_core.school_level_th")
        grade = self.env.ref("school_core.school_grade_3")
        primary = self._create_class("3A", year=self.last_year, grade=grade)
        language, moral = (
            self.env.ref(f"school_core.school_subject_{code}") for code in ("tv", "daoduc")
        )
        for subject in (language, self.maths, moral):
            self._plan_subject(primary, subject)
        (pupil,) = self._create_students(primary, ["Lò Páo"], "2025-09-05")
        pair = ["Mức đạt được", "Điểm KTĐK"]
        headings = [
            *PUPIL,
            (
                "Môn học và hoạt động giáo dục",
                [("Tiếng Việt", pair), ("Toán", pair), "Đạo đức"],
            ),
            ("Năng lực cốt lõi", [("Năng lực đặc thù", ["Tính toán", "Tin học", "Công nghệ"])]),
            ("Phẩm chất chủ yếu", ["Yêu nước"]),
            ("Đánh giá KQGD", ["Hoàn thành tốt", "Hoàn thành"]),
        ]
        row = [1, pupil.code, "Lò Páo", "T", 9, "HT", "7", "H", "T", "Đ", "Đ", "T", "x", None]
        above = ("TỔNG HỢP KẾT QUẢ HỌC KỲ 1", "Năm học: 2025 - 2026", "Lớp: 3A")
        load = self._wide(headings, row, above=above)
        self.assertEqual(self._errors(load), set())
        load.action_apply()
        result = self.env["school.earlier.result"].search([("student_id", "=", pupil.id)])
        lines = {line.subject_id: (line.level, line.score) for line in result.line_ids}
        self.assertEqual(lines, {language: ("T", 9), self.maths: ("H", 7), moral: ("H", False)})
        elsewhere = load.column_ids.filtered(lambda line: line.heading.startswith("Năng lực"))
        self.assertEqual(set(elsewhere.mapped("origin")), {"nowhere"})
        # A test without a level is told, not stored.
        row[3] = None
        load = self._wide(headings, row, above=above)
        self.assertEqual(
            {found[:2] for found in self._errors(load)}, {(7, "Tiếng Việt Mức đạt được")}
        )
