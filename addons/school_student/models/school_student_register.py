# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.models.school_student_private import IDENTITY_GROUPS, role_groups

from .school_decision_mixin import INTERNAL

#: The month from which an admission counts for the school year that begins.
_FIRST_MONTH = 6


class SchoolStudent(models.Model):
    """A pupil's place in the register of the school (sổ đăng bộ; HBT Điều 2.1a, DN Điều 19.1).

    The number is the pupil's for life: it is never changed and never given again, not even when
    the pupil has left. Numbers of a paper register are taken over; the counter of the school goes
    on after the highest.
    """

    _inherit = "school.student"

    register_number = fields.Char(
        copy=False, help="The pupil's number in the register (sổ đăng bộ), for life."
    )
    register_order = fields.Integer(compute="_compute_register_order", store=True)
    register_date = fields.Date(
        string="Entered the School before",
        copy=False,
        help="The day on which the pupil entered the school, where it lies before the first class "
        "that this program knows.",
    )
    admission_date = fields.Date(
        string="Entered the School on", compute="_compute_admission", store=True
    )
    admission_year = fields.Char(
        string="Year of Admission", compute="_compute_admission", store=True
    )

    certificate_ids = fields.One2many(
        comodel_name="school.certificate",
        inverse_name="student_id",
        string="Certificates",
        groups=IDENTITY_GROUPS,
    )
    reward_ids = fields.One2many(
        comodel_name="school.reward",
        inverse_name="student_id",
        string="Rewards",
        groups=role_groups(
            "teacher", "principal", "vice_academic", "secretary", "clerk", "head_office"
        ),
    )

    _uniq_register_number = models.UniqueIndex(
        "(school_id, register_number) WHERE register_number IS NOT NULL",
        "Another pupil of the school has this register number.",
    )

    @property
    def _trail_fields(self):
        return (*super()._trail_fields, "register_number")

    @api.depends("register_number")
    def _compute_register_order(self):
        for student in self:
            digits = re.search(r"\d{1,9}", student.register_number or "")
            student.register_order = int(digits[0]) if digits else 0

    @api.depends("register_date", "enrollment_ids.date_start")
    def _compute_admission(self):
        for student in self:
            days = student.enrollment_ids.mapped("date_start")
            if student.register_date:
                days.append(student.register_date)
            day = min(days, default=False)
            student.admission_date = day
            first = day and day.year - (day.month < _FIRST_MONTH)
            student.admission_year = f"{first}-{first + 1}" if day else False

    @api.model_create_multi
    def create(self, vals_list):
        students = super().create([{**vals, **self._clean_register(vals)} for vals in vals_list])
        students._follow_counter()
        return students

    def write(self, vals):
        vals = {**vals, **self._clean_register(vals)}
        if "register_number" in vals and self.env.context.get("school_internal") is not INTERNAL:
            self._check_register_number(vals["register_number"])
        if "register_date" in vals and not self.env.su:
            self._check_registrar({"register_date"})
        result = super().write(vals)
        if vals.get("register_number"):
            self._follow_counter()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        registered = self.filtered("register_number")
        if registered:
            raise UserError(
                self.env._(
                    "A pupil who stands in the register is not deleted: %(names)s.",
                    names=", ".join(registered.mapped("name")),
                )
            )

    @api.model
    def _clean_register(self, vals):
        """Return the number of ``vals`` as it is stored: 0012 and 12 are one number."""
        if "register_number" not in vals:
            return {}
        number = " ".join((vals["register_number"] or "").split())
        if number.isdecimal():
            number = number.lstrip("0")
        return {"register_number": number or False}

    def _check_register_number(self, number):
        changed = self.filtered(lambda s: s.register_number and s.register_number != number)
        if changed:
            raise UserError(
                self.env._(
                    "A register number is for life: %(pupil)s keeps number %(number)s.",
                    pupil=changed[0].name,
                    number=changed[0].register_number,
                )
            )
        if not self.env.su:
            self._check_registrar({"register_number"})

    def _follow_counter(self):
        """Let the counters go on after the numbers that came from elsewhere."""
        numbered = self.filtered(lambda s: (s.register_number or "").isdecimal())
        for school, students in numbered.grouped("school_id").items():
            # sudo: the counter follows the pupils, whoever registers them.
            school_sudo = school.sudo()
            highest = max(students.mapped("register_order"))
            if highest > school_sudo.school_register_last:
                school_sudo._raise_register_counter(highest)

    def _give_register_numbers(self):
        """Number those of the pupils who have no number, in the order of their admission."""
        without = self.filtered(lambda s: not s.register_number and s.admission_date)
        for school, students in without.grouped("school_id").items():
            # sudo: the register follows the class of the admission, whoever sees it.
            lines_sudo = (
                self.env["school.enrollment"]
                .sudo()
                .search_fetch(
                    [("student_id", "in", students.ids)],
                    ["student_id", "class_id"],
                    order="date_start desc, id",
                )
            )
            first_class = {line.student_id.id: line.class_id for line in lines_sudo}
            ordered = students.sorted(
                lambda s, places=first_class: (
                    s.admission_date,
                    places[s.id].grade_id.number if s.id in places else 0,
                    places[s.id].name if s.id in places else "",
                    s.name_key,
                    s.id,
                )
            )
            first = school.sudo()._take_register_numbers(len(ordered))
            # sudo: a number of the counter is the register's, not a decision of the user.
            for number, student_sudo in enumerate(
                ordered.sudo().with_context(school_internal=INTERNAL), first
            ):
                student_sudo.register_number = str(number)
        return without

    def _classes_on(self, days):
        """Return ``{(student_id, day): class}``, the last one where the pupil has left."""
        lines = self.env["school.enrollment"].search(
            [("student_id", "in", self.ids)], order="date_start, id"
        )
        found = {}
        for line in lines:
            for day in days:
                if line.date_start <= day:
                    found[line.student_id.id, day] = line.class_id
        return found

    def _record_header(self):
        """Override to add the number in the register."""
        headers = super()._record_header()
        for student, header in headers.items():
            header["register_number"] = student.register_number or ""
        return headers

    def action_give_register_numbers(self):
        """Open the dialog that numbers these pupils."""
        if not self.has_access("create"):
            raise AccessError(self.env._("Only the office keeps the register."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Number Pupils in the Register"),
            "res_model": "school.register.number",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_student_ids": self.ids},
        }
