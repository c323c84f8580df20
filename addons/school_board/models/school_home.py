# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class SchoolHome(models.AbstractModel):
    """What the boards and the cases of the staff leave to do."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_board_tasks(), *self._lines_staff_cases()]

    @api.model
    def _lines_board_tasks(self):
        tasks = self.env["school.board.task"]
        if not tasks.has_access("read"):
            return []
        today = fields.Date.context_today(self)
        domain = Domain("state", "=", "todo") & Domain(
            "member_id.employee_id.user_id", "=", self.env.uid
        )
        found = tasks.search(domain)
        late = found.filtered(lambda task: task.deadline < today)
        return self._line(
            "board_tasks",
            self.env._("Tasks of a board for me"),
            len(found),
            "school_board.school_board_task_action",
            tone="late" if late else "todo",
            domain=list(domain),
            context={},
        )

    @api.model
    def _lines_staff_cases(self):
        cases = self.env["school.staff.case"]
        if not cases.has_access("read"):
            return []
        about_me = cases.search(
            [
                ("employee_id.user_id", "=", self.env.uid),
                ("approval_state", "=", "submitted"),
                ("explanation", "=", False),
            ]
        )
        action = "school_board.school_staff_case_action"
        return [
            *self._line_to_approve(
                "staff_cases",
                self.env._("Violations and commendations waiting for me"),
                cases._name,
                action,
            ),
            *self._line_records(
                "staff_cases_about_me",
                self.env._("Handed in about you"),
                about_me,
                action,
                detail=self.env._("Read it; you may explain before it is decided."),
            ),
        ]
