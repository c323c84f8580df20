# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

from ..rules.composition import faults


class SchoolBoard(models.Model):
    """What a decision about a board must hold before it is issued."""

    _inherit = "school.board"

    def _check_complete(self):
        """Raise with all that the decision lacks."""
        self.ensure_one()
        principal = self.company_id.school_principal_id
        lacking = [
            self._fault_text(code, detail)
            for code, detail in faults(
                self.kind,
                [
                    {
                        "position": member.position,
                        "person": member.employee_id,
                        "is_principal": member.employee_id == principal,
                        "has_duties": bool(member.duty_ids),
                    }
                    for member in self.member_ids
                ],
            )
        ]
        if not self.decision_number or not self.decision_date:
            lacking.append(self.env._("the number and the day of the decision are missing"))
        lacking += [
            self.env._("%(name)s no longer works at the school", name=member.employee_id.name)
            for member in self.member_ids
            # whether a colleague still works here is no secret; the file of the staff is
            if not member.sudo().employee_id.active
        ]
        if lacking:
            raise UserError(
                self.env._(
                    "%(board)s: %(lacking)s.", board=self.display_name, lacking="; ".join(lacking)
                )
            )

    def _fault_text(self, code, detail):
        position = dict(
            self.env["school.board.member"]._fields["position"]._description_selection(self.env)
        )
        return {
            "too_few": lambda: self.env._("it needs %(count)s members at least", count=detail),
            "too_many": lambda: self.env._("it has %(count)s members at most", count=detail),
            "no_position": lambda: self.env._(
                "nobody is %(position)s", position=position[detail].lower()
            ),
            "position_twice": lambda: self.env._(
                "more than one is %(position)s", position=position[detail].lower()
            ),
            "person_twice": lambda: self.env._("%(name)s stands twice", name=detail.name),
            "head_not_principal": lambda: self.env._("its head is the principal"),
            "no_duties": lambda: self.env._("%(name)s has no duties", name=detail.name),
        }[code]()
