# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.dated import in_force


class SchoolClass(models.Model):
    """What a class says of its pupils: how many they are on a day, whose data are incomplete."""

    _inherit = "school.class"

    missing_count = fields.Integer(
        string="Pupils with Incomplete Data",
        compute="_compute_missing",
        compute_sudo=True,
        help="Pupils of today who lack something of the minimum of data.",
    )
    missing_summary = fields.Char(
        string="What Is Missing",
        compute="_compute_missing",
        compute_sudo=True,
        help="How many pupils of today lack which data.",
    )
    pupil_data_deadline = fields.Date(related="year_id.pupil_data_deadline")
    size_on_day = fields.Integer(string="Pupils on the Day", compute="_compute_size_on_day")
    girls_on_day = fields.Integer(string="Girls on the Day", compute="_compute_size_on_day")
    size_at_start = fields.Integer(
        string="Pupils at the Start of the Year", compute="_compute_size_on_day"
    )

    @api.depends_context("lang")
    def _compute_missing(self):
        labels, rows = self.env["school.student"]._select_lacking(
            [("class_id", "in", self.ids)], self.company_id
        )
        items = [SQL.identifier(f"item_{number}") for number in range(len(labels))]
        counts = {
            class_id: numbers
            for class_id, *numbers in self.env.execute_query(
                SQL(
                    "SELECT class_id, count(*), %s FROM (%s) pupil WHERE %s GROUP BY class_id",
                    SQL(", ").join(SQL("count(*) FILTER (WHERE %s)", item) for item in items),
                    rows,
                    SQL(" OR ").join(items),
                )
            )
        }
        for school_class in self:
            count, *numbers = counts.get(school_class.id, (0,))
            school_class.missing_count = count
            school_class.missing_summary = ", ".join(
                f"{label}: {number}"
                for label, number in zip(labels, numbers, strict=False)
                if number
            )

    @api.depends("enrollment_ids.date_start", "enrollment_ids.date_end", "year_id.date_start")
    @api.depends_context("school_day", "tz")
    def _compute_size_on_day(self):
        day = fields.Date.to_date(self.env.context.get("school_day"))
        day = day or fields.Date.context_today(self)
        sizes, girls = (
            self._size_on(day),
            self._size_on(day, [("student_id.gender", "=", "female")]),
        )
        for year, classes in self.grouped("year_id").items():
            at_start = classes._size_on(year.date_start)
            for school_class in classes:
                school_class.size_on_day = sizes.get(school_class.id, 0)
                school_class.girls_on_day = girls.get(school_class.id, 0)
                school_class.size_at_start = at_start.get(school_class.id, 0)

    def _size_on(self, day, domain=()):
        """Return ``{class_id: number of pupils}`` on ``day``, from the enrolments.

        :param domain: which enrolments to count
        """
        # sudo: how many pupils a class has is no secret within the school; who they are, is.
        enrollments_sudo = self.env["school.enrollment"].sudo()
        counts = enrollments_sudo._read_group(
            Domain("class_id", "in", self.ids) & in_force(day) & Domain(domain),
            ["class_id"],
            ["__count"],
        )
        return {**dict.fromkeys(self.ids, 0), **{line.id: count for line, count in counts}}

    def action_view_missing(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_core.school_student_action_missing"
            ),
            "context": {"search_default_missing": 1},
            "domain": [("class_id", "=", self.id)],
        }
