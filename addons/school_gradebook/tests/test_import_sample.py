# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from pathlib import Path

import openpyxl

from odoo.tests import TransactionCase, freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tools.import_file import read_file
from odoo.addons.school_core.tools.import_heading import locate

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
SECONDARY = "25900701"
BAD = {
    "code": "A B",
    "name": "An 2",
    "date": "31/02/2013",
    "birth_date": "31/02/2013",
    "integer": "hai",
    "boolean": "có lẽ",
    "phone": "12",
    "email": "x",
    "raw": "11",
    "text": "#REF!",
    "list": "#REF!",
}
# Columns that refer to something are wrong in a way that only the database can tell.
REFERENCES = {
    "class": "99Z",
    "subject": "Bay lượn",
    "grade": "99",
    "ethnic_group": "Sao Hoả",
    "province": "Cổ tích",
    "policies": "Không rõ",
    "duties": "Phi công",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportSample(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"lang": "en_US"})
        cls.env["school.import"]._load_sample(SAMPLE)
        cls.school = cls.env["res.company"].search([("school_code", "=", SECONDARY)])

    def _result(self, code, period):
        return self.env["school.result"].search(
            [("student_id.code", "=", code), ("period", "=", period)]
        )

    @covers("OPS-01", "PUP-01")
    def test_sample_schools_are_complete(self):
        self.env.cr.execute(
            """SELECT company.school_code, count(DISTINCT class.id), count(DISTINCT line.student_id)
                 FROM res_company company
                 JOIN school_class class ON class.company_id = company.id
                 JOIN school_enrollment line ON line.class_id = class.id
                WHERE company.school_code IS NOT NULL
             GROUP BY 1 ORDER BY 1"""
        )
        self.assertEqual(self.env.cr.fetchall(), [("25900401", 15, 450), (SECONDARY, 24, 960)])
        staff = self.env["hr.employee"].search_count([("company_id", "=", self.school.id)])
        self.assertEqual(staff, 60)
        unled = self.school.school_year_ids.class_ids.filtered(lambda c: not c.homeroom_ids)
        self.assertFalse(unled)
        untaught = self.school.school_year_ids.class_ids.subject_ids.filtered(
            lambda plan: not plan.assignment_ids
        )
        self.assertFalse(untaught)
        self.assertEqual(self.school.school_principal_id.job_title, "Hiệu trưởng")
        self.assertEqual(self.school.school_year_ids.mapped("state"), ["open"])

    @covers("OPS-01", "GB-01", "GB-11")
    def test_the_primary_school_has_term_1_assessed(self):
        primary = self.env["res.company"].search([("school_code", "=", "25900401")])
        first = primary.school_year_ids.term_ids.sorted("number")[0]
        for model in ("school.mark.sheet", "school.quality.sheet"):
            sheets = self.env[model].search([("term_id", "=", first.id)])
            self.assertGreater(sum(sheets.mapped("required_count")), 0, model)
            self.assertFalse(sum(sheets.mapped("missing_count")), model)
        levels = self.env["school.mark"].search([("term_id", "=", first.id)]).mapped("final_level")
        self.assertEqual({*levels}, {"T", "H", "C"})
        year = self.env["school.result"].search(
            [("company_id", "=", primary.id), ("period", "=", "year")]
        )
        self.assertEqual({*year.mapped("promotion")}, {"incomplete"})

    def test_loading_twice_changes_nothing(self):
        before = self.env["school.trail"].search_count([])
        self.env["school.import"]._load_sample(SAMPLE)
        paths = sorted((SAMPLE / SECONDARY).glob("*.xlsx"))
        load = self._import()._load_files(paths)
        self.assertEqual(load.state, "done")
        self.assertFalse(sum(load.sheet_ids.mapped("created_count")))
        self.assertFalse(sum(load.sheet_ids.mapped("updated_count")))
        self.assertEqual(self.env["school.trail"].search_count([]), before)

    def test_pupils_of_interest(self):
        mark = self.env["school.mark"].search(
            [
                ("student_id.code", "=", "DT00321"),
                ("subject_id.code", "=", "cnghe"),
                ("term_id.number", "=", 1),
            ]
        )
        self.assertEqual(mark.average, 8.0)
        weak = self._result("DT00322", "1")
        self.assertEqual((weak.learning_before, weak.learning), ("dat", "kha"))
        self.assertFalse(self._result("DT00323", "1").learning)
        self.assertEqual(self._result("DT00201", "1").learning, "chua_dat")
        self.assertEqual(self._result("DT00481", "1").learning, "tot")

    def _import(self):
        return self.env["school.import"].with_context(allowed_company_ids=self.school.ids)

    @covers("OPS-01")
    def test_planted_errors_in_every_column_are_named(self):
        files, planted = [], set()
        for path in sorted((SAMPLE / SECONDARY).glob("[1-68]*.xlsx")):
            book = openpyxl.load_workbook(path)
            for name in book.sheetnames[1:] if "diem" in path.name else ():
                del book[name]
            stream = io.BytesIO()
            book.save(stream)
            for sheet in read_file(path.name, stream.getvalue()):
                planted |= self._plant(path.name, sheet, book[sheet.name])
            stream = io.BytesIO()
            book.save(stream)
            files.append((path.name, stream.getvalue()))
        before = self._counts()
        load = self._import()._load_files(files)
        self.assertEqual(load.state, "refused")
        found = {
            (issue.file, issue.sheet, issue.row, issue.column, issue.value)
            for issue in load.issue_ids
            if not issue.is_notice
        }
        self.assertEqual(planted - found, set(), "planted and not named")
        self.assertEqual(found - planted, set(), "named without being planted")
        self.assertGreater(len(planted), 70)
        self.assertEqual(self._counts(), before)

    def _plant(self, file, sheet, target):
        """Put an error into each column of the sheet, each in a row of its own."""
        found = []
        for kind in self.env["school.import"]._kinds():
            columns = kind._kind_columns()
            found.append((len(locate(sheet, columns).positions), kind, columns))
        _score, kind, columns = max(found, key=lambda fit: fit[0])
        table = locate(sheet, columns)
        by_name = {column.name: column for column in columns}
        planted = set()
        for offset, (name, position) in enumerate(sorted(table.positions.items())):
            column = by_name[name]
            value = "???" if column.choices else BAD[column.type]
            if (kind._kind, name) != ("classes", "class"):
                value = REFERENCES.get(name, value)
            # A sheet of one row takes one error only.
            row = table.header_row + 1 + offset
            if row > len(sheet.rows):
                break
            target.cell(row, position + 1).value = value
            planted.add((file, sheet.name, row, table.headings[name], value))
        return planted

    def _counts(self):
        models = ("school.student", "school.guardian", "school.mark", "school.conduct")
        models += ("res.partner", "school.trail", "hr.employee", "school.class", "res.users")
        return {model: self.env[model].search_count([]) for model in models}
