# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Summaries of classes as other systems export them: a row a pupil, a column a subject."""

from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from .test_import_marks import ImportBookCase

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Toán", "T.dục", "Vật lý", "ĐTB", "HL", "HK", "Hạng"]


def title(school_class, term="I"):
    return [
        ["TRƯỜNG THCS GÒ MÂY"],
        [f"BẢNG TỔNG KẾT HỌC KỲ {term} LỚP {school_class} - Năm học 2025-2026"],
    ]


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportSummary(ImportBookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last_year = cls._create_year(cls.school, 2025)
        cls.classes = [cls._create_class(name, year=cls.last_year) for name in ("7A", "7B")]
        for school_class in cls.classes:
            cls._plan_subject(school_class, cls.maths)
            cls._plan_subject(school_class, cls.physical)
        cls.old_an, cls.old_binh = cls._create_students(
            cls.classes[0], ["Vũ An", "Vũ Bình"], "2025-09-05"
        )
        (cls.old_chi,) = cls._create_students(cls.classes[1], ["Vũ Chi"], "2025-09-05")

    def _read(self, *sheets, document="Sổ điểm năm 2025-2026", login="secretary", dry_run=False):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        files = [("tong-ket.xlsx", workbook(*sheets))]
        load = env["school.import"]._load_files(files, dry_run=True, year=self.last_year)
        for line in load.column_ids.filtered(lambda column: column.heading == "Minh chứng"):
            line.value = document
        load.action_check()
        if not dry_run:
            load.action_apply()
        return load

    def _sheets(self):
        return (
            (
                "7A",
                [
                    *title("7A"),
                    HEADINGS,
                    [1, "Vũ An", None, "7,6", "Đ", None, "7,6", "Khá", "T", 2],
                    [2, "VŨ BÌNH", None, 8.2, "CĐ", None, "8,2", "K", "Tốt", 1],
                ],
            ),
            ("7B", [*title("7B"), HEADINGS, [1, "Vũ Chi", None, 5, "Đ", None, 5, "TB", "K", 1]]),
        )

    @covers("OPS-01", "PUP-04", "GB-10")
    def test_classes_of_an_earlier_year_are_read(self):
        load = self._read(*self._sheets())
        self.assertEqual(self._errors(load), set())
        self.assertEqual(load.state, "done")
        self.assertEqual(set(load.sheet_ids.mapped("kind")), {"summary"})
        results = self.env["school.earlier.result"].search([("year_id", "=", self.last_year.id)])
        found = {result.student_id: result for result in results}
        self.assertEqual(set(found), {self.old_an, self.old_binh, self.old_chi})
        an = found[self.old_an]
        self.assertEqual((an.learning, an.conduct, an.term_id.number), ("kha", "tot", 1))
        self.assertEqual(
            (an.school_name, an.document), ("TRƯỜNG THCS GÒ MÂY", "Sổ điểm năm 2025-2026")
        )
        lines = {line.subject_id: (line.score, line.level) for line in an.line_ids}
        self.assertEqual(lines, {self.maths: (7.6, False), self.physical: (False, "D")})
        self.assertEqual(found[self.old_chi].learning, "tb")
        mark = self.env["school.mark"].search(
            [("student_id", "=", self.old_binh.id), ("subject_id", "=", self.maths.id)]
        )
        self.assertEqual(mark.average, 8.2)
        # The column of averages of all subjects and the rank are told of, not dropped.
        told = load.issue_ids.filtered(lambda issue: issue.column in ("ĐTB", "Hạng"))
        self.assertEqual(set(told.mapped("reason")), {self._reason("column_nowhere")})
        again = self._read(*self._sheets())
        self.assertEqual(sum(again.sheet_ids.mapped("unchanged_count")), 3)
        changed = self._sheets()
        changed[1][1][-1][3] = 5.5
        again = self._read(*changed)
        self.assertEqual(sum(again.sheet_ids.mapped("updated_count")), 1)
        self.assertEqual(found[self.old_chi].line_ids[0].score, 5.5)

    @covers("OPS-01", "PUP-04")
    def test_what_cannot_be_filled_is_named(self):
        rows = [
            *title("7A"),
            HEADINGS,
            [1, "Vũ An", None, "76", "Đ", None, None, "Khá", "T"],
            [2, "Vũ Bình", None, "8,2", "9", None, None, "Vàng", "T"],
            [3, "Vũ Chi", None, 5],
        ]
        load = self._read(("7A", rows), dry_run=True)
        errors = {(row, column) for row, column, _reason in self._errors(load)}
        self.assertEqual(errors, {(4, "Toán"), (5, "T.dục"), (5, "HL"), (6, "Họ và tên")})
        self.assertFalse(self.env["school.earlier.result"].search_count([]))

    def test_the_proof_must_be_given(self):
        load = self._read(*self._sheets(), document=False, dry_run=True)
        self.assertEqual(
            {(column, reason) for _row, column, reason in self._errors(load)},
            {("Minh chứng", self._reason("column_missing_or_said"))},
        )
        lines = {line.heading: line.origin for line in load.column_ids if not line.place}
        self.assertEqual(
            lines,
            {"Lớp": "title", "Học kì": "title", "Trường cũ": "title", "Minh chứng": "missing"},
        )

    @covers("PUP-04")
    def test_results_of_a_newcomer_by_code(self):
        (new,) = self._create_students(self.class_8a, ["Đỗ Mới"], "2026-09-07")
        rows = [
            ["Trường: THCS Sông Hồng"],
            ["Học kỳ 2 năm học 2025-2026"],
            ["Mã HS", "Họ tên", "Toán", "Văn", "XLHL", "XLHK"],
            [new.code, "Đỗ Mới", 9, "7,5", "Giỏi", "Tốt"],
        ]
        load = self._read(("Sheet1", rows), document="Học bạ 77")
        self.assertEqual(self._errors(load), set())
        result = self.env["school.earlier.result"].search([("student_id", "=", new.id)])
        self.assertEqual((result.learning, result.term_id.number), ("gioi", 2))
        self.assertEqual(result.line_ids.mapped("score"), [7.5, 9])

    def test_a_class_with_marks_of_its_teachers_is_refused(self):
        sheet = self.classes[0].mark_sheet_ids.filtered(
            lambda sheet: sheet.subject_id == self.maths and sheet.term_id.number == 1
        )
        self.env["school.mark"].create(
            {"sheet_id": sheet.id, "student_id": self.old_an.id, "regular_1": 7}
        )
        load = self._read(*self._sheets(), dry_run=True)
        reasons = [reason for _row, _column, reason in self._errors(load)]
        self.assertEqual(len(reasons), 2)
        self.assertTrue(all("was in 7A" in reason for reason in reasons))

    def test_teachers_may_not(self):
        load = self._read(*self._sheets(), login="teacher", dry_run=True)
        self.assertEqual(
            {reason for _r, _c, reason in self._errors(load)}, {self._reason("not_allowed")}
        )
