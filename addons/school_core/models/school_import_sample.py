# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from pathlib import Path

from odoo import Command, api, models
from odoo.exceptions import UserError


class SchoolImport(models.Model):
    """Loading of the sample schools, through the same importer as everybody's files."""

    _inherit = "school.import"

    @api.model
    def _load_sample(self, folder):
        """Load the sample schools of ``folder``, once for each state of its files.

        ``folder`` holds a sheet of schools and, for each school, a folder named by its code; what
        an addon brings kinds for stands in there in a folder named by the addon.
        """
        folder = Path(folder)
        files = sorted(folder.rglob("*.xlsx"))
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
        # what was loaded is noted for the whole database
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param("school.sample") == digest:
            return
        self._load_or_raise(sorted(folder.glob("*.xlsx")))
        schools = self.env["res.company"].search([("school_code", "!=", False)])
        self.env.user.company_ids |= schools
        for school in schools:
            if paths := sorted((folder / school.school_code).glob("*.xlsx")):
                self.with_context(allowed_company_ids=school.ids)._load_or_raise(paths)
                self._open_sample(school)
                # the sample's own year, whatever the day is
                year = school.school_year_ids.sorted("date_start")[-1:]
                for addon in sorted((folder / school.school_code).glob("*/")):
                    if addon.name in self.env.registry._init_modules:
                        self.with_context(allowed_company_ids=school.ids)._load_or_raise(
                            sorted(addon.glob("*.xlsx")), year
                        )
        self._make_officers(schools.school_authority_id)
        parameters.set_param("school.sample", digest)

    def _open_sample(self, school):
        """Open the year as the principal does after the import."""
        for year in school.school_year_ids.filtered(lambda year: year.state == "draft"):
            year.action_open()
            year.action_fill_holidays()

    def _make_officers(self, authorities):
        """Give every authority an officer, who sees all its schools."""
        Users = self.env["res.users"].with_context(no_reset_password=True)
        for authority in authorities:
            login = f"chuyenvien.{authority.code.lower()}"
            if not Users.search_count([("login", "=", login)]):
                Users.create(
                    {
                        "name": f"Chuyên viên {authority.name}",
                        "login": login,
                        "school_authority_id": authority.id,
                        "company_id": authority.company_ids[:1].id,
                        "company_ids": [Command.set(authority.company_ids[:1].ids)],
                        "group_ids": [
                            Command.set(
                                self.env.ref("school_core.group_school_province_officer").ids
                            )
                        ],
                    }
                )

    def _load_or_raise(self, paths, year=None):
        load = self._load_files(paths, year=year)
        if load.state != "done":
            raise UserError("\n".join(load.issue_ids.mapped("display_name")))
        return load
