# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..tools.dated import in_force


class SchoolStudent(models.Model):
    """The class that a pupil is in today, reckoned from the enrolments."""

    _inherit = "school.student"

    class_id = fields.Many2one(
        comodel_name="school.class",
        compute="_compute_class_id",
        search="_search_class_id",
        compute_sudo=True,
        help="The class that the pupil is in today.",
    )
    status = fields.Selection(
        [("none", "Not Admitted Yet"), ("enrolled", "In a Class"), ("left", "Left")],
        compute="_compute_class_id",
        compute_sudo=True,
    )
    class_number = fields.Integer(
        compute="_compute_class_number",
        compute_sudo=True,
        help="The pupil's place in today's list of the class (số thứ tự).",
    )

    @api.depends("enrollment_ids.date_start", "enrollment_ids.date_end", "enrollment_ids.class_id")
    def _compute_class_id(self):
        # Searched, not read: in sudo mode the cache would keep what others may not see.
        today = fields.Date.context_today(self)
        lines = self.env["school.enrollment"].search(
            [("student_id", "in", self._origin.ids), ("date_start", "<=", today)]
        )
        known = lines.grouped("student_id")
        for student in self:
            own = known.get(student._origin, lines.browse())
            current = own.filtered(lambda line: not line.date_end or line.date_end >= today)
            student.class_id = current.class_id
            student.status = "enrolled" if current else "left" if own else "none"

    @api.depends("class_id")
    def _compute_class_number(self):
        classmates = self.search([("class_id", "in", self.class_id.ids)])
        numbers = {
            student.id: number
            for group in classmates.grouped("class_id").values()
            for number, student in enumerate(group, 1)
        }
        for student in self:
            student.class_number = numbers.get(student.id, 0)

    def _search_class_id(self, operator, value):
        current = in_force(fields.Date.context_today(self))
        if operator in ("any", "any!"):
            return Domain("enrollment_ids", "any!", current & Domain("class_id", operator, value))
        if operator != "in":
            return NotImplemented
        domain = Domain(
            "enrollment_ids", "any!", current & Domain("class_id", "in", [v for v in value if v])
        )
        if False in value:
            domain |= ~Domain("enrollment_ids", "any!", current)
        return domain

    def _field_to_sql(self, alias: str, field_expr: str, query: Query | None = None) -> SQL:
        """Override to sort and group pupils by the class they are in today."""
        if field_expr != "class_id":
            return super()._field_to_sql(alias, field_expr, query)
        column = partial(self.env["school.enrollment"]._field_to_sql, "e")
        return SQL(
            """(SELECT %(class_id)s FROM school_enrollment e
                 WHERE %(student_id)s = %(id)s AND %(start)s <= %(today)s
                   AND (%(end)s IS NULL OR %(end)s >= %(today)s))""",
            class_id=column("class_id"),
            student_id=column("student_id"),
            start=column("date_start"),
            end=column("date_end"),
            id=SQL.identifier(alias, "id"),
            today=fields.Date.context_today(self),
        )

    def action_move(self):
        """Open the movement dialog for these pupils."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_core.school_movement_batch_action"
        )
        kinds = {"none": "admission", "enrolled": "class_transfer", "left": "return"}
        statuses = set(self.mapped("status"))
        action["context"] = {
            "default_student_ids": self.ids,
            "default_kind": kinds[statuses.pop()] if len(statuses) == 1 else "class_transfer",
        }
        return action
