# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize, format_date

from odoo.addons.phone_validation.tools.phone_validation import phone_format
from odoo.addons.school_core.tools import vietnamese

VALUE_LENGTH = 200
GUARDIAN = "guardian_"
#: What the office alone changes.
REGISTER = ("name", "birth_date", "gender")
INPUTS = {"phone": "tel", "email": "email"}


class SchoolStudentChangeLine(models.Model):
    """One field of a proposal: the value that the parent saw, and the one that is to replace it.

    Values are kept as texts (a date as 2013-03-15, a choice by its key or id). ``kind`` is the
    field of the pupil, or with ``guardian_`` before it of the parent who asks.
    """

    _name = "school.student.change.line"
    _description = "Proposed Value"
    _order = "change_id, id"

    change_id = fields.Many2one(
        comodel_name="school.student.change", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="change_id.company_id", string="School", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("name", "Full name of the pupil"),
            ("birth_date", "Birth date"),
            ("gender", "Gender"),
            ("ethnic_group_id", "Ethnic group"),
            ("birth_place", "Place of birth"),
            ("home_town", "Home town"),
            ("street", "House, street, hamlet"),
            ("ward", "Commune or ward"),
            ("state_id", "Province"),
            ("phone", "Phone of the pupil"),
            ("email", "E-mail of the pupil"),
            ("guardian_name", "Full name of the parent"),
            ("guardian_phone", "Phone of the parent"),
            ("guardian_email", "E-mail of the parent"),
            ("guardian_occupation", "Occupation of the parent"),
        ],
        string="Field",
        required=True,
        readonly=True,
    )
    guardian_id = fields.Many2one(
        comodel_name="school.guardian", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    old_value = fields.Char(readonly=True)
    new_value = fields.Char(readonly=True, required=True)
    old_text = fields.Char(string="Present Value", compute="_compute_texts", compute_sudo=True)
    new_text = fields.Char(string="Proposed Value", compute="_compute_texts", compute_sudo=True)
    is_register = fields.Boolean(compute="_compute_texts", compute_sudo=True)
    is_conflict = fields.Boolean(string="Changed Meanwhile", compute="_compute_is_conflict")

    @api.depends("kind", "old_value", "new_value")
    def _compute_texts(self):
        for line in self:
            line.old_text = line._text(line.old_value)
            line.new_text = line._text(line.new_value)
            line.is_register = line.kind in REGISTER

    @api.depends("kind", "old_value", "change_id.state")
    def _compute_is_conflict(self):
        for line in self:
            # sudo: says only whether the value is still the one that stands on the line
            line_sudo = line.sudo()
            line.is_conflict = (
                line_sudo.change_id.state == "open" and line_sudo._present() != line_sudo.old_value
            )

    # one value

    def _target(self):
        """Return ``(record, name of its field)`` that the line is about."""
        self.ensure_one()
        if self.kind.startswith(GUARDIAN):
            return self.guardian_id, self.kind.removeprefix(GUARDIAN)
        return self.change_id.student_id, self.kind

    @api.model
    def _stored(self, record, name):
        """Return what stands in a field as a line keeps it, False where there is nothing."""
        value = record[name]
        return str(value.id if isinstance(value, models.BaseModel) else value) if value else False

    def _present(self):
        return self._stored(*self._target())

    def _text(self, value):
        record, name = self._target()
        field = record._fields[name]
        if not value:
            return ""
        if name == "phone":
            return phone_format(value, "VN", 84, force_format="NATIONAL", raise_exception=False)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(int(value)).exists().display_name or ""
        return value

    def _conflict_text(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(field)s: was “%(old)s”, is now “%(present)s”, proposed is “%(new)s”",
            field=labels[self.kind],
            old=self.old_text,
            # sudo: as the texts of the line; whoever decides may read the pupil
            present=self.sudo()._text(self.sudo()._present()),
            new=self.new_text,
        )

    # asking

    @api.model
    def _form(self, student, entered):
        """Return the fields of the page for ``student``, in two lists: the child's, the parent's.

        :param dict entered: what stands in the form already, by kind
        """
        guardian = self.env["school.guardian"].search([("student_id", "=", student.id)], limit=1)
        lists = ([], [])
        for kind, label in self._fields["kind"]._description_selection(self.env):
            of_parent = kind.startswith(GUARDIAN)
            # sudo: as in _prepare
            record = (guardian if of_parent else student).sudo()
            name = kind.removeprefix(GUARDIAN)
            field = record._fields[name]
            value = self._stored(record, name) or ""
            if name == "phone" and value and of_parent:
                value = record.national_phone or value
            lists[of_parent].append(
                {
                    "kind": kind,
                    "label": label,
                    "value": entered.get(kind, value),
                    "type": "date" if field.type == "date" else INPUTS.get(name, "text"),
                    "options": self._options(field),
                    "is_register": kind in REGISTER,
                }
            )
        return lists

    @api.model
    def _options(self, field):
        if field.type == "selection":
            return field._description_selection(self.env)
        if field.type != "many2one":
            return []
        domain = (
            [("country_id.code", "=", "VN")] if field.comodel_name == "res.country.state" else []
        )
        # sudo: lists that are the same for everybody; parents have no right to read them.
        found_sudo = self.env[field.comodel_name].sudo().search(domain)
        return [(str(record.id), record.name) for record in found_sudo]

    @api.model
    def _prepare(self, student, guardian, values):
        """Return the values of lines for what differs from the present data; check each."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        lines = []
        for kind, label in labels.items():
            text = vietnamese.clean_name(str(values.get(kind) or ""))
            if not text:
                continue
            # sudo: a parent may see and correct these data of the own child and of himself.
            record = (guardian if kind.startswith(GUARDIAN) else student).sudo()
            name = kind.removeprefix(GUARDIAN)
            new = self._check_value(record, name, label, text)
            old = self._stored(record, name)
            if new != old:
                lines.append(
                    {
                        "kind": kind,
                        "guardian_id": kind.startswith(GUARDIAN) and guardian.id,
                        "old_value": old,
                        "new_value": new,
                    }
                )
        return lines

    @api.model
    def _check_value(self, record, name, label, text):
        """Return ``text`` as it is kept; refuse by name what cannot be right."""
        field = record._fields[name]
        valid = len(text) <= VALUE_LENGTH
        if field.type == "date":
            try:
                day = fields.Date.to_date(text)
            except ValueError:
                day = None
            today = fields.Date.context_today(self)
            valid = bool(day) and 2 <= today.year - day.year <= 80
        elif field.type == "selection":
            valid = text in dict(field._description_selection(self.env))
        elif field.type == "many2one":
            # parents choose from lists (provinces, ethnic groups) that they do not read
            found = self.env[field.comodel_name].sudo().browse(int(text) if text.isdecimal() else 0)
            valid = bool(found.exists())
        elif name == "phone" and valid:
            # only the number is put into form
            return self.env["school.guardian"].sudo()._format_phone(text, label)
        elif name == "email":
            valid = valid and bool(email_normalize(text))
        elif name == "name":
            valid = valid and not any(char.isdigit() or char in "<>@/" for char in text)
        if not valid:
            raise ValidationError(
                self.env._("%(field)s: “%(value)s” cannot be right.", field=label, value=text[:80])
            )
        return text

    # deciding

    def _apply(self):
        """Write the values with the rights of the user, all of a record at once."""
        by_record = {}
        for line in self:
            record, name = line._target()
            field = record._fields[name]
            value = int(line.new_value) if field.type == "many2one" else line.new_value
            by_record.setdefault(record, {})[name] = value
        for record, values in by_record.items():
            record.write(values)

    def _renew(self):
        # sudo: nobody writes lines; the change checked who decides.
        for line_sudo in self.sudo():
            line_sudo.old_value = line_sudo._present()
