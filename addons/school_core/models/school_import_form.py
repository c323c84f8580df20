# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib

from odoo import api, fields, models


class SchoolImportForm(models.Model):
    """What a school has said of a table in its files: what kind of data such headings head.

    A form is kept for each kind, and used by those who may import that kind: nobody turns aside
    the files of others.
    """

    _name = "school.import.form"
    _description = "Form that a School Uses"
    _inherit = ["school.import.choice.mixin"]
    _order = "write_date desc, id desc"
    _rec_name = "headings"

    key = fields.Char(required=True, readonly=True, help="Digest of the headings.")
    headings = fields.Char(readonly=True)
    kind = fields.Char(required=True, readonly=True)

    _uniq_kind = models.UniqueIndex(
        "(company_id, key, kind, user_id) NULLS NOT DISTINCT", "The form is known already."
    )

    @api.model
    def _chosen(self, company):
        """Return the kinds that were said, the user's before the school's, by digest of headings."""
        chosen = {}
        for form in self._known(company).sorted(lambda form: not form.user_id):
            chosen.setdefault(form.key, []).append(form.kind)
        return chosen

    @api.model
    def _remember(self, company, headings, kind):
        """Keep that a table with ``headings`` is of ``kind``, and of no other that the user loads.

        :param headings: the key of the row, see ``heading_key``
        """
        self._check_may(kind)
        kinds = {known._kind: known for known in self.env["school.import"]._kinds()}
        # Nobody writes the list itself.
        Form_sudo = self.sudo()
        place = {"company_id": company.id, "key": self._digest(headings), **self._owner()}
        known_sudo = Form_sudo.search([(name, "=", value) for name, value in place.items()])
        known_sudo.filtered(lambda form: kinds[form.kind]._is_allowed()).unlink()
        Form_sudo.create({**place, "headings": headings, "kind": kind})

    @api.model
    def _digest(self, headings):
        return hashlib.sha256(headings.encode()).hexdigest()
