# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .change_common import ChangeCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00", tick=True)
class TestCompleteTours(WebCase, ChangeCommon):
    @covers("PUP-01")
    def test_homeroom_teacher_accepts_a_proposal(self):
        self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        self.env.flush_all()
        self.start_tour("/odoo/pupils", "school_student_change", login="homeroom")
        self.env.invalidate_all()
        self.assertEqual(self.an.street, "7 Lê Lợi")

    @covers("PUP-01")
    def test_homeroom_teacher_takes_portraits_one_by_one(self):
        self.start_tour("/odoo/pupils", "school_student_portrait_camera", login="homeroom")
        self.env.invalidate_all()
        self.assertEqual([bool(p.image_1920) for p in (self.an, self.binh)], [True, True])
        self.assertFalse(self.chi.image_1920)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00", tick=True)
class TestCompleteToursPhone(WebCase, ChangeCommon):
    browser_size = "390x844"
    touch_enabled = True

    @covers("PUP-01")
    def test_homeroom_teacher_looks_at_a_conflict_on_the_phone(self):
        self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        self.an.street = "99 Hai Bà Trưng"
        self.env.flush_all()
        self.start_tour(
            "/odoo/action-school_student.school_student_change_action",
            "school_student_change_phone",
            login="homeroom",
        )
