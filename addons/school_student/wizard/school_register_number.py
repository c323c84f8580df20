# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class SchoolRegisterNumber(models.TransientModel):
    """Numbers the pupils who stand in no register yet, after showing which numbers they get."""

    _name = "school.register.number"
    _description = "Numbering of Pupils in the Register"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, default=lambda self: self.env.company
    )
    student_ids = fields.Many2many(
        comodel_name="school.student",
        string="Pupils",
        help="Empty: all pupils of the school who were admitted and have no number.",
    )
    last = fields.Integer(string="Last Number So Far", compute="_compute_numbers")
    first = fields.Integer(
        string="First Number",
        compute="_compute_first",
        store=True,
        readonly=False,
        help="Where the register begins in this program. Once it has begun, numbers follow one "
        "another.",
    )
    count = fields.Integer(string="Pupils to Number", compute="_compute_numbers")
    until = fields.Integer(string="Last Number Given", compute="_compute_numbers")

    @api.depends("company_id")
    def _compute_first(self):
        for dialog in self:
            dialog.first = dialog.company_id.school_register_last + 1

    @api.depends("student_ids", "first", "company_id")
    def _compute_numbers(self):
        for dialog in self:
            dialog.last = dialog.company_id.school_register_last
            dialog.count = len(dialog._students())
            dialog.until = dialog.first + dialog.count - 1 if dialog.count else 0

    def _students(self):
        domain = [
            ("school_id", "=", self.company_id.id),
            ("register_number", "=", False),
            ("admission_date", "!=", False),
        ]
        if self.student_ids:
            domain.append(("id", "in", self.student_ids.ids))
        return self.env["school.student"].search(domain)

    def action_apply(self):
        self.ensure_one()
        students = self._students()
        students.check_access("write")
        students._check_registrar({"register_number"})
        if not students:
            raise UserError(self.env._("Everybody who was admitted has a number already."))
        last = self.company_id.school_register_last
        if self.first <= last or (last and self.first != last + 1):
            raise UserError(
                self.env._(
                    "The register goes on with number %(next)s; a number is never given twice, "
                    "and none is left out.",
                    next=last + 1,
                )
            )
        if self.first > last + 1:
            # sudo: the counter of the school is the register's.
            self.company_id.sudo()._raise_register_counter(self.first - 1)
        students._give_register_numbers()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_student.school_student_action_register"
            ),
            "domain": [("id", "in", students.ids)],
            "context": {},
        }
