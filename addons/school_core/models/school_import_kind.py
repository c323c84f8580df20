# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ..tools.import_heading import HEADER_ROWS, SKIPPED_SHEETS, heading_key, locate, title_year
from ..tools.import_sources import groups_nowhere, headings_nowhere, with_synonyms
from ..tools.import_table import add_problem, read_rows
from ..tools.import_values import fold, show

LEAST_COLUMNS = 2
MANY_ROWS = 200
BATCH = 500
REFUSALS = (UserError, psycopg2.IntegrityError)


class SchoolImportKind(models.AbstractModel):
    """A kind of data that the importer reads from a sheet.

    An addon registers a kind by a model of its own that inherits this one and sets the ``_kind*``
    attributes:

    - ``_kind``: its name; ``_kind_sequence``: kinds are loaded in this order;
    - ``_kind_model``: the model that it creates records of; ``_kind_groups``: who may import it,
      beside the access rights that the ORM checks;
    - ``_kind_sheet``: the name of the sheet in the template;
    - ``_kind_key``: the columns that tell the rows apart, for duplicates within the files;
    - ``_kind_of_year``: whether a title that names another school year stands against it.

    and the methods ``_kind_title``, ``_kind_columns`` and ``_load``.
    """

    _name = "school.import.kind"
    _inherit = "school.import.lookup"
    _description = "Kind of Import"

    _kind = None
    _kind_sequence = 100
    _kind_model = None
    _kind_groups = ()
    _kind_sheet = ""
    _kind_key = ()
    _kind_of_year = False

    def _kind_title(self):
        raise NotImplementedError

    def _kind_columns(self):
        """Return the ``Column`` list of the kind."""
        raise NotImplementedError

    def _all_columns(self):
        """Return the columns of the kind with the headings of other systems."""
        columns = with_synonyms(self._kind, self._kind_columns())
        return columns + self._kind_parts(columns)

    def _kind_parts(self, columns):
        """Return more ``Column`` s that other systems have beside ``columns``; no template has them."""
        return []

    def _kind_fits(self, table):
        """Tell whether ``table`` may be of this kind, beside what its headings count."""
        return True

    def _kind_adapt(self, table):
        """Make up for columns that the files of other systems do not have."""

    def _kind_lists(self):
        """Return what the template's drop-downs offer beside fixed choices, by column."""
        return {}

    def _load(self, run, table, rows):
        """Check the ``rows`` and write those that are valid.

        Rows with a cell that could not be read are among them, without that value: whatever else
        is wrong with them is told at the same time.
        """
        raise NotImplementedError

    @api.model
    def _is_allowed(self):
        user = self.env.user
        return self.env.su or (
            any(user.has_group(group) for group in self._kind_groups)
            and self.env[self._kind_model].has_access("create")
        )

    @api.model
    def _recognise(self, run, file, sheets):
        """Add to ``run`` the tables of ``sheets``, each with the kind that fits its heading.

        What the school has said of such a heading comes first.
        """
        unknown = []
        kinds = [(kind, kind._all_columns()) for kind in self.env["school.import"]._kinds()]
        for sheet in sheets:
            if fold(sheet.name) in SKIPPED_SHEETS and len(sheets) > 1:
                continue
            if (sheet.file, sheet.name) in run.left_out:
                run.unread.append(sheet)
                continue
            chosen, header_row = self._chosen_kind(run, sheet)
            found = [
                (kind, columns, kind._locate(run, sheet, columns, header_row))
                for kind, columns in kinds
                if chosen is None or kind == chosen
            ]
            kind, columns, table = _best(sheet, found)
            if len(table.positions) < LEAST_COLUMNS and chosen is None:
                run.unread.append(sheet)
                unknown.append(sheet.name)
                continue
            run.tables.append((kind, kind._read_table(run, table, columns)))
        is_read = any(table.sheet.file == file for _kind, table in run.tables)
        for name in unknown:
            # A note beside the data is not an error; a file with nothing to read is.
            run.report(file, self._reason("sheet_unknown"), name, is_notice=is_read)

    @api.model
    def _locate(self, run, sheet, columns, header_row=None):
        chosen, elsewhere = run.chosen.get(self._kind), groups_nowhere(self._kind)
        return locate(sheet, columns, chosen, header_row, elsewhere)

    @api.model
    def _chosen_kind(self, run, sheet):
        """Return the kind that the school has chosen for such a sheet, and the row of its heading."""
        Form = self.env["school.import.form"]
        for number, cells in enumerate(sheet.rows[:HEADER_ROWS] if run.forms else (), 1):
            for code in run.forms.get(Form._digest(heading_key(cells)), ()):
                kind = self.env["school.import"]._kind(code)
                if kind is not None and kind._is_allowed():
                    return kind, number
        return None, None

    @api.model
    def _read_table(self, run, table, columns):
        """Return ``table`` with its rows read by the ``columns`` of the kind."""
        given = run.given.get((table.sheet.file, table.sheet.name), {})
        for column in columns:
            if column.name in given and column.name not in table.positions:
                table.given[column.name] = given[column.name]
                table.headings[column.name] = column.header
        self._kind_adapt(table)
        return read_rows(
            table,
            columns,
            proper_names=run.proper_names,
            nowhere=headings_nowhere(self._kind),
        )

    @api.model
    def _declare(self, run, table):
        for row in table.rows:
            key = row.cells.get(self._kind_key[0]) if self._kind_key else None
            if key is not None:
                run.declare(self._kind, show(key))

    @api.model
    def _load_table(self, run, table):
        if not self._is_allowed():
            run.report(table.sheet.file, self._reason("not_allowed"), table.sheet.name)
            return
        if self._kind_of_year:
            self._check_title_year(run, table)
        self._find_by_name(run, table)
        self._refuse_duplicates(run, table)
        try:
            with self.env.cr.savepoint():
                self._load(run, table, table.rows)
        except REFUSALS as error:
            run.report(table.sheet.file, self._refusal_text(error), table.sheet.name)

    def _check_title_year(self, run, table):
        """Refuse a table that says above its heading that it is of another year."""
        year = title_year(table)
        if year and run.year and year != run.year.name:
            reason = self._reason("other_year", year=year, chosen=run.year.name)
            run.report(table.sheet.file, reason, table.sheet.name)

    def _refuse_duplicates(self, run, table):
        for row in table.rows:
            known = all(name in row.values for name in self._kind_key if name in row.cells)
            if not known or not self._kind_key or self._kind_key[0] not in row.values:
                continue
            key = (self._kind, *(fold(show(row.values.get(name))) for name in self._kind_key))
            sheet, number = run.keys.setdefault(key, (table.sheet.name, row.number))
            if (sheet, number) != (table.sheet.name, row.number):
                add_problem(
                    table, row, self._kind_key[0], "duplicate", sheet=sheet, first_row=number
                )

    # writing

    def _save(self, table, model, entries):
        """Create the records that are missing and change those that differ.

        :param entries: list of (row, record or None, values); x2many values are recordsets
        :return: list of (row, record) of those that were not refused
        """
        fields_by_name = self.env[model]._fields
        new, changed, done = {}, {}, {}
        for row, record, values in entries:
            if not record:
                new[row.number] = _writable(values, fields_by_name)
                continue
            done[row.number] = record
            changes = {name: value for name, value in values.items() if record[name] != value}
            row.outcome = "updated" if changes else "unchanged"
            if changes:
                changed[row.number] = (record, _writable(changes, fields_by_name))

        def create(rows):
            records = self.env[model].create([new[row.number] for row in rows])
            for row, record in zip(rows, records, strict=True):
                done[row.number], row.outcome = record, "created"

        def write(rows):
            for row in rows:
                record, changes = changed[row.number]
                record.write(changes)

        self._attempt(table, [row for row, _r, _v in entries if row.number in new], create)
        self._attempt(table, [row for row, _r, _v in entries if row.number in changed], write)
        return [
            (row, done[row.number])
            for row, _record, _values in entries
            if row.is_valid and row.number in done
        ]

    def _attempt(self, table, rows, function):
        """Call ``function(rows)``; where a rule refuses them, find out which rows it means.

        Many rows are tried together, which is quick, and only after a refusal one by one.
        """
        for batch in split_every(BATCH, rows, list):
            self._attempt_batch(table, batch, function)
            if len(rows) > BATCH:
                # What is written need not stay in memory.
                self.env.invalidate_all()

    def _attempt_batch(self, table, rows, function):
        try:
            with self.env.cr.savepoint():
                function(rows)
        except REFUSALS as error:
            if len(rows) == 1:
                reason = self._refusal_text(error)
                add_problem(table, rows[0], self._kind_key[0], "refused", reason=reason)
                return
            for row in rows:
                self._attempt_batch(table, [row], function)
            if all(row.is_valid for row in rows):
                # Each alone is right, only together they are not.
                raise

    @api.model
    def _renew_statistics(self, rows, *models):
        """Let PostgreSQL count again after many new rows of this transaction.

        It would plan the queries that follow for the few rows there were before.
        """
        if len(rows) >= MANY_ROWS:
            self.env.flush_all()
            for model in models:
                table = SQL.identifier(self.env[model]._table)
                self.env.cr.execute(SQL("ANALYZE %s", table))

    @api.model
    def _refusal_text(self, error):
        if isinstance(error, psycopg2.IntegrityError):
            table = error.diag.table_name
            owner = next((m for m in self.env.values() if m._table == table), self)
            return owner._sql_error_to_message(error)
        return str(error)


