# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..models.school_quality import TRAITS
from .common import GradebookCommon


class PrimaryCommon(GradebookCommon):
    """Class 4A beside 8A: Tiếng Việt and Toán with tests, Đạo đức without; three pupils.

    The teacher has all subjects, the homeroom teacher has the class.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.school_level_ids += cls.env.ref("school_core.school_level_th")
        cls.grade_4 = cls.env.ref("school_core.school_grade_4")
        cls.class_4a = cls._create_class("4A", grade=cls.grade_4)
        cls.plans = {
            code: cls._plan_subject(
                cls.class_4a, cls.env.ref(f"school_core.school_subject_{code}"), kind=kind
            )
            for code, kind in (("tv", "score"), ("toan", "score"), ("daoduc", "comment"))
        }
        cls.pupils = cls._create_students(
            cls.class_4a, ["Lò Văn Pá", "Nguyễn Thị Én", "Giàng A Chu"]
        )
        cls.pa, cls.en, cls.chu = cls.pupils
        cls.env["school.homeroom.assignment"].create(
            {
                "class_id": cls.class_4a.id,
                "teacher_id": cls.employees["homeroom"].id,
                "date_start": cls.year.date_start,
            }
        )
        for plan in cls.plans.values():
            cls._assign("teacher", plan)
        cls.maths_sheets = cls.plans["toan"].sheet_ids.sorted("term_id")
        cls.quality_sheets = cls.class_4a.quality_sheet_ids.sorted(
            lambda sheet: (sheet.term_id.number, sheet.part == "final")
        )
        cls.env.flush_all()

    @classmethod
    def _columns(cls, sheet):
        grid = cls._as("teacher", sheet).grid_open()
        return [column["name"] for column in grid["columns"]]

    @classmethod
    def _enter_year(cls, student, level="T", test=9, trait="T", levels=None):
        """Enter the end of the year as the program does."""
        for code, plan in cls.plans.items():
            values = {"final_level": (levels or {}).get(code, level)}
            if plan.kind == "score":
                values["final"] = test
            cls._mark(cls._sheet(plan, cls.term_2), student, **values)
        cls.env["school.quality"].create(
            {
                "class_id": cls.class_4a.id,
                "term_id": cls.term_2.id,
                "part": "final",
                "student_id": student.id,
                **dict.fromkeys(TRAITS, trait),
            }
        )

    @classmethod
    def _result(cls, student, period="year"):
        cls.env.invalidate_all()
        return cls.env["school.result"].search(
            [("student_id", "=", student.id), ("period", "=", period)]
        )
