# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.import_places import add_former_provinces
from ..tools.import_subjects import SUBJECT_SPELLINGS, fold_subject
from ..tools.import_table import add_problem
from ..tools.import_values import fold, show


class SchoolImportLookup(models.AbstractModel):
    """How rows of a file refer to what the school has, in the spellings that schools use."""

    _name = "school.import.lookup"
    _inherit = "school.import.reason"
    _description = "References of the Import"

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
        lookup = {fold(f"Lớp {school_class.name}"): school_class for school_class in classes}
        return lookup | {fold(school_class.name): school_class for school_class in classes}

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
        return add_former_provinces(lookup)

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
