# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SchoolTestDate(models.Model):
    """The day of a midterm or final test: of a class or a grade, in a subject or in all.

    TT Điều 11.1b, c: its marks are entered within 10 working days. Where a class has a date of its
    own, that of its grade does not count.
    """

    _name = "school.test.date"
    _description = "Date of a Test"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "date"
    _order = "date desc, id desc"

    _trail_fields = ("term_id", "grade_id", "class_id", "subject_id", "column_id", "date")
    _trail_scope = "class_id"

    company_id = fields.Many2one(
        related="year_id.company_id", string="School", store=True, index=True, precompute=True
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        index=True,
        default=lambda self: self.env["school.year"]._current(),
        ondelete="cascade",
    )
    term_id = fields.Many2one(
        comodel_name="school.term",
        required=True,
        check_company=True,
        domain="[('year_id', '=', year_id)]",
        default=lambda self: self._default_term_id(),
        ondelete="cascade",
    )
    grade_id = fields.Many2one(comodel_name="school.grade", ondelete="restrict")
    class_id = fields.Many2one(
        comodel_name="school.class",
        check_company=True,
        domain="[('year_id', '=', year_id)]",
        ondelete="cascade",
        help="Empty: all classes of the grade, or of the school.",
    )
    subject_id = fields.Many2one(
        comodel_name="school.subject", ondelete="restrict", help="Empty: all subjects."
    )
    column_id = fields.Many2one(
        comodel_name="school.book.column",
        string="Test",
        required=True,
        domain="[('kind_id.code', '=', 'mark')]",
        ondelete="restrict",
    )
    date = fields.Date(string="Test Day", required=True)

    _uniq_place = models.UniqueIndex(
        "(term_id, grade_id, class_id, subject_id, column_id) NULLS NOT DISTINCT",
        "The day of this test stands already.",
    )

    @api.model
    def _default_term_id(self):
        today = fields.Date.context_today(self)
        year = self.env["school.year"]._current()
        return year.term_ids.filtered(lambda term: term.date_start <= today <= term.date_end)

    @api.onchange("class_id")
    def _onchange_class_id(self):
        if self.class_id:
            self.grade_id = False

    @api.constrains("term_id", "year_id", "class_id", "grade_id", "date")
    def _check_place(self):
        for test in self:
            if test.term_id.year_id != test.year_id or (
                test.class_id and test.class_id.year_id != test.year_id
            ):
                raise ValidationError(
                    self.env._("The term and the class of a test belong to its school year.")
                )
            if test.class_id and test.grade_id:
                raise ValidationError(self.env._("A test is of a class or of a grade."))
            if not test.year_id.date_start <= test.date <= test.year_id.date_end:
                raise ValidationError(
                    self.env._(
                        "The test day lies outside the school year %(year)s.",
                        year=test.year_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tests = super().create(vals_list)
        tests._refresh_windows(tests.year_id)
        return tests

    def write(self, vals):
        years = self.year_id
        result = super().write(vals)
        self._refresh_windows(years | self.year_id)
        return result

    def unlink(self):
        years = self.year_id
        result = super().unlink()
        self._refresh_windows(years)
        return result

    def _grade(self):
        return self.grade_id or self.class_id.grade_id

    def _refresh_windows(self, years):
        # Who sets the day of a test need not be one who may change windows.
        windows_sudo = self.env["school.entry.window"].sudo()
        windows_sudo.search(
            [("year_id", "in", years.ids), ("timing", "=", "test_date")]
        )._refresh_slots()
