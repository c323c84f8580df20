# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date
from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.required import with_required


class SchoolEnrollment(models.Model):
    """A pupil's time in a class, from a date to a date; opened and closed by movements.

    No role has the right to write enrolments: ``school.movement`` does it in sudo mode, so that
    every change of a pupil's place has its date, reason and decision.
    """

    _name = "school.enrollment"
    _description = "Enrolment"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "student_id"
    _order = "class_id, student_id, date_start, id"

    _trail_fields = ("student_id", "class_id", "date_start", "date_end")
    _trail_scope = "class_id"
    _trail_absences = True
    _trail_student = "student_id"

    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    class_id = fields.Many2one(
        comodel_name="school.class",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True, index=True)
    date_start = fields.Date(required=True)
    date_end = fields.Date(help="The last day in the class; empty while the pupil is in it.")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An enrolment cannot end before it starts.",
    )
    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (student_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "A pupil cannot be in two classes at once.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = with_required(self, vals_list, "student_id", "class_id", "date_start")
        to_date = fields.Date.to_date
        self._check_overlaps(
            [
                (vals["student_id"], vals["class_id"], to_date(vals["date_start"]), end)
                for vals in vals_list
                for end in [to_date(vals.get("date_end"))]
            ]
        )
        # The new rows are inserted at once: the days on which others end must be there before.
        self.flush_model(["date_start", "date_end"])
        return super().create(vals_list)

    def write(self, vals):
        if {"student_id", "class_id"} & vals.keys():
            raise UserError(self.env._("An enrolment keeps its pupil and its class."))
        if {"date_start", "date_end"} & vals.keys():
            to_date = fields.Date.to_date
            self._check_overlaps(
                [
                    (
                        line.student_id.id,
                        line.class_id.id,
                        to_date(vals.get("date_start", line.date_start)),
                        to_date(vals.get("date_end", line.date_end)),
                    )
                    for line in self
                ],
                replaced=self,
            )
        return super().write(vals)

    @api.model
    def _check_overlaps(self, spans, replaced=None):
        """Refuse ``spans`` of (student, class, start, end) that overlap, and name the pupils.

        The exclusion constraint would refuse them too, but the database cannot say who is meant;
        it is there for what two sessions do at the same moment.
        """
        others = self.search([("student_id", "in", [student for student, *_rest in spans])])
        by_student = defaultdict(list)
        for line in others - (replaced or self.browse()):
            by_student[line.student_id.id].append(
                (line.date_start, line.date_end or date.max, line.class_id.id)
            )
        for student_id, class_id, start, end in spans:
            by_student[student_id].append((start, end or date.max, class_id))
        problems = []
        for student_id, periods in by_student.items():
            periods.sort()
            for (_start, end, first_id), (start, _end, second_id) in pairwise(periods):
                if start <= end:
                    problems.append((student_id, first_id, second_id, start))
        if problems:
            raise ValidationError("\n".join(self._describe_overlap(*p) for p in problems))

    def _year_outcomes(self):
        """Return {enrolment: (outcome, reason)}: what becomes of each pupil at the year's end.

        Outcomes: promoted, repeats, completed (the last grade of a level), undecided. What decides
        is known to addons, which extend this; the reason is shown to whoever reviews it.
        """
        undecided = ("undecided", self.env._("No result of the year is known."))
        return dict.fromkeys(self, undecided)

    @api.model
    def _describe_overlap(self, student_id, first_id, second_id, day):
        # the names in the refusal, whichever class the other one is
        classes = self.env["school.class"].sudo()
        return self.env._(
            "%(pupil)s cannot be in %(first)s and in %(second)s at once (%(date)s).",
            pupil=self.env["school.student"].sudo().browse(student_id).name,
            first=classes.browse(first_id).name,
            second=classes.browse(second_id).name,
            date=format_date(self.env, day),
        )
