# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from urllib.parse import quote, unquote

from odoo import http
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00", tick=True)
class TestPrintNames(WebCase, GradebookCommon):
    """What is downloaded says in its name which book it is, of which class and year."""

    def _name(self, url, kind):
        self.authenticate("secretary", "secretary")
        answer = self.url_open(
            "/report/download",
            data={
                "data": json.dumps([url, kind]),
                "context": "{}",
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        answer.raise_for_status()
        return unquote(answer.headers["Content-Disposition"])

    def _wizard_name(self, **values):
        wizards = self.env["school.class.book.print"].with_user(self.users["secretary"])
        wizard = wizards.with_context(
            active_model="school.class", active_ids=self.class_8a.ids
        ).create({"year_id": self.year.id, **values})
        action = wizard.action_print()
        kind = action["report_type"]
        path = f"/report/{'xlsx' if kind == 'xlsx' else 'pdf'}/{action['report_name']}"
        return self._name(f"{path}?options={quote(json.dumps(action['data']))}", kind)

    @covers("GB-19")
    def test_a_part_of_the_book_of_one_class(self):
        name = self._wizard_name(part="month", month="10")
        self.assertIn(f"Class Book (A4) 8A {self.year.name} - month 10.pdf", name)
        name = self._wizard_name(part="term", term="1", file_format="xlsx")
        self.assertIn(f"Class Book (Excel) 8A {self.year.name} - Học kì I.xlsx", name)

    @covers("GB-19")
    def test_a_print_of_a_list(self):
        name = self._name(
            f"/report/xlsx/school_gradebook.class_marks_xlsx/{self.class_8a.id}", "xlsx"
        )
        self.assertIn(f"Bang diem 8A {self.year.name}.xlsx", name)
