# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.tests import tagged
from odoo.tools import file_open

from .common import SchoolCommon, WebCase


@tagged("post_install", "-at_install")
class TestBrand(WebCase, SchoolCommon):
    def test_who_is_not_logged_in_sees_a_name_or_a_picture_of_ones_own(self):
        company = self.env.ref("base.public_user").company_id
        company.logo = False
        page = self.url_open("/web/login").text
        self.assertNotIn("company_logo", page)
        self.assertIn("School Management", page)
        self.env["res.company"].search(
            [("school_level_ids", "!=", False), ("id", "!=", self.school.id)]
        ).school_level_ids = False
        self.assertIn("THCS Kim Đồng", self.url_open("/web/login").text)
        with file_open("base/static/img/avatar_grey.png", "rb") as picture:
            company.logo = base64.b64encode(picture.read())
        self.assertIn("company_logo", self.url_open("/web/login").text)
