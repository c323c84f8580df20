# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from collections import defaultdict

from odoo import models

from ..tools.import_places import ETHNIC_SPELLINGS, add_former_provinces
from ..tools.import_pupil_columns import POLICY_SPELLINGS
from ..tools.import_subjects import SUBJECT_SPELLINGS, fold_subject
from ..tools.import_table import add_notice, add_problem
from ..tools.import_values import fold, fold_class, fold_key, show
from ..tools.vietnamese import name_key, spelling_key


class SchoolImportLookup(models.AbstractModel):
    """How rows of a file refer to what the school has, in the spellings that schools use."""

    _name = "school.import.lookup"
    _inherit = "school.import.reason"
    _description = "References of the Import"

    def _refer(self, run, table, row, column, lookup, kind):
        """Return what ``column`` of ``row`` refers to, or refuse the row.

        :param lookup: what is known, by folded name or code (see ``fold_key``)
        """
        value = row.values.get(column)
        if value is None:
            return None
        found = lookup.get(fold_key(kind, show(value)))
        if found is None:
            if run.is_declared(kind, show(value)):
                row.is_valid = False
            else:
                add_problem(table, row, column, f"no_{kind}")
        return found

    def _class_lookup(self, run):
        classes = self.env["school.class"].search([("year_id", "=", run.year.id)])
        return {fold_class(school_class.name): school_class for school_class in classes}

    def _check_period(self, table, row, default=None):
        """Return the first day of ``row``, or ``default``; refuse a last day before it."""
        start, end = row.values.get("date_start", default), row.values.get("date_end")
        if start and end and end < start:
            add_problem(table, row, "date_end", "date_order")
        return start

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

    def _ethnic_group_lookup(self):
        """Return the ethnic groups by name and by each of several names ("Mông (Hmông)")."""
        lookup = {}
        for group in self.env["school.ethnic.group"].search([("code", "!=", False)]):
            for name in (group.name, *re.split(r"[(),/]", group.name)):
                lookup.setdefault(fold(name), group)
        lookup.pop("", None)
        for name, spellings in ETHNIC_SPELLINGS.items():
            for spelling in spellings if fold(name) in lookup else ():
                lookup.setdefault(fold(spelling), lookup[fold(name)])
        return lookup

    def _policy_lookup(self):
        lookup = {}
        for policy in self.env["school.policy"].search([("active", "=", True)]):
            for text in (policy.name, policy.code, *POLICY_SPELLINGS.get(policy.code, ())):
                lookup.setdefault(fold(text), policy)
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
        found = {fold(student.code): student for student in students}
        return self._by_moet_code(run, codes - set(students.mapped("code"))) | found

    def _by_moet_code(self, run, codes):
        """Return the pupils by the ministry's code, which forms of the sector's database have."""
        if not codes:
            return {}
        # The code is private; whoever has it in a file may use it for a pupil that he may read.
        private_sudo = (
            self.env["school.student.private"]
            .sudo()
            .search([("school_id", "=", run.company.id), ("moet_code", "in", list(codes))])
        )
        readable = self.env["school.student"].search([("id", "in", private_sudo.student_id.ids)])
        return {
            fold(private.moet_code): readable.browse(private.student_id.id)
            for private in private_sudo
            if private.student_id.id in readable.ids
        }

    # pupils without a code

    def _find_by_name(self, run, table):
        """Give rows without a code that of the pupil of this name in the class of the row.

        The date of birth decides between pupils of one name; without it the number of the row
        does, where the sheet lists the class as the school does. Nothing is guessed: a row that
        may be of two pupils, or of none, is refused.
        """
        if not any(column.name == "code" and column.instead for column in self._kind_columns()):
            return
        rows = [row for row in table.rows if "code" not in row.cells and "name" in row.values]
        classes = self._class_lookup(run) if rows else {}
        by_class = defaultdict(list)
        for row in rows:
            if "class" not in row.cells:
                add_problem(table, row, "name", "class_needed")
                continue
            if "class" not in row.values:
                continue
            if school_class := classes.get(fold_class(row.values["class"])):
                by_class[school_class].append(row)
        members = self._members(by_class)
        if "code" not in table.positions:
            table.headings["code"] = table.heading("name")
        for school_class, own in by_class.items():
            pupils = members[school_class]
            place = {
                "class": school_class,
                "by_name": pupils.grouped(lambda pupil: spelling_key(pupil.name)),
                "alike": pupils.grouped(lambda pupil: fold(pupil.name)),
                "by_number": self._by_number(table, own, pupils),
            }
            for row in own:
                self._find_pupil(table, row, place)

    def _members(self, classes):
        """Return the pupils of each class in the school's order."""
        lines = self.env["school.enrollment"].search(
            [("class_id", "in", [school_class.id for school_class in classes])]
        )
        members = {school_class: self.env["school.student"] for school_class in classes}
        for school_class, own in lines.grouped("class_id").items():
            members[school_class] = own.student_id.sorted(
                lambda student: (name_key(student.name), student.id)
            )
        return members

    def _by_number(self, table, rows, pupils):
        """Return the pupils by the number of the row, or nothing where the lists differ."""
        numbered = {
            row.number: spelling_key(row.values["name"])
            for number, row in enumerate(rows, 1)
            if _order_number(table, row) == str(number)
        }
        if list(numbered.values()) != [spelling_key(pupil.name) for pupil in pupils]:
            return {}
        return dict(zip(numbered, pupils, strict=True))

    def _find_pupil(self, table, row, place):
        """Give the ``row`` the code of the pupil of its name, or refuse it."""
        name, born = row.values["name"], row.values.get("birth_date")
        params = {"class": place["class"].name}
        found = place["by_name"].get(spelling_key(name))
        if not found:
            alike = place["alike"].get(fold(name), ())
            params["names"] = ", ".join(f"{pupil.name} ({pupil.code})" for pupil in alike)
            add_problem(table, row, "name", "name_alike" if alike else "nobody_of_name", **params)
            return
        if born:
            params["date"] = ", ".join(show(day) for day in found.mapped("birth_date") if day)
            found = found.filtered(lambda pupil: pupil.birth_date == born) or found.filtered(
                lambda pupil: not pupil.birth_date
            )
            if not found:
                add_problem(table, row, "birth_date", "born_otherwise", **params)
                return
        if len(found) > 1:
            found &= place["by_number"].get(row.number, found)
        if len(found) > 1:
            params["codes"] = ", ".join(found.mapped("code"))
            add_problem(table, row, "name", "several_of_name", **params)
            return
        row.values["code"] = found.code
        if found.birth_date:
            date = show(found.birth_date)
            add_notice(table, row, "name", "matched", code=found.code, date=date)
        else:
            add_notice(table, row, "name", "matched_undated", code=found.code)

    def _refer_student(self, run, table, row, lookup):
        """Return the pupil of the row's code; the name, where given, must be the pupil's."""
        student = self._refer(run, table, row, "code", lookup, "pupils")
        name = row.values.get("name")
        if student and name and fold(name) != fold(student.name):
            add_problem(table, row, "name", "other_name", name=student.name)
        return student


def _order_number(table, row):
    """Return what stands in the column of the row numbers, "" without one."""
    cells = table.sheet.rows[row.number - 1]
    return show(cells[table.order]) if table.order is not None and table.order < len(cells) else ""
