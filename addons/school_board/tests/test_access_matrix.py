# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.tests import tagged

from odoo.addons.school_core.tests.access_matrix import AccessMatrixCase
from odoo.addons.school_core.tests.common import covers


@tagged("post_install", "-at_install", "school_security")
class TestBoardAccessMatrix(AccessMatrixCase):
    """The head of department leads no board; the teacher's department is led by the head."""

    module = "school_board"
    written_fields = {
        "school.board": "regulation",
        "school.board.task": "name",
        "school.board.report": "remark",
        "school.staff.case": "what",
    }
    by_user = ("school.staff.case",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_department("teacher")
        cls.drafts = {scope: cls._board(scope, "editorial") for scope in cls.scope_class}
        cls.in_force = {}
        for scope, company in cls._companies().items():
            if company in cls.in_force:
                continue
            board = cls._board(scope, "governing")
            board._decide({"state": "in_force"})
            cls.in_force[company] = board

    @classmethod
    def _companies(cls):
        return {scope: school_class.company_id for scope, school_class in cls.scope_class.items()}

    @classmethod
    def _board(cls, scope, kind, **values):
        company = cls._companies()[scope]
        outsider = cls.env["hr.employee"].create({"name": "Ủy viên", "company_id": company.id})
        return cls.env["school.board"].create(
            {
                "kind": kind,
                "company_id": company.id,
                "year_id": cls.scope_class[scope].year_id.id,
                "decision_number": "1",
                "member_ids": [Command.create({"employee_id": outsider.id, "position": "head"})],
                **values,
            }
        )

    def _matrix_values(self, model, scope, user=None):
        company = self._companies()[scope]
        board = self.in_force[company]
        number = self.env[model].search_count([]) + 1
        return {
            "school.board": lambda: {
                "kind": "editorial",
                "company_id": company.id,
                "year_id": self.scope_class[scope].year_id.id,
            },
            "school.board.member": lambda: {
                "board_id": self.drafts[scope].id,
                "employee_id": self.scope_teacher[scope].id,
            },
            "school.board.duty": lambda: {
                "member_id": self.drafts[scope].member_ids[0].id,
                "name": "Việc",
            },
            "school.board.duty.sample": lambda: {"kind": "governing", "name": "Việc"},
            "school.board.task": lambda: {
                "board_id": board.id,
                "member_id": board.member_ids[0].id,
                "name": "Việc",
                "deadline": "2036-11-30",
            },
            "school.board.report": lambda: {
                "board_id": board.id,
                "month": f"{2000 + number}-10-01",
            },
            "school.board.report.line": lambda: {
                "report_id": self._report(board).id,
                "member_id": board.member_ids[0].id,
                "name": "Việc",
                "deadline": "2026-11-30",
                "outcome": "open",
            },
            "school.staff.case": lambda: {
                "company_id": company.id,
                "employee_id": self.scope_teacher[scope].id,
                "what": "Nhập điểm đúng hạn",
            },
        }[model]()

    def _report(self, board):
        reports = self.env["school.board.report"]
        return reports.search([("board_id", "=", board.id)], limit=1) or reports.create(
            {"board_id": board.id}
        )

    def _matrix_record(self, model, scope, user):
        """Override: a proposal is its maker's."""
        values = self._matrix_values(model, scope, user)
        record = self.env[model].create(values)
        if user and model == "school.staff.case":
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE school_staff_case SET create_uid = %s WHERE id = %s", [user.id, record.id]
            )
            record.invalidate_recordset()
        return record

    @covers("ACC-01")
    def test_table_is_complete(self):
        self._check_models()

    @covers("ACC-01")
    def test_table_is_true(self):
        for model in sorted(self._models()):
            self._check_matrix(model)
