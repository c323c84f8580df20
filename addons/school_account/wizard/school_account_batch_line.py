# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolAccountBatchLine(models.TransientModel):
    _name = "school.account.batch.line"
    _description = "Account of a Person"
    _order = "batch_id, sequence, id"

    batch_id = fields.Many2one(
        comodel_name="school.account.batch", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    employee_id = fields.Many2one(comodel_name="hr.employee", readonly=True, ondelete="cascade")
    guardian_ids = fields.Many2many(comodel_name="school.guardian", readonly=True)
    class_id = fields.Many2one(comodel_name="school.class", readonly=True, ondelete="cascade")
    name = fields.Char(readonly=True)
    place = fields.Char(string="Department or Class", readonly=True)
    children = fields.Char(readonly=True)
    login = fields.Char(readonly=True)
    email = fields.Char(string="E-mail", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Account", readonly=True, ondelete="cascade"
    )
    former_user_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        ondelete="cascade",
        help="The account that the person has already, of an earlier time or another school.",
    )
    is_chosen = fields.Boolean(string="Chosen")
    state = fields.Selection(
        [
            ("lacking", "Something is lacking"),
            ("new", "No account yet"),
            ("made", "Letter to be made"),
            ("waiting", "Letter on its way"),
            ("expired", "Code is dead"),
            ("used", "In use"),
            ("locked", "Locked"),
        ],
        readonly=True,
    )
    note = fields.Char(readonly=True)

    def _addressees(self):
        """Return what the letters say of each person, without the code."""
        return [
            {
                "user": line.user_id,
                "name": line.name,
                "place": line.place or "",
                "children": line.children or "",
                "email": line.email or "",
                "state": line.state,
            }
            for line in self
        ]
