# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError


class SchoolPapersMixin(models.AbstractModel):
    """A record with files, which are as readable as the record that they belong to.

    A file that was uploaded is tied to the record; nobody ties a file of another person or of
    another record, whose number he may have guessed. Records made at once may share a file.
    """

    _name = "school.papers.mixin"
    _description = "Has Files"

    _papers_field = "attachment_ids"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._claim_papers()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._papers_field in vals:
            self._claim_papers()
        return result

    def _claim_papers(self):
        own = {(self._name, record.id) for record in self}
        for record in self:
            # files that the user may not read are looked at to refuse them
            for paper_sudo in record.sudo()[self._papers_field]:
                if (paper_sudo.res_model, paper_sudo.res_id) in own:
                    continue
                uploaded = not paper_sudo.res_id and paper_sudo.create_uid == self.env.user
                if not uploaded and not self.env.su:
                    raise AccessError(
                        self.env._("%(file)s is not a file of yours.", file=paper_sudo.name)
                    )
                paper_sudo.write({"res_model": self._name, "res_id": record.id})
