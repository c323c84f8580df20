# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from itertools import islice

from openpyxl.utils import get_column_letter

from odoo import fields, models

from ..tools.import_file import read_file
from ..tools.import_heading import likely_heading
from ..tools.import_problem import ImportProblem
from ..tools.import_run import ImportRun
from ..tools.import_sheet import is_empty
from ..tools.import_sources import SOURCES, headings_nowhere, source_of
from ..tools.import_values import fold, show
from ..tools.import_workbook import build_changes, build_errors
from .school_import_sheet import LEFT_OUT

EXAMPLES = 3
MAX_EXAMPLE = 40


class SchoolImport(models.Model):
    """What is shown before anything is written: columns as they were read, cells as cleaned."""

    _inherit = "school.import"

    proper_names = fields.Boolean(
        string="Write names the way names are written",
        default=True,
        help="NGUYỄN THỊ ÁNH becomes Nguyễn Thị Ánh.",
    )
    column_ids = fields.One2many(
        comodel_name="school.import.column", inverse_name="import_id", string="Columns Read"
    )
    cleaning_ids = fields.One2many(
        comodel_name="school.import.cleaning",
        inverse_name="import_id",
        string="Cells Cleaned",
        readonly=True,
    )
    cleaned_count = fields.Integer(string="Cleaned Cells", readonly=True)
    unread_count = fields.Integer(string="Columns not Read", readonly=True)

    def action_changes(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/school/import/{self.id}/changes",
            "target": "download",
        }

    def _new_run(self):
        given = {}
        for column in self.column_ids.filtered(lambda column: column.origin == "given"):
            of_sheet = given.setdefault((column.file, column.sheet), {})
            of_sheet[column.target_id.name] = column.value
        left_out = self.sheet_ids.filtered(lambda sheet: sheet.kind == LEFT_OUT)
        return ImportRun(
            self.company_id,
            self.year_id,
            proper_names=self.proper_names,
            chosen=self.env["school.import.heading"]._chosen(self.company_id),
            forms=self.env["school.import.form"]._chosen(self.company_id),
            left_out={(sheet.file, sheet.sheet) for sheet in left_out},
            given=given,
        )

    def _record_preview(self, run):
        """Keep how the files were read; like the outcome, after the data's savepoint."""
        self.sheet_ids.unlink()
        self.env["school.import.sheet"].create(self._preview_sheets(run))
        self.column_ids.unlink()
        self.cleaning_ids.unlink()
        columns = self._preview_columns(run)
        groups = self._cleaned_groups(run)
        self.env["school.import.column"].create(columns)
        self.env["school.import.cleaning"].create(
            [{"import_id": self.id, **self._cleaning(*group)} for group in groups.items()]
        )
        self.unread_count = sum(not column["target_id"] for column in columns)
        self.cleaned_count = sum(
            len(changes) for (_table, _place, what), changes in groups.items() if not _doubt(what)
        )

    def _preview_sheets(self, run):
        """Return every sheet with what it is read as, also those that are not read."""
        tables = {id(table.sheet): (kind, table) for kind, table in run.tables}
        unread = set(map(id, run.unread))
        values = []
        for sheet in run.sheets:
            line = {"import_id": self.id, "file": sheet.file, "sheet": sheet.name}
            if id(sheet) in tables:
                kind, table = tables[id(sheet)]
                line |= {
                    "kind": kind._kind,
                    "header_row": table.header_row,
                    "source": self._source_name(kind, table),
                    "row_count": len(table.rows),
                    "created_count": table.counts["created"],
                    "updated_count": table.counts["updated"],
                    "unchanged_count": table.counts["unchanged"],
                    "error_count": sum(not problem.is_notice for problem in table.problems),
                }
            elif id(sheet) in unread:
                is_left_out = (sheet.file, sheet.name) in run.left_out
                line |= {
                    "kind": LEFT_OUT if is_left_out else False,
                    "header_row": likely_heading(sheet),
                }
            else:
                continue
            values.append(line)
        return values

    def _preview_columns(self, run):
        kinds = list({kind._name: kind for kind, _table in run.tables}.values())
        targets = self.env["school.import.target"]._of(kinds)
        columns = []
        for kind, table in run.tables:
            place = {
                "import_id": self.id,
                "file": table.sheet.file,
                "sheet": table.sheet.name,
                "kind": kind._kind,
            }
            columns += [{**place, **line} for line in _lines_for_all(kind, table, targets)]
            chosen, nowhere = run.chosen.get(kind._kind, {}), headings_nowhere(kind._kind)
            for position, heading, name in table.layout:
                origin = "known" if name else "none"
                if not name and (heading in table.elsewhere or fold(heading) in nowhere):
                    origin = "nowhere"
                columns.append(
                    {
                        **place,
                        "place": get_column_letter(position + 1),
                        "heading": heading,
                        "example": _examples(table, position),
                        "target_id": targets[kind._kind, name].id if name else False,
                        "origin": "chosen" if fold(heading) in chosen else origin,
                    }
                )
        return columns

    def _cleaned_groups(self, run):
        """Return the changes by table, column and what was done, in the order of the files."""
        groups = {}
        for kind, table in run.tables:
            headings = {position: heading for position, heading, _name in table.layout}
            for change in table.sheet.changes:
                key = (table.sheet.file, table.sheet.name, kind._name)
                place = headings.get(change.position) or get_column_letter(change.position + 1)
                groups.setdefault((key, place, change.what), []).append(change)
        return groups

    def _cleaning(self, group, changes):
        (file, sheet, _kind), column, what = group
        return {
            "file": file,
            "sheet": sheet,
            "column": column,
            "what": self.env["school.import.reason"]._cleaned(what),
            "count": len(changes),
            "example": "; ".join(map(self._change_text, changes[:EXAMPLES])),
            "is_doubt": _doubt(what),
        }

    def _change_text(self, change):
        return self.env._(
            "%(old)s → %(new)s (row %(row)s)",
            old=_short(change.old),
            new=_short(change.new),
            row=change.row,
        )

    def _changes_workbook(self):
        """Return the workbook that lists every cell that was cleaned."""
        self.ensure_one()
        run = self._new_run()
        work = self.with_company(self.company_id)
        with self.env.cr.savepoint() as savepoint:
            work._read(run)
            work._load(run)
            savepoint.rollback()
        self.env.invalidate_all()
        reasons = self.env["school.import.reason"]
        return build_changes(
            [
                (file, sheet, change.row, column, reasons._cleaned(what), change.old, change.new)
                for ((file, sheet, _kind), column, what), changes in self._cleaned_groups(
                    run
                ).items()
                for change in changes
            ]
        )

    def _errors_workbook(self):
        """Return the workbook with the list of errors and the faulty sheets, cells marked red."""
        self.ensure_one()
        sheets = []
        for attachment in self.attachment_ids:
            try:
                sheets.extend(read_file(attachment.name, attachment.raw))
            except ImportProblem:
                # The list of errors says why this file could not be read.
                continue
        issues = self.issue_ids.read(
            ["file", "sheet", "row", "column", "position", "value", "reason"]
        )
        return build_errors(issues, sheets)

    def _source_name(self, kind, table):
        return SOURCES.get(source_of(kind._kind, table), "")


def _lines_for_all(kind, table, targets):
    """Return what holds for all rows of a table: said above it, said by the user, or lacking."""
    for column in kind._kind_columns():
        if column.for_all and column.name not in table.positions:
            value = table.given.get(column.name) or table.titles.get(column.name)
            origin = "title" if value else "missing"
            yield {
                "heading": column.header,
                "value": value,
                "target_id": targets[kind._kind, column.name].id,
                "origin": "given" if column.name in table.given else origin,
            }


def _doubt(what):
    return what == "encoding_doubt"


def _short(text):
    return text if len(text) <= MAX_EXAMPLE else f"{text[:MAX_EXAMPLE]}…"


def _examples(table, position):
    """Return the first values that stand below a heading."""
    lines = [table.sheet.rows[row.number - 1] for row in table.rows]
    values = (
        show(cells[position])
        for cells in lines or table.sheet.rows[table.header_row :]
        if position < len(cells) and not is_empty(cells[position])
    )
    return ", ".join(map(_short, islice(values, EXAMPLES)))
