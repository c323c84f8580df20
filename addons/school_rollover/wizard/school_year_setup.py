# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

WAYS = [
    ("none", "Assign anew"),
    ("same", "Stay with the class of the same name"),
    ("follow", "Go up with the class"),
]


class SchoolYearSetup(models.TransientModel):
    """Set up the next school year from the present one; all is edited before it is written.

    Teachers who go up with their class come down from the last grade of a level to its first.
    """

    _name = "school.year.setup"
    _description = "Set Up the Next School Year"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, default=lambda self: self.env.company
    )
    state = fields.Selection([("dates", "Year"), ("classes", "Classes")], default="dates")
    year_from_id = fields.Many2one(
        comodel_name="school.year",
        string="Copy from",
        required=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self._default_year_from_id(),
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="Into the School Year",
        compute="_compute_year_id",
        help="Empty: a new school year is made.",
    )
    date_start = fields.Date(compute="_compute_dates", store=True, readonly=False)
    date_end = fields.Date(compute="_compute_dates", store=True, readonly=False)
    term_1_end = fields.Date(
        string="Term 1 until", compute="_compute_dates", store=True, readonly=False
    )
    term_2_start = fields.Date(
        string="Term 2 from", compute="_compute_dates", store=True, readonly=False
    )
    term_1_weeks = fields.Integer(
        string="Weeks of Term 1", compute="_compute_dates", store=True, readonly=False
    )
    term_2_weeks = fields.Integer(
        string="Weeks of Term 2", compute="_compute_dates", store=True, readonly=False
    )
    homeroom_way = fields.Selection(
        WAYS, string="Homeroom Teachers", required=True, default="follow"
    )
    teaching_way = fields.Selection(
        WAYS, string="Teachers of Subjects", required=True, default="same"
    )
    with_plans = fields.Boolean(string="Copy the Subject Plans", default=True)
    with_settings = fields.Boolean(
        string="Copy the Times of Entry", default=True, help="Where you may set them."
    )
    class_ids = fields.One2many(
        comodel_name="school.year.setup.class", inverse_name="setup_id", string="Classes"
    )
    teacher_ids = fields.One2many(
        comodel_name="school.year.setup.teacher", inverse_name="setup_id", string="Subject Teachers"
    )

    @api.depends("year_from_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for setup in self:
            setup.display_name = self.env._("Set Up the Next School Year")

    @api.model
    def _default_year_from_id(self):
        years = self.env["school.year"]
        return years._current() or years.search([("company_id", "=", self.env.company.id)], limit=1)

    @api.depends("year_from_id")
    def _compute_year_id(self):
        for setup in self:
            setup.year_id = setup.year_from_id and self.env["school.year"].search(
                [
                    ("company_id", "=", setup.company_id.id),
                    ("date_start", ">", setup.year_from_id.date_end),
                ],
                order="date_start",
                limit=1,
            )

    @api.depends("year_from_id")
    def _compute_dates(self):
        later = relativedelta(years=1)
        for setup in self.filtered("year_from_id"):
            year = setup.year_from_id
            first, second = (year.term_ids.filtered(lambda t, n=n: t.number == n) for n in (1, 2))
            setup.date_start = year.date_start + later
            setup.date_end = year.date_end + later
            setup.term_1_end = first.date_end and first.date_end + later
            setup.term_2_start = second.date_start and second.date_start + later
            setup.term_1_weeks = first.weeks
            setup.term_2_weeks = second.weeks

    def action_propose(self):
        """Fill in classes and teachers, to be edited."""
        self.ensure_one()
        self.class_ids.unlink()
        known = set(self.year_id.class_ids.mapped("name"))
        sources = self.year_from_id.class_ids.filtered(lambda one: one.name not in known).sorted()
        lines = self.env["school.year.setup.class"].create(
            [
                {
                    "setup_id": self.id,
                    "name": source.name,
                    "grade_id": source.grade_id.id,
                    "room": source.room,
                    "source_id": source.id,
                    "teacher_id": self._former(source, self.homeroom_way)
                    .homeroom_id.filtered("active")
                    .id,
                }
                for source in sources
            ]
        )
        self.env["school.year.setup.teacher"].create(
            [
                {
                    "setup_id": self.id,
                    "class_line_id": line.id,
                    "subject_id": plan.subject_id.id,
                    "teacher_id": teacher.id,
                }
                for line in lines
                for plan in self._former(line.source_id, self.teaching_way).subject_ids
                if plan.subject_id in line.source_id.subject_ids.subject_id
                for teacher in plan.teacher_ids.filtered("active")
            ]
        )
        self.state = "classes"

    def action_back(self):
        self.state = "dates"

    def _former(self, source, way):
        """Return the class of the former year whose teachers a class like ``source`` gets."""
        if way != "follow":
            return source if way == "same" else source.browse()
        grades = source.level_id.grade_ids.filtered(
            lambda grade: grade in self.company_id.school_level_ids.grade_ids
        ).sorted("number")
        place = grades.ids.index(source.grade_id.id)
        former_grade = grades[place - 1]
        return self.year_from_id.class_ids.filtered(
            lambda one: (
                one.grade_id == former_grade and one._name_after(source.grade_id) == source.name
            )
        )[:1]
