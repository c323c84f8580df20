# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from .school_movement import _CHANGES, _ENTRIES, _EXITS

# Pupils are admitted in the summer before the school year begins, and leave in the one after.
_DAYS_BEFORE_YEAR = 120
_DAYS_AFTER_YEAR = 120
#: Who moves pupils on the own authority; everybody else carries out what was decided on paper.
_MOVERS = ("principal", "secretary", "system")


class SchoolMovement(models.Model):
    """What makes a movement impossible; each reason is told with the name of the pupil."""

    _inherit = "school.movement"

    @api.model
    def _find_problems(self, vals_list, enrollments=None, movements=None):
        """Return what makes ``vals_list`` impossible, a sentence for each pupil concerned.

        :param enrollments: with ``movements`` what ``_find_situation`` tells, if known already
        """
        if enrollments is None:
            enrollments, movements = self._find_situation(vals_list)
        no_enrollment, no_movement = self.env["school.enrollment"], self.env["school.movement"]
        students = self.env["school.student"].browse(vals["student_id"] for vals in vals_list)
        problems, seen = [], set()
        for vals, student in zip(vals_list, students, strict=True):
            vals["date"] = fields.Date.to_date(vals.get("date"))
            if vals["kind"] != "reversal":
                vals["reversed_id"] = False
            if student.id in seen:
                problem = self.env._("has two movements at once; record them one by one")
            else:
                problem = self._find_problem(
                    vals,
                    student,
                    enrollments.get(student.id, no_enrollment),
                    movements.get(student.id, no_movement),
                )
            seen.add(student.id)
            if problem:
                problems.append(f"{student.name} ({student.code}): {problem}.")
        return problems

    @api.model
    def _find_problem(self, vals, student, enrollment, movement):
        """Return why ``vals`` cannot be carried out, or None.

        :param enrollment: the pupil's last enrolment, may be empty
        :param movement: the pupil's last movement that was not reversed, may be empty
        """
        if not vals["date"]:
            return self.env._("the date is missing")
        if student.birth_date and vals["date"] <= student.birth_date:
            return self.env._(
                "%(date)s lies before the birth (%(birth)s)",
                date=format_date(self.env, vals["date"]),
                birth=format_date(self.env, student.birth_date),
            )
        if problem := self._find_decision_problem(vals):
            return problem
        if vals["kind"] == "reversal":
            return self._find_reversal_problem(vals, movement)
        if vals["kind"] != "admission" and not vals.get("decision_number") and not self._is_mover():
            return self.env._(
                "the number of the principal's decision is missing, which the clerk carries out; "
                "without a number hand the movement in for the decision"
            )
        if vals["kind"] in _ENTRIES:
            problem = self._find_entry_problem(vals, enrollment)
        else:
            problem = self._find_exit_problem(vals, enrollment)
        if not problem and vals["kind"] not in _EXITS:
            problem = self._find_class_problem(vals, student, enrollment)
        return problem

    @api.model
    def _find_decision_problem(self, vals):
        decided = fields.Date.to_date(vals.get("decision_date"))
        if decided and decided > fields.Date.context_today(self):
            return self.env._(
                "the decision is dated %(date)s, which is still to come",
                date=format_date(self.env, decided),
            )
        return None

    @api.model
    def _is_mover(self):
        return self.env.su or self.env.user._has_role(*_MOVERS)

    @api.model
    def _find_reversal_problem(self, vals, movement):
        if not movement:
            return self.env._("there is no movement to reverse")
        if vals.get("reversed_id", movement.id) != movement.id:
            return self.env._("only the latest movement can be reversed")
        if not vals.get("reason"):
            return self.env._("a reversal needs a reason")
        if movement.create_uid != self.env.user and not self._is_mover():
            return self.env._("this movement was recorded by somebody else, who may reverse it")
        return None

    @api.model
    def _find_entry_problem(self, vals, enrollment):
        if enrollment and (not enrollment.date_end or enrollment.date_end >= vals["date"]):
            return self.env._(
                "is in class %(class)s since %(date)s",
                **{
                    "class": enrollment.class_id.name,
                    "date": format_date(self.env, enrollment.date_start),
                },
            )
        if vals["kind"] == "return" and not enrollment:
            return self.env._("cannot return, because he or she was in no class before")
        if vals["kind"] == "transfer_in" and not vals.get("other_school"):
            return self.env._("the school that the pupil comes from is missing")
        return None

    @api.model
    def _find_exit_problem(self, vals, enrollment):
        if not enrollment or enrollment.date_end:
            return self.env._("is in no class")
        earliest = enrollment.date_start + timedelta(days=vals["kind"] in _CHANGES)
        if vals["date"] < earliest:
            return self.env._(
                "is in class %(class)s only since %(date)s",
                **{
                    "class": enrollment.class_id.name,
                    "date": format_date(self.env, enrollment.date_start),
                },
            )
        latest = enrollment.year_id.date_end + timedelta(days=_DAYS_AFTER_YEAR)
        if vals["kind"] in _EXITS and vals["date"] > latest:
            return self.env._(
                "%(date)s lies after the school year %(year)s of class %(class)s",
                **{
                    "date": format_date(self.env, vals["date"]),
                    "year": enrollment.year_id.name,
                    "class": enrollment.class_id.name,
                },
            )
        return None

    @api.model
    def _find_class_problem(self, vals, student, enrollment):
        # whether the class fits does not depend on who may see it
        school_class = self.env["school.class"].sudo().browse(vals.get("class_to_id") or [])
        if not school_class:
            return self.env._("the new class is missing")
        if school_class.company_id != student.school_id:
            return self.env._("class %(name)s is of another school", name=school_class.name)
        if vals["kind"] == "class_transfer" and school_class == enrollment.class_id:
            return self.env._("is in class %(name)s already", name=school_class.name)
        if vals["kind"] in _CHANGES and (
            problem := self._find_change_problem(vals, enrollment.class_id, school_class)
        ):
            return problem
        year = school_class.year_id
        earliest = year.date_start - timedelta(days=_DAYS_BEFORE_YEAR)
        if not earliest <= vals["date"] <= year.date_end:
            return self.env._(
                "%(date)s lies outside the school year %(year)s of class %(class)s",
                **{
                    "date": format_date(self.env, vals["date"]),
                    "year": year.name,
                    "class": school_class.name,
                },
            )
        return None

    @api.model
    def _find_change_problem(self, vals, old, new):
        """Return why a pupil cannot change from class ``old`` to ``new`` by this kind, or None."""
        names = {"class": new.name, "year": new.year_id.name, "grade": new.grade_id.name}
        if vals["kind"] == "class_transfer":
            if new.year_id != old.year_id:
                return self.env._(
                    "class %(class)s is of the school year %(year)s: record that the pupil is "
                    "promoted or repeats the grade",
                    **names,
                )
            if new.grade_id != old.grade_id and not vals.get("decision_number"):
                return self.env._(
                    "class %(class)s is of another grade (%(grade)s); that needs the number of a "
                    "decision",
                    **names,
                )
            return None
        if new.year_id.date_start <= old.year_id.date_start:
            return self.env._("class %(class)s is of no later school year", **names)
        steps = new.grade_id.number - old.grade_id.number
        if vals["kind"] == "repeat" and steps:
            return self.env._(
                "repeats the grade, but class %(class)s is of another grade (%(grade)s)", **names
            )
        if vals["kind"] == "promotion" and steps < 1:
            return self.env._(
                "is promoted, but class %(class)s is of no higher grade (%(grade)s)", **names
            )
        return None
