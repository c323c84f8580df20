# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolHome(models.AbstractModel):
    """What a new school, or a new school year, still lacks and the importer can bring (OPS-01)."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_import()]

    @api.model
    def _lines_import(self):
        if not self._is_one_of(("secretary", "clerk", "system")):
            return []
        year = self.env["school.year"]._current()
        of_year = [("year_id", "=", year.id)]
        contents = (
            ("staff", "hr.employee", [("company_id", "=", self.env.company.id)]),
            ("classes", "school.class", of_year),
            ("plan", "school.class.subject", of_year),
            ("assignments", "school.teaching.assignment", [("class_id.year_id", "=", year.id)]),
            ("pupils", "school.enrollment", of_year),
        )
        imports = self.env["school.import"]
        missing = [
            kind._kind_title()
            for code, model, domain in contents
            if (kind := imports._kind(code))._is_allowed()
            and not self.env[model].search_count(domain, limit=1)
        ]
        return self._line(
            "import",
            self.env._("Import your school's spreadsheets"),
            len(missing) if year else 0,
            "school_core.school_import_action",
            detail=self.env._("Not entered yet: %(kinds)s", kinds=", ".join(missing)),
        )
