# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

from ..fields import is_missing
from .class_book_report import WORDS
from .school_result_statistics import BANDS

#: What a page ends with, by name: the value of a row, which term's row.
PERIODS = (("Học kì I", 1, "average"), ("Học kì II", 2, "average"), ("Cả năm", 2, "year_average"))


class SubjectMarks(models.AbstractModel):
    """The mark list of a subject (bảng điểm theo môn): both terms of a class on one page."""

    _name = "report.school_gradebook.subject_marks"
    _description = "Marks of a Subject"

    _report_name = "school_gradebook.subject_marks"
    _whole_grade = False

    @api.model
    def _get_report_values(self, docids, data=None):
        groups = self._collect(self.env["school.mark.sheet"].browse(docids))
        marks = self.env["school.print.check"]._marks(self._report_name, self._places(groups))
        for group in groups:
            for part in (group, *group["pages"]):
                part["check"] = marks.get(part["place"])
        return {"groups": groups, **WORDS}

    @api.model
    def _places(self, groups):
        """Return what the pages show: those of figures all classes of a grade."""
        return [
            part["place"]
            for group in groups
            for part in ([group] if group["figures"] else []) + group["pages"]
        ]

    @api.model
    def _collect(self, sheets):
        """Return one dict a subject (and grade): its pages, a class each, and its figures."""
        sheets.check_access("read")
        plans = sheets.class_subject_id
        wanted = self._of_grade(plans) if self._whole_grade else plans
        readable = self.env["school.mark.sheet"].search([("class_subject_id", "in", wanted.ids)])
        Book = self.env["school.class.book"]
        # what was asked for is refused as a whole; of the rest, no class stands half in the figures
        whole = Book._with_roster(readable.class_id) | sheets.class_id
        readable = readable.filtered(lambda sheet: sheet.class_id in whole)
        plans = readable.class_subject_id.sorted(lambda plan: (plan.class_id.name, plan.id))
        books = {book["id"]: book for book in Book._collect_whole(plans.class_id)}
        shown = [self._page(plan, books[plan.class_id.id], readable) for plan in plans]
        groups = {}
        for page in shown:
            plan = page["plan"]
            groups.setdefault((plan.subject_id, plan.grade_id, plan.year_id), []).append(page)
        return [
            {
                "subject": subject.name,
                "grade": grade.name,
                "pages": pages,
                "place": Place(subject_id=subject.id, year_id=year.id, grade_id=grade.id),
                "figures": self._figures(pages) if self._whole_grade else [],
                "left_out": [
                    plan.class_id.name
                    for plan in wanted - plans
                    if (plan.subject_id, plan.grade_id, plan.year_id) == (subject, grade, year)
                ],
            }
            for (subject, grade, year), pages in groups.items()
        ]

    @api.model
    def _of_grade(self, plans):
        """Return what the grades have of these subjects in the year."""
        keys = {(plan.subject_id, plan.grade_id, plan.year_id) for plan in plans}
        found = plans.search(
            [
                ("subject_id", "in", plans.subject_id.ids),
                ("grade_id", "in", plans.grade_id.ids),
                ("year_id", "in", plans.year_id.ids),
            ]
        )
        return found.filtered(lambda plan: (plan.subject_id, plan.grade_id, plan.year_id) in keys)

    def _page(self, plan, book, readable):
        own = readable.filtered(lambda sheet: sheet.class_subject_id == plan)
        sheets = [
            (term, sheet)
            for term in book["terms"]
            for sheet in term["sheets"]
            if sheet["id"] in own.ids
        ]
        signers = [name for _term, sheet in sheets for name in sheet["signers"]]
        return {
            "plan": plan,
            "place": Place(plan.class_id.id, subject_id=plan.subject_id.id),
            "book": book,
            "kind": plan.kind,
            "sheets": sheets,
            "signers": list(dict.fromkeys(signers)),
        }

    def _figures(self, pages):
        """Return for each period the classes with their averages by bands, or by Đ and CĐ."""
        kind = pages[0]["kind"]
        labels = ["Đ", "CĐ"] if kind == "comment" else [label for label, _bar in BANDS]
        periods = []
        for name, number, column in PERIODS:
            lines = []
            for page in pages:
                values = [
                    row[column]
                    for term, sheet in page["sheets"]
                    if term["number"] == number
                    for row in sheet["rows"]
                    if not is_missing(row[column])
                ]
                counts = self._counts(values, page["kind"], len(labels))
                lines.append(
                    {"class": page["book"]["class_name"], "number": len(values), "counts": counts}
                )
            periods.append({"name": name, "labels": labels, "lines": lines})
        return periods

    def _counts(self, values, kind, length):
        if kind == "comment":
            return [sum(bool(value) == level for value in values) for level in (True, False)]
        counts = [0] * length
        for value in values:
            counts[next(place for place, (_label, bar) in enumerate(BANDS) if value >= bar)] += 1
        return counts


class SubjectMarksGrade(models.AbstractModel):
    _name = "report.school_gradebook.subject_marks_grade"
    _inherit = ["report.school_gradebook.subject_marks"]
    _description = "Marks of a Subject in a Grade"

    _report_name = "school_gradebook.subject_marks_grade"
    _whole_grade = True


class SubjectMarksXlsx(models.AbstractModel):
    _name = "report.school_gradebook.subject_marks_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Marks of a Subject as a Spreadsheet"

    _content = "report.school_gradebook.subject_marks"

    def generate_xlsx_report(self, workbook, data, sheets):
        formats, names = self._formats(workbook), {}
        content = self.env[self._content]
        groups = content._collect(sheets)
        links = self._links(content._places(groups))
        for group in groups:
            words = group["pages"][0]["book"]["words"]
            for period in group["figures"]:
                columns = [("Lớp", 12), (f"Số {words.pupils_short} có kết quả", 12)]
                columns += [(label, 12) for label in period["labels"]]
                title = f"Môn {group['subject']} · {group['grade']} · {period['name']}"
                if group["left_out"]:
                    title += f" · không gồm lớp: {', '.join(group['left_out'])}"
                name = f"{group['grade']} {period['name']}"
                page = self._page(workbook, formats, names, name, title, columns)
                lines = ([one["class"], one["number"], *one["counts"]] for one in period["lines"])
                self._rows(page, formats, lines)
            if group["figures"]:
                self._sign(workbook, formats, links[group["place"]])
            for page in group["pages"]:
                for term, sheet in page["sheets"]:
                    self._sheet_page(workbook, formats, names, page["book"], term, sheet)
                self._sign(workbook, formats, links[page["place"]])


class SubjectMarksGradeXlsx(models.AbstractModel):
    _name = "report.school_gradebook.subject_marks_grade_xlsx"
    _inherit = ["report.school_gradebook.subject_marks_xlsx"]
    _description = "Marks of a Subject in a Grade as a Spreadsheet"

    _content = "report.school_gradebook.subject_marks_grade"
