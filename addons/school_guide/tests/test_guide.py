# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers

from ..tools.guide_file import FOLDER, ORDER, read_guides


@tagged("post_install", "-at_install")
class TestGuide(SchoolCommon):
    def _guide(self, role, *arguments):
        return self.env["school.guide"].with_user(self.users[role]).get_guide(*arguments)

    def _items(self, guide):
        return [item for chapter in guide["chapters"] for item in chapter["items"]]

    @covers("OPS-02")
    def test_reader_begins_with_the_own_guide(self):
        guide = self._guide("homeroom")
        self.assertEqual(guide["code"], "homeroom")
        own = {one["code"] for one in guide["guides"] if one["own"]}
        self.assertEqual(own, {"staff", "homeroom", "teacher"})
        self.assertEqual(len(guide["guides"]), len(ORDER))

    @covers("OPS-02")
    def test_only_menus_of_the_reader_can_be_opened(self):
        """Who reads the guide of another role sees the way, but no button."""
        menu = self.env.ref("school_core.school_lock_menu")

        def step(role):
            items = self._items(self._guide(role, "gradebook_admin"))
            return next(item for item in items if item["id"] == "gradebook_admin-khoa")

        self.assertEqual(step("gradebook_admin")["menu_id"], menu.id)
        self.assertFalse(step("teacher")["menu_id"])
        self.assertEqual(step("teacher")["path"], step("gradebook_admin")["path"])
        self.assertEqual(len(step("teacher")["path"]), 3)

    @covers("OPS-02")
    def test_nothing_is_told_of_addons_that_are_not_installed(self):
        installed = dict.fromkeys(("school_core", "school_guide"), 1)
        told = ()
        modules = type(self.env["ir.module.module"])
        with patch.object(modules, "_installed", lambda self: installed):
            for code in ORDER:
                for item in self._items(self._guide("principal", code)):
                    told += (item["id"],)
                    self.assertNotIn("<strong></strong>", item["html"], item["id"])
        self.assertIn("staff-hom-nay", told)
        self.assertIn("secretary-lop", told)
        self.assertNotIn("teacher-nhap-diem", told)
        self.assertNotIn("parent-phieu", told)

    def _place(self, role, **screen):
        guide = self._guide(role, None, screen)
        return guide["code"], guide["anchor"]

    @covers("OPS-02")
    def test_question_mark_leads_to_the_step_of_the_screen(self):
        action = self.env.ref("school_core.school_class_action")
        self.assertEqual(
            self._place("secretary", action_id=action.id), ("secretary", "secretary-lop")
        )
        unknown = self.env.ref("school_core.school_level_action")
        self.assertEqual(self._place("secretary", action_id=unknown.id), ("secretary", False))

    @covers("OPS-02")
    def test_question_mark_knows_a_screen_without_a_menu_by_its_model(self):
        """As a record that a card of the home page or another form opened."""
        place = self._place("clerk", action_id=False, model="school.student", is_form=True)
        self.assertEqual(place, ("clerk", "clerk-mot-hoc-sinh"))
        place = self._place("clerk", action_id=False, model="school.student", is_form=False)
        self.assertEqual(place, ("clerk", "clerk-hoc-sinh"))
        for wrong in ("no.such.model", 5, None):
            self.assertEqual(self._place("clerk", action_id="x", model=wrong), ("clerk", False))

    @covers("OPS-02")
    def test_pictures_have_their_size_and_one_for_phones(self):
        """So that nothing moves while they load, and a phone shows what a phone shows."""
        for code in ("staff", "teacher", "homeroom"):
            items = self._items(self._guide("principal", code))
            shown = [item for item in items if item["picture"] and not item["phone"]]
            self.assertTrue(shown, code)
            for item in shown:
                self.assertGreater(item["picture"]["width"], item["picture_phone"]["width"])
                self.assertGreater(item["picture"]["height"], 100, item["id"])
            asked = [item for item in items if item["kind"] != "step"]
            self.assertEqual({item["picture"] for item in asked}, {False} if asked else set())

    def test_unknown_guide_is_the_own_one(self):
        self.assertEqual(self._guide("teacher", "../../secret")["code"], "teacher")

    def test_files_are_well_formed(self):
        """Every role has a file with unique steps, and only marks that the reader knows."""
        self.assertEqual({path.stem for path in FOLDER.glob("*.xml")}, set(ORDER))
        known = set("guide chapter text step ask p ul ol li strong em menu ui".split())
        for code, guide in read_guides().items():
            root = etree.parse(str(FOLDER / f"{code}.xml")).getroot()
            self.assertLessEqual({element.tag for element in root.iter(etree.Element)}, known, code)
            self.assertTrue(self.env.ref(guide.group), code)
            ids = [step.id for step in guide.steps()]
            self.assertEqual(len(ids), len(set(ids)), code)
            self.assertTrue(guide.chapters, code)
