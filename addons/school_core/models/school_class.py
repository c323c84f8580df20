# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..tools.dated import in_force
from .school_name_mixin import collated_order

NATURAL_COLLATION = "school_vi_natural"


class SchoolClass(models.Model):
    """A class of a school year, e.g. 8A.

    What it has "now" (homeroom teacher, number of pupils) is what it has today, or had on the
    last day of its year once that is over.
    """

    _name = "school.class"
    _description = "Class"
    _inherit = ["school.reference.mixin"]
    _check_company_auto = True
    _order = "year_id desc, grade_id, name, id"
    _reference_fields = frozenset(("name", "year_id", "grade_id"))

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        related="year_id.company_id", string="School", store=True, index=True
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_year_id(),
    )
    grade_id = fields.Many2one(comodel_name="school.grade", required=True, index=True)
    level_id = fields.Many2one(related="grade_id.level_id", store=True)
    school_level_ids = fields.Many2many(related="company_id.school_level_ids")
    room = fields.Char()
    subject_ids = fields.One2many(
        comodel_name="school.class.subject", inverse_name="class_id", string="Subject Plan"
    )
    homeroom_ids = fields.One2many(
        comodel_name="school.homeroom.assignment",
        inverse_name="class_id",
        string="Homeroom Teachers",
    )
    homeroom_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Homeroom Teacher",
        compute="_compute_homeroom_id",
        search="_search_homeroom_id",
    )
    enrollment_ids = fields.One2many(
        comodel_name="school.enrollment", inverse_name="class_id", string="Pupils"
    )
    student_count = fields.Integer(string="Number of Pupils", compute="_compute_student_count")
    size_limit = fields.Integer(related="level_id.class_size_limit", string="Size Limit")
    is_oversized = fields.Boolean(compute="_compute_student_count")

    _uniq_name = models.UniqueIndex("(year_id, name)", "The year has a class of this name already.")

    def init(self):
        # 10A2 before 10A10, which no collation of PostgreSQL's own does.
        self.env.cr.execute(
            SQL(
                "CREATE COLLATION IF NOT EXISTS %s (provider = icu, locale = 'vi-u-kn-true')",
                SQL.identifier(NATURAL_COLLATION),
            )
        )

    @api.model
    def _default_year_id(self):
        years = self.env["school.year"]
        return years._current() or years.search(
            [("company_id", "=", self.env.company.id), ("state", "!=", "closed")], limit=1
        )

    @api.depends("name", "year_id.name")
    @api.depends_context("school_year_in_name")
    def _compute_display_name(self):
        with_year = self.env.context.get("school_year_in_name")
        for school_class in self:
            parts = [school_class.name, with_year and school_class.year_id.name]
            school_class.display_name = " ".join(filter(None, parts))

    @api.depends(
        "homeroom_ids.teacher_id",
        "homeroom_ids.date_start",
        "homeroom_ids.date_end",
        "year_id.date_start",
        "year_id.date_end",
    )
    @api.depends_context("tz")
    def _compute_homeroom_id(self):
        for school_class in self:
            day = school_class.year_id._day_within() if school_class.year_id else None
            school_class.homeroom_id = school_class.homeroom_ids.filtered(
                lambda line, day=day: line._holds_on(day)
            )[:1].teacher_id

    def _search_homeroom_id(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        assignments = self.env["school.homeroom.assignment"]._search(
            [("teacher_id", operator, value)]
        )
        found = Domain("id", "in", self._current_homeroom_sql(assignments))
        if operator == "in" and False in value:
            found |= Domain("id", "not in", self._current_homeroom_sql())
        return found

    def _current_homeroom_sql(self, assignments=None):
        """Select the classes that have a homeroom teacher now (among ``assignments``)."""
        today = fields.Date.context_today(self)
        return SQL(
            """
            (SELECT a.class_id
               FROM school_homeroom_assignment a
               JOIN school_class c ON c.id = a.class_id
               JOIN school_year y ON y.id = c.year_id
              WHERE LEAST(GREATEST(%s, y.date_start), y.date_end)
                    BETWEEN a.date_start AND COALESCE(a.date_end, 'infinity')
                    %s)
            """,
            today,
            SQL("AND a.id IN %s", assignments.subselect()) if assignments is not None else SQL(),
        )

    @api.depends("enrollment_ids.date_start", "enrollment_ids.date_end", "size_limit")
    @api.depends_context("tz")
    def _compute_student_count(self):
        # sudo: how many pupils a class has is no secret within the school; who they are, is.
        enrollments_sudo = self.env["school.enrollment"].sudo()
        counts = {}
        for year, classes in self.grouped("year_id").items():
            if year:
                present = Domain("class_id", "in", classes.ids) & in_force(year._day_within())
                counts |= dict(enrollments_sudo._read_group(present, ["class_id"], ["__count"]))
        for school_class in self:
            count = counts.get(school_class._origin, 0)
            school_class.student_count = count
            school_class.is_oversized = bool(
                school_class.size_limit and count > school_class.size_limit
            )

    @api.constrains("grade_id", "year_id")
    def _check_level(self):
        for school_class in self:
            levels = school_class.company_id.school_level_ids
            if school_class.level_id not in levels:
                raise ValidationError(
                    self.env._(
                        "%(class)s: %(school)s does not teach the level %(level)s.",
                        **{
                            "class": school_class.name,
                            "school": school_class.company_id.name,
                            "level": school_class.level_id.name,
                        },
                    )
                )

    def _order_field_to_sql(
        self, alias: str, field_name: str, direction: SQL, nulls: SQL, query: Query
    ) -> SQL:
        if field_name != "name":
            return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
        return collated_order(self, alias, field_name, direction, nulls, query, NATURAL_COLLATION)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_pupils(self):
        # sudo: pupils that the user may not see keep the class as well.
        with_pupils = self.sudo().filtered("enrollment_ids")
        for school_class in with_pupils:
            raise UserError(
                self.env._(
                    "The class %(class)s has pupils and cannot be deleted.",
                    **{"class": school_class.display_name},
                )
            )

    def action_fill_plan(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fill the Subject Plan"),
            "res_model": "school.class.plan",
            "view_mode": "form",
            "target": "new",
            "context": {"default_class_ids": self.ids},
        }

    def action_view_assignments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_core.school_teaching_assignment_action"
        )
        return {
            **action,
            "domain": [("class_id", "=", self.id)],
            "context": {"search_default_current": 1},
        }

    def _students_on(self, day=None):
        """Return the pupils of the classes on ``day`` (now), sorted the Vietnamese way."""
        present = Domain.OR(
            Domain("class_id", "in", classes.ids) & in_force(day or year._day_within())
            for year, classes in self.grouped("year_id").items()
            if year
        )
        return self.env["school.student"].search([("enrollment_ids", "any", present)])

    def _fill_plan(self, choices=("compulsory",), subjects=None):
        """Add the subjects of the curriculum that the plan of each class still lacks.

        :param subjects: those of the curriculum to take, whatever their choice
        :return: the new lines of the subject plans
        """
        domain = Domain("choice", "in", list(choices))
        if subjects is not None:
            domain = Domain("subject_id", "in", subjects.ids)
        lines = self.env["school.curriculum.line"].search(
            domain & Domain("grade_id", "in", self.grade_id.ids)
        )
        by_grade = lines.grouped("grade_id")
        return self.env["school.class.subject"].create(
            [
                {
                    "class_id": school_class.id,
                    "subject_id": line.subject_id.id,
                    "is_optional": line.choice == "elective",
                }
                for school_class in self
                for line in by_grade.get(school_class.grade_id, [])
                if line.subject_id not in school_class.subject_ids.subject_id
            ]
        )
