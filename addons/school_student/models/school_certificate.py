# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

KINDS = [
    ("lower", "Lower Secondary Diploma"),
    ("upper", "Upper Secondary Diploma"),
    ("programme", "Certificate of Completion of the Programme"),
    ("vocational", "Vocational Certificate"),
    ("other", "Other Certificate"),
]
#: Of which a pupil has one.
DIPLOMAS = ("lower", "upper")


class SchoolCertificate(models.Model):
    """A diploma or certificate of a pupil, from its issue to its receipt (HBT Điều 2.1g).

    The rows of a year and a kind are the book of diplomas and certificates (Sổ quản lý cấp phát
    văn bằng, chứng chỉ). What was received and signed for is not changed any more; copies,
    corrections and a revocation are events, a replacement is a certificate of its own that names
    the one it replaces. Nothing is ever deleted.
    """

    _name = "school.certificate"
    _description = "Certificate"
    _inherit = ["school.student.document.mixin"]
    _rec_names_search = ["number", "book_number", "student_id"]
    _order = "graduation_year desc, kind, book_order, id"

    _trail_fields = (
        "student_id",
        "kind",
        "title",
        "number",
        "serial",
        "book_number",
        "graduation_year",
        "classification",
        "decision_number",
        "decision_date",
        "issued_date",
        "received_date",
        "received_by",
        "proxy_paper",
        "replaces_id",
        "state",
    )
    _server_fields = frozenset(("state", "received_date", "received_by", "proxy_paper"))
    _open_fields = frozenset(("attachment_ids", "event_ids", "note"))

    kind = fields.Selection(
        KINDS, required=True, default=lambda self: self._default_kind(), index=True
    )
    title = fields.Char(help="Its name, where it is another certificate.")
    graduation_year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    classification = fields.Char(help="Xếp loại, where the certificate has one.")
    serial = fields.Char(string="Series", help="The letters before the number of the blank.")
    number = fields.Char(
        string="Number of the Blank", required=True, help="The number of the blank (số hiệu)."
    )
    book_number = fields.Char(
        string="Number in the Book",
        required=True,
        help="The number under which it stands in the book (số vào sổ).",
    )
    book_order = fields.Integer(compute="_compute_book_order", store=True)
    decision_number = fields.Char(help="Of the decision that recognises the graduation.")
    decision_date = fields.Date()
    issued_date = fields.Date(required=True, default=fields.Date.context_today)
    received_date = fields.Date(readonly=True, copy=False)
    received_by = fields.Char(readonly=True, copy=False)
    proxy_paper = fields.Char(
        readonly=True, copy=False, help="The paper of whoever received it in place of the pupil."
    )
    state = fields.Selection(
        [
            ("issued", "Issued"),
            ("received", "Received"),
            ("replaced", "Replaced"),
            ("revoked", "Revoked"),
            ("void", "Spoilt"),
        ],
        required=True,
        readonly=True,
        default="issued",
        copy=False,
        index=True,
    )
    replaces_id = fields.Many2one(
        comodel_name="school.certificate",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        domain="[('student_id', '=', student_id), ('kind', '=', kind), ('id', '!=', id)]",
    )
    event_ids = fields.One2many(
        comodel_name="school.certificate.event", inverse_name="certificate_id"
    )
    copy_count = fields.Integer(string="Copies", compute="_compute_copy_count")
    note = fields.Char()

    _uniq_number = models.UniqueIndex(
        "(company_id, kind, COALESCE(serial, ''), number)",
        "Another certificate of the school has this number.",
    )
    _uniq_book_number = models.UniqueIndex(
        "(company_id, kind, graduation_year, book_number)",
        "Another certificate of the year stands under this number in the book.",
    )
    _uniq_replaces = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL AND state NOT IN ('void', 'revoked')",
        "This certificate is replaced already.",
    )

    def _default_kind(self):
        levels = self.env.company.school_level_ids.mapped("code")
        return "upper" if "THPT" in levels else "lower"

    @api.depends("book_number")
    def _compute_book_order(self):
        for certificate in self:
            digits = re.search(r"\d{1,9}", certificate.book_number or "")
            certificate.book_order = int(digits[0]) if digits else 0

    @api.depends("event_ids.copies")
    def _compute_copy_count(self):
        for certificate in self:
            certificate.copy_count = sum(certificate.event_ids.mapped("copies"))

    @api.depends("kind", "title", "serial", "number", "student_id.name")
    def _compute_display_name(self):
        for certificate in self:
            number = " ".join(part for part in (certificate.serial, certificate.number) if part)
            parts = (f"{certificate._title()} {number}".strip(), certificate.student_id.name)
            certificate.display_name = " · ".join(part for part in parts if part)

    def _title(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return (self.kind == "other" and self.title) or kinds[self.kind]

    @api.constrains("issued_date", "decision_date", "student_id", "kind", "title")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for certificate in self:
            born = certificate.student_id.birth_date
            if certificate.issued_date > today:
                problem = self.env._("the day of issue is still to come")
            elif born and certificate.issued_date <= born:
                problem = self.env._("the day of issue lies before the birth")
            elif certificate.decision_date and certificate.decision_date > certificate.issued_date:
                problem = self.env._("the decision is younger than the certificate")
            elif certificate.kind == "other" and not certificate.title:
                problem = self.env._("the name of the certificate is missing")
            else:
                continue
            message = f"{certificate.display_name}: {problem}."
            raise ValidationError(message)

    @api.constrains("replaces_id", "student_id", "kind")
    def _check_replaces(self):
        for certificate in self.filtered("replaces_id"):
            old = certificate.replaces_id
            if (old.student_id, old.kind) != (certificate.student_id, certificate.kind):
                raise ValidationError(
                    self.env._(
                        "%(new)s cannot replace %(old)s: they differ in pupil or kind.",
                        new=certificate.display_name,
                        old=old.display_name,
                    )
                )

    @api.constrains("student_id", "kind", "replaces_id")
    def _check_single(self):
        """A diploma is issued once, until it is replaced, spoilt or revoked."""
        valid = Domain("kind", "in", DIPLOMAS) & Domain("state", "in", ("issued", "received"))
        own = self.filtered_domain(valid)
        others = self.search(valid & Domain("student_id", "in", own.student_id.ids))
        by_pupil = others.grouped(lambda c: (c.student_id, c.kind))
        for certificate in own:
            same = by_pupil[certificate.student_id, certificate.kind]
            if other := (same - certificate - certificate.replaces_id)[:1]:
                raise ValidationError(
                    self.env._(
                        "%(new)s: the pupil has %(other)s already; a diploma is issued once, until"
                        " it is replaced, spoilt or revoked.",
                        new=certificate.display_name,
                        other=other.display_name,
                    )
                )

    def _is_fixed(self):
        return self.state != "issued"

    def _fixed_text(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(certificate)s is not changed any more (%(state)s); record a correction, a copy, a "
            "replacement or a revocation instead.",
            certificate=self.display_name,
            state=states[self.state],
        )

    @api.model_create_multi
    def create(self, vals_list):
        certificates = super().create(vals_list)
        certificates._replace()
        return certificates

    def write(self, vals):
        if "replaces_id" in vals and any(c.replaces_id.id != vals["replaces_id"] for c in self):
            raise UserError(
                self.env._("What a certificate replaces is said when it is made, not later.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        raise UserError(
            self.env._(
                "A certificate stays in the book; record that it was spoilt or revoked instead: "
                "%(names)s.",
                names=", ".join(self.mapped("display_name")),
            )
        )

    def _replace(self):
        for old in self.replaces_id:
            if old.state not in ("issued", "received"):
                raise ValidationError(old._fixed_text())
        self.replaces_id._write_internal({"state": "replaced"})

    def _receive(self, day, by=None, proxy_paper=None):
        """Record that the certificates were handed over and signed for on ``day``.

        :param by: who signed in place of the pupil, who then needs a ``proxy_paper``
        """
        problems = []
        for certificate in self:
            if certificate.state != "issued":
                problems.append(certificate._fixed_text())
            elif day < certificate.issued_date:
                problems.append(
                    self.env._(
                        "%(certificate)s was issued only on %(date)s.",
                        certificate=certificate.display_name,
                        date=format_date(self.env, certificate.issued_date),
                    )
                )
        if day > fields.Date.context_today(self):
            problems.append(self.env._("The day of receipt is still to come."))
        if by and not proxy_paper:
            problems.append(
                self.env._("%(person)s needs a paper to receive it for the pupil.", person=by)
            )
        if problems:
            raise UserError("\n".join(problems))
        for student, certificates in self.grouped("student_id").items():
            certificates._write_internal(
                {
                    "state": "received",
                    "received_date": day,
                    "received_by": by or student.name,
                    "proxy_paper": proxy_paper,
                }
            )

    def action_receive(self):
        self.check_access("write")
        return self._dialog(
            "school.certificate.receive",
            self.env._("Received and Signed For"),
            default_certificate_ids=self.ids,
        )

    def action_event(self):
        self.ensure_one().check_access("write")
        return self._dialog(
            "school.certificate.event",
            self.env._("Copy, Correction, Revocation"),
            default_certificate_id=self.id,
        )

    @api.model
    def _dialog(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
