# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the user says of sheets and columns that the importer does not know by itself."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import covers
from .test_import import ImportCase

CLASSES = ("Lớp", [["Lớp", "Khối"], ["8C", 8], ["8D", 8]])

#: Headings of nobody's form but the school's own; the table begins below a title.
OWN_HEADINGS = ["Số thẻ", "Danh tính", "Chào đời", "Trai hay gái", "Phòng"]
OWN_ROWS = [
    ["Bản của trường"],
    OWN_HEADINGS,
    ["T1", "Lê An", "1/2/2013", "Nữ", "8C"],
    ["T2", "Lê Bình", "3/4/2013", "Nam", "8C"],
]
OWN_TARGETS = dict(
    zip(OWN_HEADINGS, ("code", "name", "birth_date", "gender", "class"), strict=True)
)
MOVEMENTS = [
    ["Mã học sinh", "Loại biến động", "Ngày", "Ghi nhớ"],
    ["X1", "Chuyển lớp", "16/11/2026", "Theo đơn"],
]


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportChoice(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ImportCase._load(cls, CLASSES)

    def _targets(self, load, kind):
        targets = load.env["school.import.target"].search([("kind", "=", kind)])
        return {target.name: target for target in targets}

    def _choose(self, load):
        """Say on the preview what the school's own form holds."""
        load.sheet_ids.kind = "pupils"
        load.action_check()
        targets = self._targets(load, "pupils")
        for column in load.column_ids.filtered("place"):
            column.target_id = targets[OWN_TARGETS[column.heading]]
        load.action_check()

    def _pupils(self):
        return self.env["school.student"].search([("code", "in", ("T1", "T2"))], order="code")

    @covers("OPS-01")
    def test_kind_is_chosen_for_a_sheet_and_remembered(self):
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True)
        self.assertEqual(self._found(load), [("Trang 1", 0, "", "", self._reason("sheet_unknown"))])
        sheet = load.sheet_ids
        self.assertEqual((sheet.sheet, sheet.kind, sheet.header_row), ("Trang 1", False, 2))
        self._choose(load)
        self.assertEqual(self._found(load), [])
        self.assertEqual((load.state, load.sheet_ids.kind), ("checked", "pupils"))
        load.action_apply()
        self.assertEqual(self._pupils().mapped("name"), ["Lê An", "Lê Bình"])
        with self.assertRaises(UserError):
            load.sheet_ids.kind = "classes"
        # The next file of the school, with its heading in another row, needs no choice.
        again = self._load(("Trang 9", [[], ["x"], *OWN_ROWS]), dry_run=True, login="secretary")
        self.assertEqual(self._found(again), [])
        self.assertEqual((again.sheet_ids.kind, again.sheet_ids.header_row), ("pupils", 4))
        self.assertEqual(again.sheet_ids.unchanged_count, 2)

    def test_another_school_knows_nothing_of_the_choice(self):
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True)
        self._choose(load)
        forms = self.env["school.import.form"]
        self.assertTrue(forms._chosen(self.school))
        self.assertFalse(forms._chosen(self.other_school))

    def test_a_kind_that_was_recognised_wrongly_is_changed(self):
        rows = [["Mã GV", "Họ và tên", "Lớp"], ["GV8", "Lê An", "8C"]]
        load = self._load(("Trang 1", rows), dry_run=True)
        self.assertEqual(load.sheet_ids.kind, "staff")
        load.sheet_ids.kind = "classes"
        load.action_check()
        self.assertEqual(load.sheet_ids.kind, "classes")
        load.sheet_ids.kind = "staff"
        load.action_check()
        self.assertEqual((load.sheet_ids.kind, load.state), ("staff", "checked"))
        kinds = self.env["school.import.form"].search([("company_id", "=", self.school.id)])
        self.assertEqual(kinds.mapped("kind"), ["staff"])

    @covers("OPS-01")
    def test_a_sheet_is_left_out_in_this_file_only(self):
        wrong = ("Nháp", [["Lớp", "Khối"], ["8X", 99]])
        load = self._load(wrong, CLASSES, dry_run=True)
        self.assertEqual(load.state, "refused")
        load.sheet_ids.filtered(lambda sheet: sheet.sheet == "Nháp").kind = "-"
        load.action_check()
        self.assertEqual(load.state, "checked")
        kinds = {sheet.sheet: sheet.kind for sheet in load.sheet_ids}
        self.assertEqual(kinds, {"Nháp": "-", "Lớp": "classes"})
        load.sheet_ids.kind = "-"
        load.action_check()
        self.assertEqual([found[-1] for found in self._found(load)], [self._reason("nothing_read")])
        self.assertEqual(self._load(wrong, dry_run=True).state, "refused")

    def test_only_who_imports_a_kind_says_what_its_sheets_are(self):
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True, login="teacher")
        with self.assertRaises(AccessError):
            load.sheet_ids.kind = "pupils"
        with self.assertRaises(AccessError):
            load.env["school.import.form"].create(
                {"company_id": self.school.id, "kind": "pupils", "key": "x"}
            )
        # What the clerk has said does not lead a teacher's file astray.
        self._load(("Trang 1", OWN_ROWS), dry_run=True).sheet_ids.kind = "pupils"
        again = self._load(("Trang 1", OWN_ROWS), dry_run=True, login="teacher")
        self.assertFalse(again.sheet_ids.kind)

    def test_a_row_without_headings_is_refused(self):
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True)
        for row in (0, 1, 99):
            with self.assertRaisesRegex(UserError, "holds no headings"):
                load.sheet_ids.write({"kind": "pupils", "header_row": row})

    @covers("OPS-01")
    def test_what_holds_for_all_rows_is_said_once(self):
        rows = [["Mã HS", "Họ tên", "Ngày sinh", "Nữ"], ["T1", "Lê An", "1/2/2013", "x"]]
        load = self._load(("DS", rows), dry_run=True)
        missing = self._reason("column_missing_or_said")
        self.assertEqual(self._found(load), [("DS", 1, "Lớp", "", missing)])
        line = load.column_ids.filtered(lambda column: not column.place)
        self.assertEqual((line.heading, line.origin, line.value), ("Lớp", "missing", False))
        line.value = "Lớp 8c"
        self.assertEqual(load.state, "draft")
        load.action_apply()
        self.assertEqual(load.state, "checked")
        line = load.column_ids.filtered(lambda column: not column.place)
        self.assertEqual((line.origin, line.value), ("given", "Lớp 8c"))
        load.action_apply()
        self.assertEqual(self._pupils().enrollment_ids.class_id.name, "8C")
        with self.assertRaises(UserError):
            line.value = "8D"
        other = self._load(("DS", rows), dry_run=True)
        self.assertEqual(len(self._found(other)), 1)
        with self.assertRaises(UserError):
            other.column_ids.filtered("place")[0].value = "x"

    def test_a_given_value_that_is_wrong_is_named(self):
        rows = [["Mã HS", "Họ tên", "Ngày sinh", "Nữ"], ["T1", "Lê An", "1/2/2013", "x"]]
        load = self._load(("Lớp 8C", rows), dry_run=True)
        line = load.column_ids.filtered(lambda column: not column.place)
        self.assertEqual((line.origin, line.value), ("title", "8C"))
        line.value = "8Z"
        load.action_check()
        self.assertEqual(
            self._found(load), [("Lớp 8C", 2, "Lớp", "8Z", self._reason("no_classes"))]
        )
        load.column_ids.filtered(lambda column: not column.place).value = False
        load.action_check()
        self.assertEqual(load.state, "checked")

    # for whom a choice is

    def _mapped(self, login, column):
        """Say, as ``login``, that "Ghi nhớ" in a list of movements stands for ``column``."""
        load = self._load(("Biến động", MOVEMENTS), dry_run=True, login=login)
        line = load.column_ids.filtered(lambda line: line.heading == "Ghi nhớ")
        line.target_id = self._targets(load, "movements")[column] if column else False
        return load

    def _read_as(self, login):
        load = self._load(("Biến động", MOVEMENTS), dry_run=True, login=login)
        line = load.column_ids.filtered(lambda line: line.heading == "Ghi nhớ")
        return line.target_id.name

    @covers("OPS-01")
    def test_clerk_and_administrator_say_for_the_school_others_for_themselves(self):
        self._mapped("principal", "reason")
        self.assertEqual(self._read_as("principal"), "reason")
        self.assertFalse(self._read_as("clerk"))
        self.assertFalse(self._read_as("secretary"))
        self._mapped("clerk", "decision_number")
        self.assertEqual(self._read_as("secretary"), "decision_number")
        # what somebody has said for himself stays his
        self.assertEqual(self._read_as("principal"), "reason")
        headings = self.env["school.import.heading"].search([("key", "=", "ghinho")])
        self.assertEqual(
            {(line.user_id, line.column) for line in headings},
            {
                (self.users["principal"], "reason"),
                (self.env["res.users"], "decision_number"),
            },
        )
        mine = headings.with_user(self.users["secretary"]).search([("key", "=", "ghinho")])
        self.assertEqual(mine.mapped("column"), ["decision_number"])
        for login in ("principal", "clerk", "teacher", "system"):
            for heading in headings.with_user(self.users[login]):
                with self.subTest(login=login), self.assertRaises(AccessError):
                    heading.column = "name"
                with self.subTest(login=login), self.assertRaises(AccessError):
                    heading.unlink()

    def test_a_form_is_remembered_for_whom_it_was_said(self):
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True, login="principal")
        load.sheet_ids.kind = "pupils"
        self.assertFalse(
            self._load(("Trang 1", OWN_ROWS), dry_run=True, login="clerk").sheet_ids.kind
        )
        load = self._load(("Trang 1", OWN_ROWS), dry_run=True, login="secretary")
        load.sheet_ids.kind = "pupils"
        again = self._load(("Trang 1", OWN_ROWS), dry_run=True, login="clerk")
        self.assertEqual(again.sheet_ids.kind, "pupils")
        for login in ("teacher", "principal", "clerk"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env["school.import.form"].with_user(self.users[login]).create(
                    {"company_id": self.school.id, "kind": "pupils", "key": "x"}
                )

    def test_who_may_not_import_says_nothing(self):
        Heading = self.env["school.import.heading"].with_user(self.users["teacher"])
        with self.assertRaises(AccessError):
            Heading._remember(self.school, "pupils", "Ghi nhớ", "code")
