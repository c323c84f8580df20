# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.school_core.tests.common import SchoolCommon


class GradebookCommon(SchoolCommon):
    """School with sheets: 8A with three pupils, mathematics (4 regular marks) and PE."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # When a mark is entered is noted by the clock of the database, which no test can set.
        cls.school.school_edit_days = 0
        cls.maths_8a.periods = 140
        cls.students = cls._create_students(
            cls.class_8a, ["Nguyễn Văn Bình", "Trần Thị Ánh", "Lê Minh Châu"]
        )
        cls.binh, cls.anh, cls.chau = cls.students
        cls.sheet = cls._sheet(cls.maths_8a, cls.term_1)
        cls.sheet_2 = cls._sheet(cls.maths_8a, cls.term_2)
        cls.physical_sheet = cls._sheet(cls.physical_8a, cls.term_1)
        cls.env.flush_all()

    def assertInOrder(self, parts, text):
        """Each of the parts stands in the text, one after the other."""
        places = [text.find(part) for part in parts]
        self.assertNotIn(-1, places, dict(zip(parts, places, strict=True)))
        self.assertEqual(places, sorted(places))

    @classmethod
    def _sheet(cls, plan, term):
        return plan.sheet_ids.filtered(lambda sheet: sheet.term_id == term)

    @classmethod
    def _mark(cls, sheet, student, **values):
        """Enter marks as the program does, without an assignment."""
        mark = cls.env["school.mark"].search(
            [("sheet_id", "=", sheet.id), ("student_id", "=", student.id)]
        )
        if mark:
            mark.write(values)
            return mark
        return mark.create({"sheet_id": sheet.id, "student_id": student.id, **values})

    @classmethod
    def _exempt(cls, student, subject, **values):
        """Exempt a pupil in inclusive education from a whole subject (TT22 Điều 11)."""
        student.disability = "inclusive"
        return cls.env["school.exemption"].create(
            {
                "student_id": student.id,
                "subject_id": subject.id,
                "part": "whole",
                "date_start": cls.year.date_start,
                "decision_number": "12/QĐ",
                **values,
            }
        )

    @classmethod
    def _cell(cls, student, column, value, seen=None):
        return {"student_id": student.id, "column": column, "value": value, "seen": seen}

    @staticmethod
    def _grid_column(grid, name):
        """Return the values of a column of an opened sheet, in the order of its rows."""
        place = [column["name"] for column in grid["columns"]].index(name)
        return [row["values"][place] for row in grid["rows"]]

    @classmethod
    def _assign(cls, login, plan, start=None, end=None):
        return cls.env["school.teaching.assignment"].create(
            {
                "class_subject_id": plan.id,
                "teacher_id": cls.employees[login].id,
                "date_start": start or cls.year.date_start,
                "date_end": end,
            }
        )
