# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import Command

from .common import GradebookCommon

#: The smallest picture there is.
PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
EXECUTIVES = ("teacher", "gradebook_admin", "principal")


class CorrectionCommon(GradebookCommon):
    """Mathematics of 8A in a closed book; the teacher's department has a head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls._create_department("teacher")
        cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=6, midterm=7, final=8)
        cls.lock = cls.env["school.lock"].create(
            {
                "kind_id": cls.env.ref("school_gradebook.school_book_kind_mark").id,
                "company_id": cls.school.id,
                "date_start": "2026-11-01 00:00:00",
                "reason": "Hết thời gian nhập điểm",
            }
        )
        cls.Correction = cls.env["school.mark.correction"]
        cls.env.flush_all()

    @classmethod
    def _column(cls, name):
        return cls.env.ref(f"school_gradebook.school_book_column_mark_{name}")

    @classmethod
    def _photo(cls, login="teacher", **values):
        return (
            cls.env["ir.attachment"]
            .with_user(cls.users[login])
            .create({"name": "Bài kiểm tra.png", "datas": PHOTO, **values})
        )

    @classmethod
    def _line(cls, column="regular_1", new="8,5", student=None, **values):
        return Command.create(
            {
                "student_id": (student or cls.binh).id,
                "column_id": cls._column(column).id,
                "new_text": new,
                **values,
            }
        )

    @classmethod
    def _ask(cls, *lines, login="teacher", photo=True, **values):
        """Return a draft that the user of ``login`` has made, as he sees it."""
        correction = cls._as(login, cls.Correction).create(
            {
                "sheet_id": cls.sheet.id,
                "reason": "Cộng nhầm điểm bài kiểm tra",
                "line_ids": list(lines) or [cls._line()],
                "evidence_ids": [Command.link(cls._photo(login).id)] if photo else [],
                **values,
            }
        )
        return correction.with_env(cls.env)

    @classmethod
    def _password(cls, login):
        return login + "x" * (8 - len(login))

    @classmethod
    def _take(cls, correction, login, action):
        record = cls._as(login, correction)
        password = {} if action == "confirm" else {"password": cls._password(login)}
        return getattr(record, f"action_{action}")(**password)

    @classmethod
    def _approve(cls, correction, login="teacher", approver="principal"):
        cls._take(correction, login, "submit")
        cls._take(correction, "head_department", "confirm")
        cls._take(correction, approver, "approve")

    @classmethod
    def _execute(cls, correction, logins=EXECUTIVES):
        for login in logins:
            cls._take(correction, login, "execute")

    @classmethod
    def _carry_out(cls, correction, login="teacher"):
        cls._approve(correction, login)
        cls._execute(correction)

    def _stored(self, column="regular_1", mark=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return (mark or self.mark)[column]

    @classmethod
    def _large_photo(cls, size):
        content = base64.b64decode(PHOTO) + b"\0" * size
        return cls._photo(datas=base64.b64encode(content))