def _writable(values, fields_by_name):
    """Return ``values`` as ``create`` and ``write`` take them."""
    return {
        name: (
            [Command.set(value.ids)]
            if fields_by_name[name].type == "many2many"
            else value.id
            if isinstance(value, models.BaseModel)
            else value
        )
        for name, value in values.items()
    }


def _best(sheet, found):
    """Return the (kind, columns, table) that fits ``sheet`` best.

    A sheet may hold what two kinds read, such as the subjects and the qualities of a class: whoever
    may not import the one that knows more of it imports the other, if there is more in it for that
    one than whom a row is about. A sheet named as the template of a kind is of that kind.
    """
    best = max(found, key=lambda fit: _score(sheet, *fit))
    if best[0]._is_allowed() or _is_named(sheet, best[0]):
        return best
    least = len(best[2].positions) / 2
    others = [
        (kind, columns, table)
        for kind, columns, table in found
        if len(table.positions) >= least
        and kind._kind_fits(table)
        and _is_complete(columns, table)
        and any(column.name in table.positions for column in columns if not column.required)
        and kind._is_allowed()
    ]
    return max(others, key=lambda fit: _score(sheet, *fit), default=best)


def _is_complete(columns, table):
    return all(column.is_among(table.positions) for column in columns if column.required)


def _is_named(sheet, kind):
    return fold(kind._kind_sheet) == fold(sheet.name)


def _score(sheet, kind, columns, table):
    named, complete = _is_named(sheet, kind), _is_complete(columns, table)
    points = len(table.positions) + 2 * complete + 2 * named
    return (points if kind._kind_fits(table) else 0, -kind._kind_sequence)
