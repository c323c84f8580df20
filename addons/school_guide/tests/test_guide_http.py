# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools.pdf import PdfReader

from odoo.addons.school_core.tests.common import SchoolCommon, WebCase, covers


@tagged("post_install", "-at_install")
class TestGuideHttp(WebCase, SchoolCommon):
    @covers("OPS-02")
    def test_teacher_searches_and_opens_a_screen(self):
        self.start_tour("/odoo/school-guide", "school_guide_teacher", login="teacher")

    @covers("OPS-02")
    def test_guide_is_printed(self):
        self.authenticate("teacher", "teacher")
        answer = self.url_open("/school/guide/teacher.pdf")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertTrue(answer.content.startswith(b"%PDF-"))
        guide = self.env["school.guide"].with_user(self.users["teacher"]).get_guide("teacher")
        pictures = [i for c in guide["chapters"] for i in c["items"] if i["picture"]]
        pages = PdfReader(io.BytesIO(answer.content)).pages
        self.assertGreaterEqual(len(pages) * 2, len(pictures), "each picture has its place")
        self.assertEqual(self.url_open("/school/guide/nobody.pdf").status_code, 404)

    @covers("OPS-02")
    def test_parent_reads_the_guide_on_the_portal(self):
        new_test_user(
            self.env,
            login="parent",
            groups="school_core.group_school_parent",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        self.authenticate("parent", "parent")
        self.assertIn("/my/huong-dan", self.url_open("/my/home").text)
        self.assertIn("Cha mẹ học sinh".lower(), self.url_open("/my/huong-dan").text)

    def test_guests_are_asked_to_log_in(self):
        self.authenticate(None, None)
        answer = self.url_open("/school/guide/teacher.pdf")
        self.assertIn("/web/login", answer.url)
