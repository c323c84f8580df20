# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-20 03:00:00")
class TestPrimaryChecks(PrimaryCommon):
    """A teacher whose subject has levels (T, H, C) and no test checks the book as others do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheet = cls._sheet(cls.plans["daoduc"], cls.term_1)
        for pupil, level in zip(cls.pupils, ("T", "H", "C"), strict=True):
            cls._mark(cls.sheet, pupil, final_level=level)
        cls.env.flush_all()

    @covers("GB-18")
    def test_levels_are_printed_for_the_check(self):
        self._as("teacher", self.sheet).action_check_print()
        line = self.env["school.check.print"].search([("sheet_id", "=", self.sheet.id)]).line_ids
        self.assertEqual(line.column, "final_level")
        self.assertEqual([line._text_of(pupil) for pupil in self.pupils], ["T", "H", "C"])

    @covers("GB-18")
    def test_own_spreadsheet_is_compared(self):
        rows = ["Họ và tên,Mức CK", *(f"{p.name},{level}" for p, level in self._levels("TCX"))]
        content = "\n".join(rows).encode()
        found = self._as("teacher", self.sheet)._compare_file("so-cua-toi.csv", content)
        kinds = {one["pupil"]: (one["kind"], one["book"], one["file"]) for one in found}
        self.assertEqual(
            kinds,
            {self.en.name: ("differs", "H", "C"), self.chu.name: ("unreadable", "C", "X")},
        )

    def _levels(self, levels):
        return zip(self.pupils, levels, strict=True)

    @covers("GB-17")
    def test_a_colleague_says_what_is_wrong(self):
        self._assign("other_teacher", self.maths_8a)
        department = self._create_department("teacher", "other_teacher")
        wizard = self._as("head_department", self.env["school.cross.check.assign"]).create(
            {
                "department_id": department.id,
                "term_id": self.term_1.id,
                "date_deadline": self.term_1.date_end,
            }
        )
        wizard.action_assign()
        check = self.env["school.cross.check"].search([("sheet_id", "=", self.sheet.id)])
        values = {"check_id": check.id, "student_id": self.en.id, "column": "final_level"}
        lines = self._as("other_teacher", self.env["school.cross.check.line"])
        for wrong in ("8", "H"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                lines.create({**values, "right_text": wrong})
        self.assertEqual(lines.create({**values, "right_text": "t"}).book_text, "H")
