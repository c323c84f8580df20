# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import models

from ..tools.import_places import plain_ethnic_group, split_address
from ..tools.import_pupil_columns import NO_POLICY, RELATIONS, pupil_columns
from ..tools.import_table import add_change, add_notice, add_problem
from ..tools.import_values import fold

# Columns that go into a field of the pupil as they are.
PLAIN_FIELDS = (
    "code",
    "name",
    "moet_code",
    "birth_date",
    "gender",
    "birth_place",
    "street",
    "ward",
    "phone",
    "email",
    "identity_number",
    "disability",
)


class SchoolImportPupils(models.AbstractModel):
    """Pupils with their class and their guardians.

    A pupil is known by the code, a guardian of a pupil by the relation. A pupil without a class
    is admitted to the class of the row; one who has a class stays there, because a change of
    class is a movement.
    """

    _name = "school.import.pupils"
    _inherit = "school.import.kind"
    _description = "Import of Pupils"

    _kind = "pupils"
    _kind_sequence = 70
    _kind_model = "school.student"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_clerk",
        "school_core.group_school_system",
    )
    _kind_sheet = "Học sinh"
    _kind_key = ("code",)

    def _kind_title(self):
        return self.env._("Pupils with guardians")

    def _kind_columns(self):
        return pupil_columns()

    def _kind_lists(self):
        policies = self.env["school.policy"].search([("active", "=", True)]).mapped("name")
        classes = self.env["school.class"].search(
            [("year_id", "=", self.env["school.year"]._current().id)]
        )
        return {
            "ethnic_group": self.env["school.ethnic.group"]
            .search([("code", "!=", False)])
            .mapped("name"),
            "policies": [NO_POLICY, *policies],
            "class": classes.mapped("name"),
        }

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        lookups = {
            "class": self._class_lookup(run),
            "ethnic_group": self._ethnic_group_lookup(),
            "province": self._province_lookup(),
            "policies": self._policy_lookup(),
        }
        known = self._student_lookup(run, rows)
        code = table.positions.get("code")
        by_moet_code = code is not None and code == table.positions.get("moet_code")
        if by_moet_code:
            known = self._moet_lookup(run, rows) | known
        enrollments, last = self._enrollments(run, known.values())
        entries, classes = [], {}
        for row in rows:
            student = known.get(fold(row.values.get("code", "")), self.env["school.student"])
            school_class = self._refer(run, table, row, "class", lookups["class"], "classes")
            values = self._pupil_values(run, table, row, lookups)
            if by_moet_code and student:
                values["code"] = student.code
            if "policies" in table.positions and not (
                row.cells.get("policies") or student.policy_ids
            ):
                # Schools that have the column leave it blank for "no policy".
                values["policy_status"] = "none"
            self._check_guardians(table, row)
            self._check_class(table, row, enrollments.get(student), school_class, run.year)
            if row.is_valid:
                entries.append((row, student, values))
                classes[row.number] = school_class
        saved = self._save(table, "school.student", entries)
        self._load_guardians(table, saved)
        self._admit(
            run,
            table,
            {
                row.number: (row, student, classes[row.number])
                for row, student in saved
                if student not in enrollments
            },
            last,
        )
        self._renew_statistics(saved, "school.student", "school.enrollment")

    def _kind_adapt(self, table):
        """Override: files of the sector's database know pupils by the ministry's code only."""
        if "code" not in table.positions and "moet_code" in table.positions:
            table.positions["code"] = table.positions["moet_code"]
            table.headings["code"] = table.headings["moet_code"]

    def _moet_lookup(self, run, rows):
        codes = [row.values["moet_code"] for row in rows if "moet_code" in row.values]
        students = (
            self.env["school.student"]
            .with_context(active_test=False)
            .search([("school_id", "=", run.company.id), ("moet_code", "in", codes)])
        )
        return {fold(student.moet_code): student for student in students}

    def _pupil_values(self, run, table, row, lookups):
        values = row.pick(PLAIN_FIELDS)
        values["school_id"] = run.company
        number = values.get("identity_number")
        if number and not re.fullmatch(r"\d{12}", number):
            add_problem(table, row, "identity_number", "not_identity")
        self._read_address(table, row, values, lookups["province"])
        if "ethnic_group" in row.values:
            row.values["ethnic_group"] = plain_ethnic_group(row.values["ethnic_group"])
        group = self._refer(
            run, table, row, "ethnic_group", lookups["ethnic_group"], "ethnic_group"
        )
        if group:
            values["ethnic_group_id"] = group
        province = self._refer(run, table, row, "province", lookups["province"], "province")
        if province:
            values["state_id"] = province
            if fold(province.name) not in fold(row.values["province"]):
                add_change(table, row, "province", "province", province.name)
        policies = self.env["school.policy"]
        for name in row.values.get("policies", ()):
            if fold(name) == fold(NO_POLICY):
                values["policy_status"] = "none"
            elif policy := lookups["policies"].get(fold(name)):
                policies |= policy
            else:
                add_problem(table, row, "policies", "no_policy", name=name)
        if policies:
            values["policy_ids"] = policies
            if values.pop("policy_status", None):
                add_problem(table, row, "policies", "policy_and_none")
        return values

    def _read_address(self, table, row, values, provinces):
        """Take ward and province out of an address in one cell; add the former district to it."""
        street = row.values.get("street")
        if street and "province" not in row.values and "ward" not in row.values:
            street, ward, province = split_address(street, provinces)
            if province:
                row.values["province"], values["street"] = province, street
                if ward:
                    values["ward"] = ward
                parts = [part for part in (street, ward, province) if part]
                add_change(table, row, "street", "address", " | ".join(parts))
        if district := row.values.get("district"):
            values["street"] = ", ".join(filter(None, [street, district]))

    # classes

    def _enrollments(self, run, students):
        """Return where ``students`` were: the classes of this year, and the last enrolment."""
        lines = self.env["school.enrollment"].search(
            [("student_id", "in", [student.id for student in students])], order="date_start, id"
        )
        of_year = lines.filtered(lambda line: line.year_id == run.year).grouped("student_id")
        last = {student: own[-1] for student, own in lines.grouped("student_id").items()}
        return {student: own.class_id for student, own in of_year.items()}, last

    def _check_class(self, table, row, known, school_class, year):
        """Refuse another class than those the pupil was in; tell when it is a former one."""
        if known and school_class and school_class not in known:
            add_problem(table, row, "class", "other_class", name=known[-1].name)
        elif known and school_class and school_class != known[-1]:
            add_notice(table, row, "class", "former_class", name=known[-1].name)
        day = row.values.get("date")
        if day and not known and day > year.date_end:
            add_problem(table, row, "date", "date_outside_year")

    def _admit(self, run, table, places, last):
        """Record how pupils who are in no class of the year yet come into theirs.

        Whoever goes on to the next level of the same school completes the former one first: the
        next one is entered by admission.
        """
        students = self.env["school.student"].union(
            *(student for _r, student, _c in places.values())
        )
        movements = self.env["school.movement"]._last_effective(students)
        completions, entries = {}, {}
        for number, (row, student, school_class) in places.items():
            former = last.get(student)
            kind = self._entry(row, school_class, former, movements.get(student.id))
            if kind == "admission" and former and not former.date_end:
                completions[number] = {
                    "student_id": student.id,
                    "date": former.year_id.date_end,
                    "kind": "completion",
                }
            entries[number] = {
                "student_id": student.id,
                "class_to_id": school_class.id,
                "date": row.values.get("date") or run.year.date_start,
                "kind": kind,
                "other_school": row.values.get("other_school"),
            }

        def create(rows):
            for values in (completions, entries):
                self.env["school.movement"].create(
                    [values[row.number] for row in rows if row.number in values]
                )

        # Whoever comes into a class makes its books anew: batches keep to a few classes.
        by_class = sorted(places.values(), key=lambda place: place[2].id)
        self._attempt(table, [row for row, _student, _class in by_class], create)

    def _entry(self, row, school_class, last, movement):
        """Return the kind of movement that brings the pupil of ``row`` into the class.

        :param last: the pupil's last enrolment, of an earlier year; the years come one by one
        :param movement: the pupil's last movement that was not reversed
        """
        if "other_school" in row.values:
            return "transfer_in"
        if not last:
            return "admission"
        former, grade = last.class_id.grade_id, school_class.grade_id
        goes_on = former.level_id != grade.level_id and former.number < grade.number
        if last.date_end:
            completed = movement and movement.kind == "completion"
            return "admission" if completed or goes_on else "return"
        if goes_on:
            return "admission"
        return "repeat" if former == grade else "promotion"

    # guardians

    def _check_guardians(self, table, row):
        seen = set()
        for relation in RELATIONS:
            name = row.values.get(f"{relation}_name")
            for part in ("phone", "occupation", "email"):
                if f"{relation}_name" not in row.cells and f"{relation}_{part}" in row.values:
                    add_problem(table, row, f"{relation}_{part}", "guardian_without_name")
            person = (fold(name or ""), row.values.get(f"{relation}_phone"))
            if name and all(person) and person in seen:
                add_problem(table, row, f"{relation}_name", "guardian_twice")
            seen.add(person)

    def _load_guardians(self, table, saved):
        Guardian = self.env["school.guardian"]
        lines = Guardian.search([("student_id", "in", [student.id for _row, student in saved])])
        known = {(line.student_id, line.relation): line for line in reversed(lines)}
        new, changed = {}, {}
        for row, student in saved:
            for sequence, relation in enumerate(RELATIONS, 1):
                values = {
                    part: row.values[f"{relation}_{part}"]
                    for part in ("name", "phone", "occupation", "email")
                    if f"{relation}_{part}" in row.values
                }
                line = known.get((student, relation))
                if values and not line:
                    values |= {"student_id": student.id, "relation": relation}
                    new.setdefault(row.number, []).append({**values, "sequence": sequence})
                elif any(line[part] != value for part, value in values.items()):
                    changed.setdefault(row.number, []).append((line, values))

        def write(rows):
            Guardian.create([values for row in rows for values in new.get(row.number, ())])
            for row in rows:
                for line, values in changed.get(row.number, ()):
                    line.write(values)
                if row.outcome == "unchanged":
                    row.outcome = "updated"

        touched = new.keys() | changed.keys()
        self._attempt(table, [row for row, _student in saved if row.number in touched], write)
