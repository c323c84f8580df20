# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from itertools import product

from odoo import api, fields, models


class SchoolLockSet(models.TransientModel):
    """Closes or opens a book for many places at once: one decision for each of them."""

    _name = "school.lock.set"
    _description = "Close or Open Books"

    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    kind_id = fields.Many2one(comodel_name="school.book.kind", string="Book", required=True)
    state = fields.Selection(
        [("closed", "Close"), ("open", "Open")], required=True, default="closed"
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        default=lambda self: self.env["school.year"]._current(),
        domain="[('company_id', '=', company_id)]",
    )
    term_ids = fields.Many2many(
        comodel_name="school.term", string="Terms", domain="[('year_id', '=', year_id)]"
    )
    grade_ids = fields.Many2many(comodel_name="school.grade", string="Grades")
    class_ids = fields.Many2many(
        comodel_name="school.class", string="Classes", domain="[('year_id', '=', year_id)]"
    )
    subject_ids = fields.Many2many(comodel_name="school.subject", string="Subjects")
    column_ids = fields.Many2many(
        comodel_name="school.book.column",
        string="Columns",
        domain="[('kind_id', '=', kind_id)]",
    )
    date_start = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_end = fields.Datetime(string="Until")
    reason = fields.Char(required=True)
    decided_by = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env["school.lock"]._default_decided_by(),
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    lock_count = fields.Integer(string="Decisions", compute="_compute_lock_count")

    @api.depends("term_ids", "grade_ids", "class_ids", "subject_ids", "column_ids")
    def _compute_lock_count(self):
        for wizard in self:
            wizard.lock_count = len(wizard._prepare_locks())

    def action_apply(self):
        self.ensure_one()
        locks = self.env["school.lock"].create(self._prepare_locks())
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("school_core.school_lock_action"),
            "domain": [("id", "in", locks.ids)],
            "context": {},
        }

    def _prepare_locks(self):
        """Return the values of one lock for each combination of what was chosen."""
        self.ensure_one()
        places = [{"class_id": class_id} for class_id in self.class_ids.ids]
        places += [{"grade_id": grade_id} for grade_id in self.grade_ids.ids]
        common = {
            "kind_id": self.kind_id.id,
            "company_id": self.company_id.id,
            "year_id": self.year_id.id,
            "state": self.state,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "reason": self.reason,
            "decided_by": self.decided_by.id,
        }
        return [
            {
                **common,
                **place,
                "term_id": term_id,
                "subject_id": subject_id,
                "column_id": column_id,
            }
            for place, term_id, subject_id, column_id in product(
                places or [{}],
                self.term_ids.ids or [False],
                self.subject_ids.ids or [False],
                self.column_ids.ids or [False],
            )
        ]
