# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from dateutil.relativedelta import relativedelta

from odoo import Command, models
from odoo.exceptions import UserError

PLAN_FIELDS = ("subject_id", "kind", "periods", "has_topics", "is_optional")


class SchoolYearSetup(models.TransientModel):
    """How what was edited becomes the year, its classes, plans and assignments."""

    _inherit = "school.year.setup"

    def action_apply(self):
        """Write the year, its classes, plans and assignments."""
        self.ensure_one()
        self._check_lines()
        year = self.year_id or self.env["school.year"].create(self._prepare_year())
        classes = self.env["school.class"].create(
            [
                {
                    "name": line.name,
                    "year_id": year.id,
                    "grade_id": line.grade_id.id,
                    "room": line.room,
                }
                for line in self.class_ids
            ]
        )
        made = dict(zip(self.class_ids, classes, strict=True))
        self._copy_plans(made)
        self._assign(year, made)
        if self.with_settings:
            self.year_from_id._copy_settings_to(year)
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.year",
            "res_id": year.id,
            "view_mode": "form",
        }

    def _check_lines(self):
        names = Counter(line.name for line in self.class_ids)
        names.update(self.year_id.class_ids.mapped("name"))
        doubled = [name for name, count in names.items() if count > 1]
        if doubled:
            raise UserError(
                self.env._("These classes would be there twice: %s", ", ".join(doubled))
            )
        twice = Counter(
            (line.class_line_id, line.subject_id, line.teacher_id) for line in self.teacher_ids
        )
        for (class_line, subject, teacher), count in twice.items():
            if count > 1:
                raise UserError(
                    self.env._(
                        "%(teacher)s has %(subject)s in class %(class)s twice.",
                        teacher=teacher.name,
                        subject=subject.name,
                        **{"class": class_line.name},
                    )
                )

    def _prepare_year(self):
        days = (self.date_start, self.term_1_end, self.term_2_start, self.date_end)
        if not all(days):
            raise UserError(self.env._("The dates of the year and of its terms are missing."))
        if self.env["school.year"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("date_start", "<=", self.date_end),
                ("date_end", ">=", self.date_start),
            ]
        ):
            raise UserError(self.env._("Another school year of the school has these dates."))
        deadline = self.year_from_id.pupil_data_deadline
        return {
            "company_id": self.company_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "pupil_data_deadline": deadline and deadline + relativedelta(years=1),
            "term_ids": [
                Command.create(
                    {
                        "number": 1,
                        "date_start": self.date_start,
                        "date_end": self.term_1_end,
                        "weeks": self.term_1_weeks,
                    }
                ),
                Command.create(
                    {
                        "number": 2,
                        "date_start": self.term_2_start,
                        "date_end": self.date_end,
                        "weeks": self.term_2_weeks,
                    }
                ),
            ],
        }

    def _copy_plans(self, made):
        """Give the new classes the plans of those they are like, else those of the curriculum."""
        if not self.with_plans:
            return
        self.env["school.class.subject"].create(
            [
                {
                    "class_id": school_class.id,
                    **{
                        name: plan._fields[name].convert_to_write(plan[name], plan)
                        for name in PLAN_FIELDS
                    },
                }
                for line, school_class in made.items()
                if line.source_id.grade_id == line.grade_id
                for plan in line.source_id.subject_ids
            ]
        )
        classes = self.env["school.class"].union(*made.values())
        classes.filtered(lambda one: not one.subject_ids)._fill_plan()

    def _assign(self, year, made):
        self.env["school.homeroom.assignment"].create(
            [
                {
                    "class_id": school_class.id,
                    "teacher_id": line.teacher_id.id,
                    "date_start": year.date_start,
                }
                for line, school_class in made.items()
                if line.teacher_id
            ]
        )
        classes = self.env["school.class"].union(*made.values())
        plans = {(plan.class_id, plan.subject_id): plan.id for plan in classes.subject_ids}
        assignments = []
        for line in self.teacher_ids:
            school_class = made[line.class_line_id]
            plan_id = plans.get((school_class, line.subject_id))
            if not plan_id:
                raise UserError(
                    self.env._(
                        "%(subject)s is not in the plan of class %(class)s; %(teacher)s cannot be"
                        " assigned to it.",
                        subject=line.subject_id.name,
                        teacher=line.teacher_id.name,
                        **{"class": school_class.name},
                    )
                )
            assignments.append(
                {
                    "class_subject_id": plan_id,
                    "teacher_id": line.teacher_id.id,
                    "date_start": year.date_start,
                }
            )
        self.env["school.teaching.assignment"].create(assignments)
