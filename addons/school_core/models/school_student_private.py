# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.required import with_required


def role_groups(*roles):
    """Return the groups of ``roles`` as ``groups`` of a field wants them."""
    return ",".join(f"school_core.group_school_{role}" for role in roles)


_OFFICE = ("principal", "vice_academic", "secretary", "system")
CONTACT_GROUPS = role_groups("homeroom", *_OFFICE, "clerk", "head_office", "nurse", "accountant")
IDENTITY_GROUPS = role_groups("homeroom", *_OFFICE, "clerk", "head_office")
FAMILY_GROUPS = role_groups("homeroom", *_OFFICE, "clerk", "head_office", "accountant")
HEALTH_GROUPS = role_groups("homeroom", *_OFFICE, "nurse")
EXEMPTION_GROUPS = role_groups(
    "teacher", *_OFFICE, "head_department", "gradebook_admin", "clerk", "head_office", "nurse"
)
# Of what teachers of other classes may read, too: a homeroom teacher is one of them.
OFFICE_HEALTH_GROUPS = role_groups(*_OFFICE, "nurse")


class SchoolStudentPrivate(models.Model):
    """The private data of a pupil, one record a pupil; who may read it follows from the duty.

    See ``school.student``, which shows these fields. The permanent address is kept here and not
    on the pupil's contact: whoever may see a contact sees all of it.
    """

    _name = "school.student.private"
    _description = "Private Data of a Pupil"
    _rec_name = "student_id"
    _order = "student_id, id"

    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", required=True, index=True, ondelete="cascade"
    )
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)

    # contact
    phone = fields.Char(string="Phone of the Pupil", groups=CONTACT_GROUPS)
    email = fields.Char(string="E-mail of the Pupil", groups=CONTACT_GROUPS)
    street = fields.Char(
        string="House, Street, Hamlet", groups=CONTACT_GROUPS, help="Of the permanent address."
    )
    ward = fields.Char(string="Commune or Ward", groups=CONTACT_GROUPS)
    state_id = fields.Many2one(
        comodel_name="res.country.state",
        string="Province",
        domain="[('country_id.code', '=', 'VN')]",
        groups=CONTACT_GROUPS,
    )
    permanent_address = fields.Char(
        compute="_compute_permanent_address",
        inverse="_inverse_permanent_address",
        groups=CONTACT_GROUPS,
    )

    # identity
    moet_code = fields.Char(string="MOET Identifier", copy=False, groups=IDENTITY_GROUPS)
    identity_number = fields.Char(
        string="Personal Identity Number", copy=False, groups=IDENTITY_GROUPS
    )
    ethnic_group_id = fields.Many2one(comodel_name="school.ethnic.group", groups=IDENTITY_GROUPS)
    birth_place = fields.Char(string="Place of Birth", groups=IDENTITY_GROUPS)
    home_town = fields.Char(groups=IDENTITY_GROUPS)
    nationality_id = fields.Many2one(
        comodel_name="res.country",
        default=lambda self: self._default_nationality_id(),
        groups=IDENTITY_GROUPS,
    )
    religion = fields.Char(groups=IDENTITY_GROUPS)

    # family and health
    policy_status = fields.Selection(
        [("none", "No"), ("policy", "Yes")],
        string="Policy Family",
        compute="_compute_policy_status",
        store=True,
        readonly=False,
        groups=FAMILY_GROUPS,
        help="Whether the family falls under a policy (con gia đình chính sách); empty as long as "
        "nobody has asked.",
    )
    policy_ids = fields.Many2many(
        comodel_name="school.policy", string="Policies", groups=FAMILY_GROUPS
    )
    disability = fields.Selection(
        [("inclusive", "Inclusive Education"), ("special", "Special Education")],
        groups=HEALTH_GROUPS,
    )

    _uniq_student = models.UniqueIndex("(student_id)", "The pupil has this record already.")
    _uniq_moet_code = models.UniqueIndex(
        "(school_id, moet_code) WHERE moet_code IS NOT NULL",
        "Another pupil of the school has this MOET identifier.",
    )

    def _default_nationality_id(self):
        # Asked for every pupil of an import: the look-up of the identifier is cached.
        return self.env["ir.model.data"]._xmlid_to_res_id("base.vn")

    @api.model
    def _own_fields(self):
        """Return the names of the fields that show on the pupil."""
        return {
            name
            for name, field in self.env["school.student"]._fields.items()
            if (field.related or "").startswith("private_id.")
        }

    @api.depends("street", "ward", "state_id")
    def _compute_permanent_address(self):
        for private in self:
            parts = (private.street, private.ward, private.state_id.name)
            private.permanent_address = ", ".join(part for part in parts if part)

    def _inverse_permanent_address(self):
        for private in self:
            # An address in one piece, as the spreadsheets of schools have it, stays in one piece.
            private.update({"street": private.permanent_address, "ward": False, "state_id": False})

    @api.depends("policy_ids")
    def _compute_policy_status(self):
        for private in self:
            if private.policy_ids:
                private.policy_status = "policy"
            elif private.policy_status == "policy":
                private.policy_status = False

    @api.constrains("policy_status", "policy_ids")
    def _check_policy_status(self):
        # the two fields together decide, whoever may read them both
        for private in self.sudo():
            if private.policy_ids and private.policy_status == "none":
                raise ValidationError(
                    self.env._(
                        "%(pupil)s cannot have policies and be no child of a policy family.",
                        pupil=private.student_id.name,
                    )
                )

    @api.constrains("identity_number")
    def _check_identity_number(self):
        # whoever wrote the number is told of its pupil
        for private in self.sudo():
            number = private.identity_number
            if number and not (len(number) == 12 and number.isascii() and number.isdigit()):
                raise ValidationError(
                    self.env._(
                        "The personal identity number of %(pupil)s must have 12 digits: %(number)s",
                        pupil=private.student_id.name,
                        number=number,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = with_required(self, vals_list, "student_id")
        students = self.env["school.student"].browse(vals["student_id"] for vals in vals_list)
        guardians = self.env["school.guardian"]
        vals_list = [
            {**vals, "phone": guardians._format_phone(vals["phone"], student.name)}
            if vals.get("phone")
            else vals
            for vals, student in zip(vals_list, students, strict=True)
        ]
        return super().create(vals_list)

    def write(self, vals):
        if "student_id" in vals and not self.env.su:
            raise AccessError(self.env._("Private data stay with their pupil."))
        if vals.get("phone"):
            names = ", ".join(self.student_id.mapped("name"))
            phone = self.env["school.guardian"]._format_phone(vals["phone"], names)
            vals = {**vals, "phone": phone}
        return super().write(vals)
