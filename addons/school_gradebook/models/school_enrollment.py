# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .school_mark import INTERNAL


class SchoolEnrollment(models.Model):
    """The marks of a pupil stand in the sheets of the class that he is in."""

    _inherit = "school.enrollment"

    @api.model_create_multi
    def create(self, vals_list):
        enrollments = super().create(vals_list)
        # Whether a whole subject may be left out is a matter of the class's circular.
        self.env["school.exemption"].sudo().search(
            [("student_id", "in", enrollments.student_id.ids), ("part", "=", "whole")]
        )._check_whole_allowed()
        enrollments._move_marks()
        enrollments._sync_sheets()
        # What he brought along may have been entered before he had a class.
        self.env["school.earlier.result"].sudo().search(
            [
                ("student_id", "in", enrollments.student_id.ids),
                ("year_id", "in", enrollments.year_id.ids),
            ]
        )._apply()
        return enrollments

    def write(self, vals):
        classes, students = self.class_id, self.student_id
        result = super().write(vals)
        if "class_id" in vals:
            self._move_marks()
        if not vals.keys().isdisjoint(("class_id", "student_id", "date_start", "date_end")):
            self._sync_sheets(classes, students)
        return result

    def unlink(self):
        classes, students = self.class_id, self.student_id
        result = super().unlink()
        self.browse()._sync_sheets(classes, students)
        return result

    def _sync_sheets(self, classes=None, students=None):
        """Bring sheets and results up to date with who is in the class."""
        # Who moves a pupil need not be one who reads marks.
        classes = (self.class_id | (classes or self.class_id)).sudo()
        students = (self.student_id | (students or self.student_id)).sudo()
        # the results come last, once for all pupils
        classes.mark_sheet_ids._sync()
        classes.conduct_sheet_ids._sync()
        classes.quality_sheet_ids._sync()
        classes._recompute_results(students)

    def _move_marks(self):
        """Take the rows of pupils who come from another class of the year along.

        A row whose subject the new class does not have stays where it is.
        """
        latest = {}
        for enrollment in self.sudo().sorted("date_start"):
            latest[enrollment.student_id, enrollment.year_id] = enrollment.class_id
        marks = (
            self.env["school.mark"]
            .sudo()
            .search(
                [
                    ("student_id", "in", self.student_id.ids),
                    ("sheet_id.year_id", "in", self.year_id.ids),
                ]
            )
        )
        marks = marks.filtered(
            lambda mark: (
                latest.get((mark.student_id, mark.sheet_id.year_id), mark.class_id) != mark.class_id
            )
        )
        sheets = {
            (sheet.class_id, sheet.subject_id, sheet.term_id): sheet
            for sheet in self.sudo().class_id.mark_sheet_ids
        }
        places = {
            mark: sheets.get(
                (latest[mark.student_id, mark.sheet_id.year_id], mark.subject_id, mark.term_id)
            )
            for mark in marks
        }
        left = marks.sheet_id
        for sheet, moved in marks.grouped(places.get).items():
            if sheet:
                moved.with_context(school_internal=INTERNAL).write({"sheet_id": sheet.id})
        (left | marks.sheet_id)._sync(marks.student_id)
        for model in ("school.conduct", "school.quality"):
            entries = (
                self.env[model]
                .sudo()
                .search(
                    [
                        ("student_id", "in", self.student_id.ids),
                        ("class_id.year_id", "in", self.year_id.ids),
                    ]
                )
            )
            entries._move(latest)
