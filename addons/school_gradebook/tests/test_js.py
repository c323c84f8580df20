# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo.tests import no_retry, tagged

from odoo.addons.school_core.tests.common_js import JsCommon

from ..rules.scale import COMMENT, SCORE, parse_mark

COMPARE = """
const { parseCell } = odoo.loader.modules.get("@school_gradebook/grid/parse");
const wrong = CASES.filter(([type, text, expected]) =>
    JSON.stringify(parseCell({ type }, text)) !== JSON.stringify(expected)
);
if (wrong.length) {
    console.error(JSON.stringify(wrong));
} else {
    console.log("test successful");
}
"""


@tagged("post_install", "-at_install")
class TestGradebookJs(JsCommon):
    """The JavaScript unit tests of this addon alone, and what both languages must agree on."""

    @no_retry
    def test_unit_desktop(self):
        self._run_unit_tests("school_gradebook")

    def test_typed_text_is_read_as_on_the_server(self):
        numbers = [f"{whole}{rest}" for whole in range(121) for rest in ("", ",5", ".0", ",25")]
        odd = ["", " ", "-1", "8,", ",5", "00", "05", "007", "8,50", "8 5", "1e1", "tám", "+7"]
        levels = ["đ", "Đ", "d", "Đạt", "đạt ", "Ð", "cđ", "CĐ", "cd", "Chưa  đạt", "x"]
        cases = [
            [column, text, self._expected(text, kind)]
            for column, kind in (("mark", SCORE), ("level", COMMENT))
            for text in (*numbers, *odd, *levels)
        ]
        self.browser_js(
            "/odoo",
            COMPARE.replace("CASES", json.dumps(cases)),
            ready="odoo.loader?.modules.has('@school_gradebook/grid/parse')",
            login="admin",
        )

    def _expected(self, text, kind):
        typed = parse_mark(text, kind)
        if typed.reason:
            return {"refused": typed.reason}
        if typed.choices:
            return {"ask": [self._number(choice) for choice in typed.choices]}
        if kind == COMMENT and typed.value:
            return {"value": int(typed.value == "D")}
        return {"value": self._number(typed.value)}

    def _number(self, value):
        """Return 8.0 as 8, the only way in which JavaScript writes it."""
        return int(value) if value is not None and value == int(value) else value
