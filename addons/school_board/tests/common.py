# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command

from odoo.addons.school_core.tests.common import SchoolCommon


class BoardCommon(SchoolCommon):
    """A governing board of three in draft: vice-principal, gradebook administrator, teacher."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls._create_board()

    @classmethod
    def _create_board(cls, **values):
        seats = (("head", "vice_academic"), ("deputy", "teacher"), ("standing", "gradebook_admin"))
        return cls.env["school.board"].create(
            {
                "company_id": cls.school.id,
                "year_id": cls.year.id,
                "decision_number": "12/QĐ-KĐ",
                "decision_date": "2026-09-01",
                "date_start": "2026-09-05",
                "member_ids": [
                    Command.create(
                        {
                            "employee_id": cls.employees[login].id,
                            "position": position,
                            "duty_ids": [
                                Command.create({"name": f"Việc {position}", "frequency": "month"})
                            ],
                        }
                    )
                    for position, login in seats
                ],
                **values,
            }
        )

    def _issue(self):
        self._as("principal", self.board).action_issue()
        return self.board
