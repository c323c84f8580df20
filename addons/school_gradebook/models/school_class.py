# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..rules.registry import RulesError, rules_for


class SchoolClass(models.Model):
    _inherit = "school.class"

    mark_sheet_ids = fields.One2many(
        comodel_name="school.mark.sheet", inverse_name="class_id", string="Mark Sheets"
    )

    conduct_sheet_ids = fields.One2many(
        comodel_name="school.conduct.sheet", inverse_name="class_id", string="Conduct Sheets"
    )

    quality_sheet_ids = fields.One2many(
        comodel_name="school.quality.sheet",
        inverse_name="class_id",
        string="Sheets of Qualities and Competencies",
    )

    result_book_ids = fields.One2many(
        comodel_name="school.result.book", inverse_name="class_id", string="Books of Results"
    )

    rules_code = fields.Char(
        string="Circular",
        compute="_compute_rules_code",
        store=True,
        help="The circular by which the class is assessed.",
    )

    book_forms = fields.Char(
        string="Forms of the Books",
        compute="_compute_rules_code",
        store=True,
        help="The family of forms that is printed for the class.",
    )

    @api.depends("year_id.date_start", "level_id.code", "grade_id.number")
    def _compute_rules_code(self):
        for school_class in self:
            rules = school_class._rules()
            school_class.rules_code = rules and rules.code
            school_class.book_forms = rules and rules.scheme.forms

    @api.model_create_multi
    def create(self, vals_list):
        classes = super().create(vals_list)
        classes._ensure_sheets()
        return classes

    def _rules(self):
        """Return the rules of the circular that applies to the class, None where none is known."""
        try:
            return rules_for(self.year_id.date_start.year, self.level_id.code, self.grade_id.number)
        except RulesError:
            return None

    def _scheme(self):
        """Return what the books of the class's circular are made of, None where none is known."""
        rules = self._rules()
        return rules and rules.scheme

    def _ensure_sheets(self):
        """Make what is missing of the books that the circular knows: sheets and books of results.

        Classes whose circular is not known here have none.
        """
        # Whoever may plan the subjects of a class need not be one who may make sheets.
        classes = self.sudo().filtered(lambda c: c._rules())
        terms = {school_class: school_class.year_id.term_ids for school_class in classes}
        schemes = {school_class: school_class._scheme() for school_class in classes}
        classes._ensure_records(
            "mark_sheet_ids",
            [
                {"class_subject_id": plan.id, "term_id": term.id}
                for plan in classes.subject_ids
                for term in terms[plan.class_id]
            ],
        )
        classes._ensure_records(
            "conduct_sheet_ids",
            [{"class_id": c.id, "term_id": term.id} for c in classes for term in terms[c]],
        )
        classes._ensure_records(
            "quality_sheet_ids",
            [
                {"class_id": c.id, "term_id": term.id, "part": part}
                for c in classes
                for term in terms[c]
                for number, part in schemes[c].moments
                if number == term.number
            ],
        )
        classes._ensure_records(
            "result_book_ids",
            [{"class_id": c.id, "period": p} for c in classes for p in schemes[c].periods],
        )

    def _ensure_records(self, name, wanted):
        """Make those of the ``wanted`` records that the One2many field ``name`` lacks."""
        keys = list(wanted[0]) if wanted else []
        there = {
            tuple(record[key].id if record._fields[key].relational else record[key] for key in keys)
            for record in self[name]
        }
        made = self[name].create(
            [values for values in wanted if tuple(values.values()) not in there]
        )
        if made and name != "result_book_ids":
            made._sync()
