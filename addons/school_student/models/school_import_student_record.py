# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import DECISION_NUMBER
from odoo.addons.school_core.tools.import_table import Column, add_problem
from odoo.addons.school_core.tools.import_values import fold


class SchoolImportStudentRecord(models.AbstractModel):
    """What the kinds have in common whose rows are records of a pupil: certificates, rewards."""

    _name = "school.import.student.record"
    _inherit = "school.import.kind"
    _description = "Import of Records of Pupils"

    _record_fields = ()
    """Columns that go into the field of their name as they are."""
    _record_key = ()
    """Fields that, with the pupil, tell a record that is there already."""
    _record_choice = None
    """``(column, field, reason)`` of the column that names an item of a list (:meth:`_choices`)."""

    def _decision_columns(self, help_text=""):
        return [
            DECISION_NUMBER,
            Column("decision_date", ("Ngày quyết định",), "date", help=help_text),
        ]

    def _choice_items(self):
        _column, name, _reason = self._record_choice
        model = self.env[self.env[self._kind_model]._fields[name].comodel_name]
        return model.search([("active", "=", True)])

    def _choices(self):
        """Return the items of the list by what may stand in a cell: code and name, folded."""
        items = self._choice_items()
        return {fold(item.code): item for item in items} | {fold(i.name): i for i in items}

    def _kind_lists(self):
        if not self._record_choice:
            return {}
        return {self._record_choice[0]: self._choice_items().mapped("name")}

    def _declare(self, run, table):
        """Nothing refers to a record of a pupil."""

    def _load(self, run, table, rows):
        students = self._student_lookup(run, rows)
        choices = self._choices() if self._record_choice else {}
        records = self.env[self._kind_model].search(
            [("student_id", "in", [student.id for student in students.values()])]
        )
        known = {
            (record.student_id, *(record[name] for name in self._record_key)): record
            for record in records
        }
        entries = []
        for row in rows:
            values = {"student_id": self._refer_student(run, table, row, students)}
            values |= self._record_values(run, table, row, choices)
            if row.is_valid:
                entries.append((row, self._find_known(known, values), values))
        return self._save(table, self._kind_model, entries)

    def _record_values(self, run, table, row, choices):
        values = row.pick(self._record_fields)
        if self._record_choice:
            column, name, reason = self._record_choice
            item = choices.get(fold(row.values.get(column, "")))
            if item:
                values[name] = item
            elif column in row.values:
                add_problem(table, row, column, reason, name=row.values[column])
        return values

    def _find_known(self, known, values):
        return known.get((values["student_id"], *(values.get(n, False) for n in self._record_key)))
