# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: The duties of those who lead a school and stand in for each other.
LEADERS = ("principal", "vice_academic", "vice_facilities")


class SchoolApprovalStep(models.Model):
    """A step on the way of a kind of record to its approval: who does it, within how many days.

    The first step of a kind hands in, the last one approves, those between confirm. Where what was
    approved is carried out in the presence of several, steps that confirm the execution follow.
    Steps ``with_previous`` wait side by side: all of them are taken, in any order, each by another
    person. A school that has steps of its own for a kind follows these alone. A kind may know
    another, shorter way for some records: the steps of a ``variant``.

    A small school has one leader and one administrator of the gradebook, who may have asked
    himself. Where a step has duties that stand in, and nobody is left who holds the own one, it
    goes to the other leaders of the school, and after them to the holders of these duties.
    """

    _name = "school.approval.step"
    _description = "Approval Step"
    _order = "model, sequence, id"

    name = fields.Char(required=True, translate=True)
    model = fields.Char(required=True, index=True, help="Technical name of the kind of record.")
    variant = fields.Char(
        string="Way", help="Technical name of a way that only some records of the kind go."
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", index="btree_not_null"
    )
    sequence = fields.Integer(default=10)
    action = fields.Selection(
        [
            ("submit", "Hand In"),
            ("confirm", "Confirm"),
            ("approve", "Approve"),
            ("execute", "Confirm the Execution"),
        ],
        required=True,
    )
    with_previous = fields.Boolean(
        string="Side by Side",
        help="Waits together with the step before; both are taken, each by another person.",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups", string="Duty", required=True, ondelete="restrict"
    )
    other_group_ids = fields.Many2many(
        comodel_name="res.groups", string="Or", help="Duties whose holders may take it as well."
    )
    substitute_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="school_approval_step_substitute_rel",
        string="Stands In",
        help="Where nobody else holds the duty, the step goes to another leader of the school, and"
        " if there is none to the holders of these duties. Empty: to nobody.",
    )
    is_open_to_requester = fields.Boolean(
        string="Also by Who Asked",
        help="Who asked may confirm the execution; he never decides about it.",
    )
    deadline_days = fields.Integer(string="Working Days", default=3)
    needs_password = fields.Boolean(
        string="Ask for the Password", help="Who does this step enters his password again."
    )
    active = fields.Boolean(default=True)

    _check_requester = models.Constraint(
        "CHECK(NOT is_open_to_requester OR action = 'execute')",
        "Who asks for an approval does not decide about it.",
    )
    _check_deadline = models.Constraint(
        "CHECK(deadline_days >= 0)", "A deadline cannot lie in the past."
    )

    @api.constrains("model")
    def _check_model(self):
        for step in self:
            if step.model not in self.env or "approval_state" not in self.env[step.model]._fields:
                raise ValidationError(
                    self.env._("Records of %(model)s are not approved.", model=step.model)
                )

    @api.model
    def _of(self, model, company, variant=False):
        """Return the steps of ``model`` (on the way ``variant``) in ``company``, in order."""
        # whoever takes a step is bound by all of them, whatever he may read
        steps = self.sudo().search(
            [
                ("model", "=", model),
                ("variant", "=", variant),
                ("company_id", "in", [company.id, False]),
            ]
        )
        own = steps.filtered("company_id")
        return own or steps

    def _after(self, model, company):
        """Return the steps that wait side by side once this one and those beside it are taken."""
        self.ensure_one()
        beyond = self._of(model, company, self.variant).filtered(
            lambda other: (other.sequence, other.id) > (self.sequence, self.id)
        )
        while beyond[:1].with_previous:
            beyond = beyond[1:]
        count = 1
        while beyond[count : count + 1].with_previous:
            count += 1
        return beyond[:count]

    def _holders(self, company):
        """Return the users of ``company`` who hold the duty of this step."""
        self.ensure_one()
        step_sudo = self.sudo()
        return self._users_of(step_sudo.group_id | step_sudo.other_group_ids, company)

    def _substitutes(self, company):
        """Return the users who stand in where nobody is left: the first of two sets that has any."""
        self.ensure_one()
        groups_sudo = self.sudo().substitute_group_ids
        if not groups_sudo:
            return ()
        leaders_sudo = groups_sudo.browse().union(
            *(self.env.ref(f"school_core.group_school_{role}").sudo() for role in LEADERS)
        )
        leaders = self._users_of(leaders_sudo, company)
        return leaders, self._users_of(groups_sudo, company) - leaders

    @api.model
    def _users_of(self, groups, company):
        return groups.env["res.users"].search(
            [("all_group_ids", "in", groups.ids), ("company_ids", "in", company.ids)]
        )
