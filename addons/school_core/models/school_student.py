# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools import vietnamese
from ..tools.doubled import doubled_value
from ..tools.required import with_required
from .school_student_private import CONTACT_GROUPS, EXEMPTION_GROUPS, IDENTITY_GROUPS

# Only these may decide who a pupil is; a homeroom teacher fills in the rest (TM Điều 7.1).
_REGISTRAR_FIELDS = frozenset(("code", "school_id", "partner_id", "active"))


class SchoolStudent(models.Model):
    """A pupil: what every teacher of the class may know.

    The pupil's contact (``partner_id``) carries the name only. Address, telephone, identity,
    policy family and health are those of a minor: they live in ``school.student.private``, whose
    record rules follow the duty for this very pupil, and show here through related fields that
    stay empty for whoever lacks the duty. A homeroom teacher who also teaches another class is
    the usual case: field groups alone would open that class's families.

    Code that needs a private field for a rule (``disability``) must read it in sudo mode.
    """

    _name = "school.student"
    _description = "Pupil"
    _inherit = ["school.name.mixin", "school.trail.mixin", "avatar.mixin"]
    _order = "name_key, id"

    _trail_fields = ("name", "code", "birth_date", "gender", "school_id", "active")
    _trail_company = "school_id"
    _trail_student = "id"

    name = fields.Char(string="Full Name", required=True)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    school_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    company_id = fields.Many2one(related="school_id", string="Company")
    code = fields.Char(string="Pupil Code", required=True, copy=False)
    birth_date = fields.Date()
    gender = fields.Selection([("male", "Male"), ("female", "Female")])

    # classes
    enrollment_ids = fields.One2many(comodel_name="school.enrollment", inverse_name="student_id")
    movement_ids = fields.One2many(
        comodel_name="school.movement", inverse_name="student_id", groups=IDENTITY_GROUPS
    )
    exemption_ids = fields.One2many(
        comodel_name="school.exemption", inverse_name="student_id", groups=EXEMPTION_GROUPS
    )

    # private: see the class's docstring
    private_ids = fields.One2many(
        comodel_name="school.student.private",
        inverse_name="student_id",
        string="Private Data",
        groups=CONTACT_GROUPS,
    )
    private_id = fields.Many2one(
        comodel_name="school.student.private",
        compute="_compute_private_id",
        search="_search_private_id",
        groups=CONTACT_GROUPS,
    )
    guardian_ids = fields.One2many(
        comodel_name="school.guardian", inverse_name="student_id", groups=CONTACT_GROUPS
    )
    guardian_phone = fields.Char(
        compute="_compute_guardian_phone", groups=CONTACT_GROUPS, compute_sudo=False
    )
    phone = fields.Char(related="private_id.phone", related_sudo=False, readonly=False)
    email = fields.Char(related="private_id.email", related_sudo=False, readonly=False)
    street = fields.Char(related="private_id.street", related_sudo=False, readonly=False)
    ward = fields.Char(related="private_id.ward", related_sudo=False, readonly=False)
    state_id = fields.Many2one(related="private_id.state_id", related_sudo=False, readonly=False)
    permanent_address = fields.Char(
        related="private_id.permanent_address", related_sudo=False, readonly=False
    )
    moet_code = fields.Char(related="private_id.moet_code", related_sudo=False, readonly=False)
    identity_number = fields.Char(
        related="private_id.identity_number", related_sudo=False, readonly=False
    )
    ethnic_group_id = fields.Many2one(
        related="private_id.ethnic_group_id", related_sudo=False, readonly=False
    )
    birth_place = fields.Char(related="private_id.birth_place", related_sudo=False, readonly=False)
    home_town = fields.Char(related="private_id.home_town", related_sudo=False, readonly=False)
    nationality_id = fields.Many2one(
        related="private_id.nationality_id",
        related_sudo=False,
        readonly=False,
        default=lambda self: self._default_nationality_id(),
    )
    religion = fields.Char(related="private_id.religion", related_sudo=False, readonly=False)
    policy_status = fields.Selection(
        related="private_id.policy_status", related_sudo=False, readonly=False
    )
    policy_ids = fields.Many2many(
        related="private_id.policy_ids", related_sudo=False, readonly=False
    )
    disability = fields.Selection(
        related="private_id.disability", related_sudo=False, readonly=False
    )
    _uniq_code = models.UniqueIndex(
        "(school_id, code)",
        lambda env, diagnostics: env._(
            "Another pupil has the code %(code)s.", code=doubled_value(diagnostics)
        ),
    )

    def _default_nationality_id(self):
        return self.env["school.student.private"]._default_nationality_id()

    @api.depends("private_ids")
    @api.depends_context("uid")
    def _compute_private_id(self):
        # Searched, for each user apart: what sudo left in the cache is not for everybody.
        found = self.env["school.student.private"].search([("student_id", "in", self.ids)])
        by_student = {private.student_id.id: private for private in found}
        for student in self:
            student.private_id = by_student.get(student._origin.id)

    def _search_private_id(self, operator, value):
        if operator not in ("in", "any", "any!"):
            return NotImplemented
        return Domain("private_ids", operator, value)

    @api.depends("guardian_ids.phone")
    @api.depends_context("uid")
    def _compute_guardian_phone(self):
        guardians = self.env["school.guardian"].search([("student_id", "in", self._origin.ids)])
        by_student = guardians.filtered("phone").grouped("student_id")
        for student in self:
            first = by_student.get(student._origin, guardians.browse())[:1]
            student.guardian_phone = first.national_phone

    @api.depends("name", "code")
    @api.depends_context("formatted_display_name")
    def _compute_display_name(self):
        if not self.env.context.get("formatted_display_name"):
            return super()._compute_display_name()
        for student in self:
            student.display_name = f"{student.name} \t--{student.code}--"

    @api.model
    def _search_display_name(self, operator, value):
        """Override to find a pupil by the code and by the phone of the family, too."""
        domain = super()._search_display_name(operator, value)
        if not isinstance(value, str) or operator not in ("like", "ilike", "=like", "=ilike"):
            return domain
        domain |= Domain("code", operator, value)
        digits = "".join(char for char in value if char.isdigit())
        guardians = self._fields["guardian_ids"]
        if len(digits) >= 6 and self._has_field_access(guardians, "read"):
            number = digits.removeprefix("0")
            domain |= Domain("guardian_ids", "any", [("phone", "like", number)])
            domain |= Domain("private_ids", "any", [("phone", "like", number)])
        return domain

    @api.model_create_multi
    def create(self, vals_list):
        if any("partner_id" in vals for vals in vals_list) and not self.env.su:
            raise AccessError(self.env._("The contact of a pupil is made with the pupil."))
        private_names = self.env["school.student.private"]._own_fields()
        vals_list = [dict(vals) for vals in vals_list]
        private_vals = [
            {name: vals.pop(name) for name in private_names & vals.keys()} for vals in vals_list
        ]
        for vals in vals_list:
            vals["name"] = vietnamese.clean_name(vals.get("name"))
        vals_list = with_required(self, vals_list, "name")
        new = [vals for vals in vals_list if not vals.get("partner_id") and vals["name"]]
        # Nobody has rights on the contacts of minors: they are written through the pupil only.
        partners_sudo = (
            self.env["res.partner"]
            .sudo()
            .with_context(mail_create_nosubscribe=True)
            .create(
                [
                    {
                        "name": vals["name"],
                        "company_id": vals.get("school_id") or self.env.company.id,
                        "is_school_person": True,
                    }
                    for vals in new
                ]
            )
        )
        for vals, partner_sudo in zip(new, partners_sudo, strict=True):
            vals["partner_id"] = partner_sudo.id
        students = super().create(vals_list)
        # a contact that the program itself gave is hidden like those made here
        students.partner_id.sudo().filtered(lambda p: not p.is_school_person).write(
            {"is_school_person": True}
        )
        self.env["school.student.private"].create(
            [
                {**vals, "student_id": student.id}
                for student, vals in zip(students, private_vals, strict=True)
            ]
        )
        return students

    def write(self, vals):
        guarded = _REGISTRAR_FIELDS & vals.keys()
        if guarded and not self.env.su:
            self._check_registrar(guarded)
        if "name" in vals:
            vals = {**vals, "name": vietnamese.clean_name(vals["name"])}
        if self.env["school.student.private"]._own_fields() & vals.keys():
            self._check_private_access()
        if vals.get("phone"):
            names = ", ".join(self.mapped("name"))
            phone = self.env["school.guardian"]._format_phone(vals["phone"], names)
            vals = {**vals, "phone": phone}
        result = super().write(vals)
        if vals.get("name"):
            # The contact has no other use than to carry the pupil's name; see create().
            self.partner_id.sudo().write({"name": vals["name"]})
        return result

    def _check_private_access(self):
        """Refuse loudly what would be written into the private data of nobody."""
        closed = self.filtered(lambda student: not student.private_id)
        if closed:
            raise AccessError(
                self.env._(
                    "You have no duty that opens the private data of %(names)s.",
                    names=", ".join(closed.mapped("name")),
                )
            )

    def _check_registrar(self, names):
        if "partner_id" in names or not self.has_access("create"):
            raise AccessError(
                self.env._(
                    "Only the office may change these data of a pupil: %(fields)s.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env) for name in sorted(names)
                    ),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enrolled(self):
        # a pupil stays in the books whether the user may see his classes or not
        known = self.sudo().filtered(lambda s: s.enrollment_ids or s.movement_ids)
        if known:
            raise UserError(
                self.env._(
                    "A pupil who was in a class stays in the books; record that he or she left "
                    "instead: %(names)s.",
                    names=", ".join(known.mapped("name")),
                )
            )

    def unlink(self):
        # nobody has rights on the contacts of minors; they go with the pupil
        partners_sudo = self.partner_id.sudo()
        result = super().unlink()
        partners_sudo.unlink()
        return result
