# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import models

from .form_text import GENDERS, date_text

#: A subject that primary school calls by a shorter name than the other levels.
SHORTER = (", hướng nghiệp", "")
COMPLETES = "Hoàn thành chương trình lớp học"
COMPLETES_LEVEL = ", hoàn thành chương trình tiểu học"


class SchoolPrimaryBook(models.AbstractModel):
    """The content of the books of primary school (TT27), gathered once for any number of classes.

    Beside the keys of ``school.class.book``: ``moments``, each with the levels and tests of its
    time; ``groups``, the qualities and competencies; the overall level and title of each result.
    """

    _name = "school.primary.book"
    _inherit = ["school.class.book"]
    _description = "Content of the Books of Primary School"

    def _book(self, school_class, roster, facts):
        """Override to add what is assessed four times a year."""
        book = super()._book(school_class, roster, facts)
        scheme = school_class._scheme()
        columns = scheme.trait_columns(school_class.grade_id.number)
        groups = defaultdict(list)
        for column in columns:
            if column.type == "selection":
                groups[column.group].append((column.name, column.label))
        entries = {
            (entry.term_id.number, entry.part, entry.student_id): entry
            for entry in self._reader(school_class)["school.quality"].search(
                [("class_id", "=", school_class.id)]
            )
        }
        no_entry = self.env["school.quality"]
        overall = scheme.labels["learning"]
        for result in book["results"]:
            result["overall"] = overall.get(result["learning"]["year"], "")
            result["overall_after"] = overall.get(result["learning_after"], "")
            result["title_name"] = scheme.labels["title"].get(result["title"], "")
            result["completes"] = result["promoted"]
            result["completion"] = self._completion(result, school_class, scheme)
            result["sums"] = {
                name: self._sum(result[name].values()) for name in ("excused", "unexcused")
            }
        signs = dict(columns[0].options)
        for line, (student, stay) in zip(book["roster"], roster, strict=True):
            line["gender"] = GENDERS.get(student.gender, "")
            line["admitted"] = date_text(stay.date_start)
        book["level_number"] = school_class.grade_id.number
        book["groups"] = list(groups.items())
        book["moments"] = [
            {
                "term": number,
                "part": part,
                "name": name,
                "is_last": (number, part) == list(scheme.moments)[-1],
                "sheets": next(t["sheets"] for t in book["terms"] if t["number"] == number),
                "traits": [
                    self._traits(entries.get((number, part, student), no_entry), columns, signs)
                    for student, _stay in roster
                ],
            }
            for (number, part), name in scheme.moments.items()
        ]
        return book

    def _completion(self, result, school_class, scheme):
        """Return the words on completing the grade, and after the last one the level."""
        if not result["promoted"]:
            return ""
        is_last = school_class.grade_id.number == scheme.rules.parameters.last_grade
        return COMPLETES + (COMPLETES_LEVEL if is_last else "")

    def _sum(self, numbers):
        """Return the sum of what is known; None where nothing is."""
        known = [number for number in numbers if number is not None]
        return sum(known) if known else None

    def _person(self, student):
        """Override to add what the school report says of a pupil."""
        nationality = self._readable(student.with_context(lang="vi_VN"), "nationality_id")
        return {
            **super()._person(student),
            "nationality": nationality.name or "" if nationality else "",
            "home_town": self._readable(student, "home_town") or "",
        }

    def _traits(self, entry, columns, signs):
        return {
            column.name: signs.get(entry[column.name], "")
            if column.type == "selection"
            else entry[column.name] or ""
            for column in columns
        }

    def _sheet(self, sheet, roster, facts):
        """Override: levels and tests instead of regular marks and averages."""
        found = super()._sheet(sheet, roster, facts)
        entered = sheet._entered_columns()
        found["subject"] = found["subject"].replace(*SHORTER)
        found["tested"] = {part: part in entered for part in ("midterm", "final")}
        no_mark = self.env["school.mark"]
        for row, (student, _stay) in zip(found["rows"], roster, strict=True):
            mark = facts["marks"].get((sheet, student), no_mark)
            row |= {
                "midterm_level": mark.midterm_level or "",
                "final_level": mark.final_level or "",
                # a test taken again replaces the first one in the school report
                "last_level": mark.reassessed_level or mark.final_level or "",
                "last_test": mark.final if mark.reassessed is False else mark.reassessed,
            }
        return found
