# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .school_rollover import BY_ROLLOVER


class SchoolRollover(models.Model):
    """The pupils of a rollover: who they are and what the results say of them."""

    _inherit = "school.rollover"

    def action_refresh(self):
        """Read the results anew; what was changed by hand stays."""
        self.check_access("write")
        self._ensure_editable()
        self._fill()

    def action_take_new(self):
        """Take along who is to be placed here without coming from a class of the former year.

        Pupils who were in no class yet are newly admitted. Whoever completed a level at this
        school in the former year is admitted to the next one by a decision only, which is why
        these are undecided; they stay the same pupils, with their code and register number.
        """
        self.ensure_one()
        self.check_access("write")
        self._ensure_editable()
        new = self.env["school.student"].search(
            [("school_id", "=", self.company_id.id), ("enrollment_ids", "=", False)]
        )
        taken = [
            (new, "admitted", self.env._("Was in no class yet")),
            (
                self._completers(),
                "undecided",
                self.env._("Completed a level here; the next one admits by decision"),
            ),
        ]
        values = [
            {
                "rollover_id": self.id,
                "student_id": student.id,
                "proposed": outcome,
                "outcome": outcome,
                "reason": reason,
            }
            for students, outcome, reason in taken
            for student in students - self.line_ids.student_id
        ]
        if not values:
            raise UserError(self.env._("Every pupil of the school is or was in a class."))
        self._create_lines(values)

    def _completers(self):
        """Return who completed a level in the former year, if the school teaches the next one."""
        movements = self.env["school.movement"].search(
            [
                ("kind", "=", "completion"),
                ("class_from_id.year_id", "=", self.year_from_id.id),
                ("reversal_ids", "=", False),
            ]
        )
        numbers = set(self.year_to_id.class_ids.grade_id.mapped("number"))
        latest = movements._last_effective(movements.student_id)
        return movements.filtered(
            lambda one: (
                one.class_from_id.grade_id.number + 1 in numbers
                and latest[one.student_id.id] == one
            )
        ).student_id

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_rollover.school_rollover_line_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("rollover_id", "=", self.id)],
            "context": {
                "active_test": False,
                f"search_default_{self.env.context.get('school_filter', 'group_class')}": 1,
            },
        }

    def _fill(self):
        """Bring classes and lines in line with who is in the classes of the former year."""
        for rollover in self:
            rollover._fill_classes()
            rollover._fill_lines()

    def _fill_classes(self):
        self.ensure_one()
        classes = self.year_from_id.class_ids - self.class_ids.class_from_id
        proposed = self.env["school.rollover.class"]._propose(classes, self.year_to_id)
        # sudo: what belongs to the years is not made or removed by hand
        self.env["school.rollover.class"].sudo().create(
            [{"rollover_id": self.id, **values} for values in proposed]
        )

    def _fill_lines(self):
        self.ensure_one()
        enrollments = self._open_enrollments(self.year_from_id, self.year_to_id)
        known = {line.enrollment_id: line for line in self.line_ids if line.enrollment_id}
        outcomes = enrollments._year_outcomes()
        gone = self.line_ids.filtered(
            lambda line: line.enrollment_id and line.enrollment_id not in outcomes
        )
        # sudo: which pupils it is about is not chosen by hand
        gone.sudo().unlink()
        targets = self._targets()
        new = []
        changed = {}
        for enrollment, (outcome, reason) in outcomes.items():
            line = known.get(enrollment)
            if not line:
                target = targets.get((enrollment.class_id.id, outcome), False)
                new.append(
                    {
                        "rollover_id": self.id,
                        "student_id": enrollment.student_id.id,
                        "enrollment_id": enrollment.id,
                        "proposed": outcome,
                        "outcome": outcome,
                        "reason": reason,
                        "class_to_id": target,
                    }
                )
            elif (line.proposed, line.reason) != (outcome, reason):
                values = {"proposed": outcome, "reason": reason}
                if not line.is_changed and line.outcome != outcome:
                    values["outcome"] = outcome
                changed.setdefault(tuple(values.items()), []).append(line.id)
        for values, ids in changed.items():
            lines = self.line_ids.browse(ids).with_context(school_rollover=BY_ROLLOVER)
            lines.write(dict(values))
        self._create_lines(new)

    def _create_lines(self, vals_list):
        # sudo: which pupils it is about is not chosen by hand
        lines_sudo = self.env["school.rollover.line"].sudo()
        return lines_sudo.create(vals_list).sudo(False)

    @api.model
    def _open_enrollments(self, year_from, year_to):
        """Return the enrolments in ``year_from`` of pupils who are not in ``year_to`` yet."""
        Enrollment = self.env["school.enrollment"]
        moved = Enrollment._search([("year_id", "=", year_to.id)])
        return Enrollment.search(
            [
                ("year_id", "=", year_from.id),
                ("date_end", "=", False),
                ("student_id", "not in", moved.subselect("student_id")),
            ]
        )

    def _targets(self):
        """Return {(class, outcome): class of the next year} as the classes are mapped."""
        return {
            (mapped.class_from_id.id, outcome): mapped[name].id
            for mapped in self.class_ids
            for outcome, name in mapped._TARGETS.items()
        }
