# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.import_subjects import SUBJECT_SPELLINGS, fold_subject
from ..tools.import_table import SKIPPED_SHEETS, add_problem, locate, read_rows
from ..tools.import_values import fold, show

LEAST_COLUMNS = 2
MANY_ROWS = 200
REFUSALS = (UserError, psycopg2.IntegrityError)


class SchoolImportKind(models.AbstractModel):
    """A kind of data that the importer reads from a sheet.

    An addon registers a kind by a model of its own that inherits this one and sets the ``_kind*``
    attributes:

    - ``_kind``: its name; ``_kind_sequence``: kinds are loaded in this order;
    - ``_kind_model``: the model that it creates records of; ``_kind_groups``: who may import it,
      beside the access rights that the ORM checks;
    - ``_kind_sheet``: the name of the sheet in the template;
    - ``_kind_key``: the columns that tell the rows apart, for duplicates within the files.

    and the methods ``_kind_title``, ``_kind_columns`` and ``_load``.
    """

    _name = "school.import.kind"
    _inherit = "school.import.reason"
    _description = "Kind of Import"

    _kind = None
    _kind_sequence = 100
    _kind_model = None
    _kind_groups = ()
    _kind_sheet = ""
    _kind_key = ()

    def _kind_title(self):
        raise NotImplementedError

    def _kind_columns(self):
        """Return the ``Column`` list of the kind."""
        raise NotImplementedError

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
        """Add to ``run`` the tables of ``sheets``, each with the kind that fits its heading."""
        unknown = []
        kinds = [(kind, kind._kind_columns()) for kind in self.env["school.import"]._kinds()]
        for sheet in sheets:
            if fold(sheet.name) in SKIPPED_SHEETS and len(sheets) > 1:
                continue
            found = [(kind, columns, locate(sheet, columns)) for kind, columns in kinds]
            kind, columns, table = max(found, key=lambda fit: _score(sheet, *fit))
            if len(table.positions) < LEAST_COLUMNS:
                unknown.append(sheet.name)
                continue
            run.tables.append((kind, read_rows(table, columns)))
        for name in unknown:
            # A note beside the data is not an error; a file with nothing to read is.
            run.report(
                file, self._reason("sheet_unknown"), name, is_notice=len(unknown) < len(sheets)
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
        self._refuse_duplicates(run, table)
        try:
            with self.env.cr.savepoint():
                self._load(run, table, table.rows)
        except REFUSALS as error:
            run.report(table.sheet.file, self._refusal_text(error), table.sheet.name)

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

    # references

    def _refer(self, run, table, row, column, lookup, kind):
        """Return what ``column`` of ``row`` refers to, or refuse the row.

        :param lookup: what is known, by folded name or code
        """
        value = row.values.get(column)
        if value is None:
            return None
        found = lookup.get(fold(show(value)))
        if found is None:
            if run.is_declared(kind, show(value)):
                row.is_valid = False
            else:
                add_problem(table, row, column, f"no_{kind}")
        return found

    def _class_lookup(self, run):
        classes = self.env["school.class"].search([("year_id", "=", run.year.id)])
        return {fold(school_class.name): school_class for school_class in classes}

    def _year_is_known(self, run, table):
        """Return whether the import has a school year; report it when not."""
        if not run.year and not run.declared["years"]:
            run.report(table.sheet.file, self._reason("no_year"), table.sheet.name)
        return bool(run.year)

    def _province_lookup(self):
        provinces = self.env["res.country.state"].search([("country_id.code", "=", "VN")])
        lookup = {fold(province.name): province for province in provinces}
        for prefix in ("Tỉnh", "Thành phố", "TP"):
            lookup |= {fold(f"{prefix} {province.name}"): province for province in provinces}
        return lookup

    def _subject_lookup(self, run):
        """Return the subjects by code, name, short name and the spellings schools use."""
        subjects = self.env["school.subject"].search(
            [("company_id", "in", [False, run.company.id])]
        )
        lookup = {}
        for subject in subjects:
            spellings = SUBJECT_SPELLINGS.get(subject.code, ())
            for text in (subject.code, subject.short_name, *spellings):
                lookup.setdefault(fold_subject(text or ""), subject)
        return lookup | {fold_subject(subject.name): subject for subject in subjects}

    def _refer_subject(self, table, row, lookup):
        value = row.values.get("subject")
        if value is None:
            return None
        subject = lookup.get(fold_subject(value))
        if subject is None:
            add_problem(table, row, "subject", "no_subject")
        return subject

    def _plan_lookup(self, run):
        plans = self.env["school.class.subject"].search([("class_id.year_id", "=", run.year.id)])
        return {(plan.class_id, plan.subject_id): plan for plan in plans}

    def _staff_lookup(self, run):
        """Return the staff by code, and those of a name together by the name."""
        staff = self.env["hr.employee"].search([("company_id", "=", run.company.id)])
        by_name = staff.grouped(lambda person: fold(person.name))
        return by_name | {
            fold(person.school_staff_code): person for person in staff if person.school_staff_code
        }

    def _refer_staff(self, run, table, row, lookup):
        """Return the teacher by the code in the row or, without one, by the name."""
        column = "staff_code" if "staff_code" in row.values else "teacher"
        found = self._refer(run, table, row, column, lookup, "staff")
        if found is not None and len(found) > 1:
            add_problem(table, row, column, "several_staff")
            return None
        return found

    def _student_lookup(self, run, rows):
        codes = {row.values["code"] for row in rows if "code" in row.values}
        codes |= {code.upper() for code in codes} | {code.lower() for code in codes}
        students = (
            self.env["school.student"]
            .with_context(active_test=False)
            .search([("school_id", "=", run.company.id), ("code", "in", list(codes))])
        )
        return {fold(student.code): student for student in students}

    def _refer_student(self, run, table, row, lookup):
        """Return the pupil of the row's code; the name, where given, must be the pupil's."""
        student = self._refer(run, table, row, "code", lookup, "pupils")
        name = row.values.get("name")
        if student and name and fold(name) != fold(student.name):
            add_problem(table, row, "name", "other_name", name=student.name)
        return student

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

        The rows are tried together, which is quick, and only after a refusal one by one.
        """
        if not rows:
            return
        try:
            with self.env.cr.savepoint():
                function(rows)
        except REFUSALS as error:
            if len(rows) == 1:
                reason = self._refusal_text(error)
                add_problem(table, rows[0], self._kind_key[0], "refused", reason=reason)
                return
            for row in rows:
                self._attempt(table, [row], function)
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


def _score(sheet, kind, columns, table):
    complete = all(column.name in table.positions for column in columns if column.required)
    named = fold(kind._kind_sheet) == fold(sheet.name)
    return (len(table.positions) + 2 * complete + 2 * named, -kind._kind_sequence)
