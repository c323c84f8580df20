# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile
from pathlib import Path

from odoo.addons.school_core.tests.common import SchoolCommon

from ..tools import handover_files


class HandoverCommon(SchoolCommon):
    """A school with two pupils, beside another school whose data must not leave with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["school.handover.plan"]
        cls.students = cls._create_students(cls.class_8a, ["Nguyễn Văn An", "Trần Thị Bình"])
        year = cls._create_year(cls.other_school)
        cls.foreign_class = cls._create_class("9Z-Lạ", year=year)
        cls.foreign = cls._create_students(cls.foreign_class, ["Phan Người Lạ"])
        cls.env["ir.attachment"].create(
            [
                {
                    "name": f"{student.name}.txt",
                    "raw": f"giấy tờ của {student.name}".encode(),
                    "res_model": "school.student",
                    "res_id": student.id,
                }
                for student in (cls.students[0], cls.foreign[0])
            ]
        )

    def _folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return Path(folder.name)

    def _export(self, school=None):
        folder = self._folder()
        return folder, self.plan._export(school or self.school, folder, "test")

    def _rows(self, folder, name):
        return list(handover_files.read_lines(folder / "data" / f"{name}.jsonl"))
