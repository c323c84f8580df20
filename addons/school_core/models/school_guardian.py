# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ..tools import vietnamese
from ..tools.import_phones import read_phones
from ..tools.import_problem import ImportProblem
from ..tools.required import with_required

_CONTACT_FIELDS = ("name", "phone", "email")


class SchoolGuardian(models.Model):
    """A parent or guardian of a pupil; brothers and sisters share the contact.

    Name, telephone and e-mail are those of the contact, which nobody may write directly. A new
    guardian with the name and the telephone of one whom the school knows is the same person: the
    brother's or sister's contact is taken, and a correction reaches both.
    """

    _name = "school.guardian"
    _description = "Guardian"
    _order = "student_id, sequence, id"

    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", required=True, index=True, ondelete="cascade"
    )
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Account",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="school_core.group_school_principal,school_core.group_school_system",
        help="The account by which this person follows the pupil; what parents may read follows it.",
    )
    relation = fields.Selection(
        [("father", "Father"), ("mother", "Mother"), ("guardian", "Guardian")],
        required=True,
        default="guardian",
    )
    sequence = fields.Integer(default=10)
    occupation = fields.Char()
    # Whoever may read the guardian may read these three fields of the contact, and no other.
    name = fields.Char(related="partner_id.name", string="Full Name", readonly=False)
    phone = fields.Char(related="partner_id.phone", string="Phone", readonly=False)
    national_phone = fields.Char(
        string="Telephone",
        compute="_compute_national_phone",
        help="As people in the country read it: 0912 345 678.",
    )
    email = fields.Char(related="partner_id.email", string="E-mail", readonly=False)
    sibling_ids = fields.Many2many(
        comodel_name="school.student",
        string="Other Children",
        compute="_compute_sibling_ids",
        help="Other pupils of the school with the same guardian.",
    )

    _uniq_partner = models.UniqueIndex(
        "(student_id, partner_id)", "This person is a guardian of the pupil already."
    )

    @api.depends("partner_id")
    def _compute_sibling_ids(self):
        by_partner = {
            partner: students
            for partner, students in self._read_group(
                [("partner_id", "in", self.partner_id.ids)],
                ["partner_id"],
                ["student_id:recordset"],
            )
        }
        for guardian in self:
            known = by_partner.get(guardian.partner_id, self.env["school.student"])
            guardian.sibling_ids = known - guardian.student_id

    @api.depends("phone")
    def _compute_national_phone(self):
        for guardian in self:
            guardian.national_phone = guardian.phone and phone_format(
                guardian.phone, "VN", 84, force_format="NATIONAL", raise_exception=False
            )

    @api.depends("name", "relation")
    def _compute_display_name(self):
        labels = dict(self._fields["relation"]._description_selection(self.env))
        for guardian in self:
            guardian.display_name = f"{guardian.name} ({labels.get(guardian.relation)})"

    @api.model
    def _format_phone(self, number, name):
        """Return ``number`` as E.164; say whose number it is and why it cannot be one.

        It is read as an import reads it: in any shape, with the first digits of before 2018, too.
        """
        try:
            numbers = read_phones(number)
        except ImportProblem as problem:
            reason = self.env["school.import.reason"]._reason(problem.code)
        else:
            if len(numbers) == 1:
                return numbers[0]
            reason = self.env._("These are several numbers; write one.")
        raise ValidationError(
            self.env._(
                "The telephone number of %(name)s cannot be right: %(number)s. %(reason)s",
                number=number,
                name=name,
                reason=reason,
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = with_required(self, vals_list, "student_id")
        students = self.env["school.student"].browse(vals["student_id"] for vals in vals_list)
        if any(vals.get("partner_id") for vals in vals_list) and not self.env.su:
            raise AccessError(
                self.env._("Give the name and the telephone; the contact is found by them.")
            )
        self._check_account_link(*vals_list)
        for vals, student in zip(vals_list, students, strict=True):
            if not vals.get("partner_id"):
                vals["name"] = vietnamese.clean_name(vals.get("name"))
                self._check_name(vals["name"], student)
            if vals.get("phone"):
                vals["phone"] = self._format_phone(
                    vals["phone"], self._describe(vals.get("name"), student)
                )
        self._fill_partners(vals_list, students)
        guardians = super().create(vals_list)
        # nobody has rights on the contacts of guardians: they are written through this model
        guardians.partner_id.sudo().filtered(lambda p: not p.is_school_person).write(
            {"is_school_person": True}
        )
        return guardians

    def write(self, vals):
        if {"partner_id", "student_id"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("A guardian stays with the pupil; add another guardian."))
        self._check_account_link(vals)
        contact = {name: vals[name] for name in _CONTACT_FIELDS if name in vals}
        if contact:
            self.check_access("write")
            vals = {name: value for name, value in vals.items() if name not in contact}
            if "name" in contact:
                contact["name"] = vietnamese.clean_name(contact["name"])
                self._check_name(contact["name"], self.student_id)
            if contact.get("phone"):
                contact["phone"] = self._format_phone(
                    contact["phone"],
                    ", ".join(self._describe(g.name, g.student_id) for g in self),
                )
            # Rights on the guardian, checked above, are rights on these fields of the contact.
            self.partner_id.sudo().write(contact)
        return super().write(vals)

    @api.model
    def _check_account_link(self, *vals_list):
        if not self.env.su and any("user_id" in vals for vals in vals_list):
            raise AccessError(
                self.env._("The account of a guardian is linked when accounts are made.")
            )

    @api.model
    def _check_name(self, name, students):
        if not name:
            raise ValidationError(
                self.env._(
                    "A guardian of %(pupil)s has no name.",
                    # who makes a guardian of this pupil knows the pupil's name
                    pupil=", ".join(students.sudo().mapped("name")),
                )
            )

    @api.model
    def _describe(self, name, student):
        return self.env._(
            "%(name)s (guardian of %(pupil)s)", name=name or "?", pupil=student.sudo().name
        )

    @api.model
    def _fill_partners(self, vals_list, students):
        """Put the contact into each of ``vals_list``: one the school knows, or a new one."""

        def key(school, name, phone):
            return (school.id, vietnamese.plain(name), phone)

        phones = {vals["phone"] for vals in vals_list if vals.get("phone")}
        # A homeroom teacher does not see the brother's class, but the contact is shared.
        known_sudo = self.sudo().search(
            [("school_id", "in", students.school_id.ids), ("partner_id.phone", "in", list(phones))]
        )
        partner_ids = {
            key(g.school_id, g.partner_id.name, g.partner_id.phone): g.partner_id.id
            for g in known_sudo
        }
        new = {}
        asked = []
        for place, (vals, student) in enumerate(zip(vals_list, students, strict=True)):
            if vals.get("partner_id"):
                continue
            contact = {name: vals.pop(name) for name in _CONTACT_FIELDS if name in vals}
            person = key(student.school_id, contact["name"], contact.get("phone"))
            if not person[-1]:
                person = (*person, place)
            asked.append((vals, person))
            if person not in partner_ids:
                values = {"company_id": student.school_id.id, "is_school_person": True}
                new.setdefault(person, values).update(contact)
        # Nobody has rights on the contacts of guardians: they are written through this model.
        partners_sudo = (
            self.env["res.partner"]
            .sudo()
            .with_context(mail_create_nosubscribe=True)
            .create(list(new.values()))
        )
        partner_ids.update(zip(new, partners_sudo.ids, strict=True))
        for vals, person in asked:
            vals["partner_id"] = partner_ids[person]
