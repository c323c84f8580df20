# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .correction_common import CorrectionCommon
from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestCorrectionLevels(PrimaryCommon, CorrectionCommon):
    """A level of primary school (Thông tư 27/2020) is corrected as a mark is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lock.date_end = "2026-11-02 00:00:00"
        cls.maths = cls.maths_sheets[0]
        cls.level_mark = cls._mark(cls.maths, cls.en, midterm_level="H", midterm=7)
        cls.lock.date_end = False
        cls.env.flush_all()

    def _ask_level(self, new="T", **values):
        line = self._line("midterm_level", new, student=self.en, **values)
        return self._ask(line, sheet_id=self.maths.id, reason="Ghi nhầm mức đạt được")

    @covers("GB-06")
    def test_a_level_goes_the_whole_way(self):
        correction = self._ask_level("t")
        self.assertEqual((correction.line_ids.old_text, correction.line_ids.new_text), ("H", "T"))
        self._carry_out(correction)
        self.assertEqual(self._stored("midterm_level", self.level_mark), "T")
        self.assertEqual(self._stored("midterm", self.level_mark), 7)

    @covers("GB-06")
    def test_what_is_no_level_is_refused(self):
        for new in ("8", "Đ", "X"):
            with self.assertRaises(ValidationError):
                self._ask_level(new)

    @covers("GB-06")
    def test_the_same_level_is_no_correction(self):
        with self.assertRaises(UserError):
            self._take(self._ask_level("H"), "teacher", "submit")

    @covers("GB-06")
    def test_a_level_can_be_taken_away(self):
        self._carry_out(self._ask_level(False, is_removal=True))
        self.assertFalse(self._stored("midterm_level", self.level_mark))
