# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.school_certificate import KINDS
from ..tools.class_order import class_order


class SchoolCertificateBatch(models.TransientModel):
    """Makes the certificates of the pupils who finish, numbered one after the other."""

    _name = "school.certificate.batch"
    _description = "Certificates of a Class"

    class_ids = fields.Many2many(
        comodel_name="school.class",
        string="Classes",
        default=lambda self: self._default_class_ids(),
    )
    student_ids = fields.Many2many(
        comodel_name="school.student",
        string="Pupils",
        compute="_compute_student_ids",
        store=True,
        readonly=False,
        help="The pupils of the classes; remove who receives none.",
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default=lambda self: self.env["school.certificate"]._default_kind(),
    )
    title = fields.Char()
    graduation_year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    serial = fields.Char(string="Series")
    first_number = fields.Char(
        required=True, help="Of the first blank; the others follow, e.g. 0012345."
    )
    first_book_number = fields.Integer(
        required=True,
        compute="_compute_first_book_number",
        store=True,
        precompute=True,
        readonly=False,
        help="The first number in the book; the others follow.",
    )
    decision_number = fields.Char()
    decision_date = fields.Date()
    issued_date = fields.Date(required=True, default=fields.Date.context_today)

    def _default_class_ids(self):
        is_class = self.env.context.get("active_model") == "school.class"
        return self.env.context.get("active_ids", []) if is_class else []

    @api.depends("class_ids")
    def _compute_student_ids(self):
        for batch in self:
            batch.student_ids = batch.class_ids._origin._students_on()

    @api.depends("kind", "graduation_year")
    def _compute_first_book_number(self):
        for batch in self:
            last = self.env["school.certificate"].search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("kind", "=", batch.kind),
                    ("graduation_year", "=", batch.graduation_year),
                ],
                order="book_order desc",
                limit=1,
            )
            batch.first_book_number = last.book_order + 1

    def action_apply(self):
        self.ensure_one()
        students = self.student_ids.sorted(class_order)
        if not students:
            raise UserError(self.env._("Choose the classes or the pupils first."))
        match = re.fullmatch(r"(.*?)(\d+)", (self.first_number or "").strip())
        if not match:
            raise UserError(
                self.env._(
                    "The first number must end in digits: %(number)s", number=self.first_number
                )
            )
        prefix, digits = match.groups()
        values = {
            name: self[name]
            for name in (
                "kind",
                "title",
                "graduation_year",
                "serial",
                "decision_number",
                "decision_date",
                "issued_date",
            )
        }
        certificates = self.env["school.certificate"].create(
            [
                {
                    **values,
                    "student_id": student.id,
                    "number": f"{prefix}{int(digits) + place:0{len(digits)}d}",
                    "book_number": str(self.first_book_number + place),
                }
                for place, student in enumerate(students)
            ]
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_student.school_certificate_action"
            ),
            "domain": [("id", "in", certificates.ids)],
            "context": {},
        }
