# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.school_core.tools.dated import in_force


class SchoolCrossCheckAssign(models.TransientModel):
    """Gives the sheets of a department out: each member checks those of the next one."""

    _name = "school.cross.check.assign"
    _description = "Give Out Cross-checks"

    department_id = fields.Many2one(
        comodel_name="hr.department",
        required=True,
        default=lambda self: self.env["school.mark.target"]._default_department_id(),
    )
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, default=lambda self: self._default_term_id()
    )
    date_deadline = fields.Date(string="To Be Done by")

    @api.model
    def _default_term_id(self):
        today = fields.Date.context_today(self)
        return self.env["school.term"].search(
            [
                ("year_id.company_id", "=", self.env.company.id),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ],
            limit=1,
        )

    def action_assign(self):
        self.ensure_one()
        leads = self.env.user._has_role("principal", "vice_academic")
        # Who leads a department is no secret of the staff file.
        head = self.sudo().department_id.manager_id.user_id
        if not leads and head != self.env.user:
            raise AccessError(self.env._("Only the head gives out the checks of a department."))
        # Checks are made by this step alone; nobody makes them by hand.
        checks_sudo = self.env["school.cross.check"].sudo().create(self._prepare_checks())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_cross_check_action"
        )
        return {**action, "domain": [("id", "in", checks_sudo.ids)], "context": {}}

    def _prepare_checks(self):
        """Return the values of the checks that are not given out yet, in a circle of members."""
        today = fields.Date.context_today(self)
        # The head may not read the sheets of members whom another one shares a subject with.
        assignments_sudo = self.env["school.teaching.assignment"].sudo()
        lines = assignments_sudo.search(
            Domain("teacher_id.department_id", "child_of", self.department_id.id)
            & Domain("class_subject_id.sheet_ids.term_id", "=", self.term_id.id)
            & in_force(today)
        )
        members = lines.teacher_id.sorted("id")
        if len(members) < 2:
            raise UserError(self.env._("A cross-check needs two teachers with sheets."))
        following = dict(zip(members, members[1:] | members[:1], strict=True))
        checks_sudo = self.env["school.cross.check"].sudo()
        there = {
            (check.sheet_id, check.checker_id)
            for check in checks_sudo.search(
                [("term_id", "=", self.term_id.id), ("checker_id", "in", members.ids)]
            )
        }
        return [
            {
                "sheet_id": sheet.id,
                "department_id": self.department_id.id,
                "teacher_id": line.teacher_id.id,
                "checker_id": following[line.teacher_id].id,
                "date_deadline": self.date_deadline,
            }
            for line in lines
            for sheet in line.class_subject_id.sheet_ids
            if sheet.term_id == self.term_id and (sheet, following[line.teacher_id]) not in there
        ]
