# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..rules.periods import period


class SchoolBoard(models.Model):
    """The tasks that the duties of a board bring each week, month and term."""

    _inherit = "school.board"

    def _create_tasks(self):
        """Make the tasks of the running week, month and term from the duties that recur."""
        today = fields.Date.context_today(self)
        boards = self.filtered(
            lambda board: board.state == "in_force" and board.date_start <= today
        )
        duties = boards.member_ids.duty_ids.filtered(lambda duty: duty.frequency != "standing")
        terms = {
            year: [(term.date_start, term.date_end) for term in year.term_ids]
            for year in boards.year_id
        }
        wanted = {}
        for duty in duties:
            found = period(duty.frequency, today, terms.get(duty.board_id.year_id, ()))
            if found:
                wanted[duty, found[0]] = found[1]
        known = {
            (task.duty_id, task.date_start)
            for task in self.env["school.board.task"].search([("duty_id", "in", duties.ids)])
        }
        # members do not make tasks, their duties do
        return (
            self.env["school.board.task"]
            .sudo()
            .create(
                [
                    {
                        "board_id": duty.board_id.id,
                        "member_id": duty.member_id.id,
                        "duty_id": duty.id,
                        "name": duty.name,
                        "date_start": start,
                        "deadline": deadline,
                    }
                    for (duty, start), deadline in wanted.items()
                    if (duty, start) not in known
                ]
            )
        )

    @api.model
    def _cron_create_tasks(self):
        self.search([("state", "=", "in_force")])._create_tasks()
