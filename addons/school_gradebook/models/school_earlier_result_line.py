# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.school_core.models.school_subject import SUBJECT_KINDS

from ..fields import Mark, is_missing
from ..rules.scale import COMMENT, COMMENT_CODES
from .school_mark import LEVELS


class SchoolEarlierResultLine(models.Model):
    """The value of a subject in a term at an earlier school: its average, or Đạt or Chưa đạt.

    In primary school it is the level at the end of the term, T, H or C, and the mark of the test.
    """

    _name = "school.earlier.result.line"
    _description = "Subject at an Earlier School"
    _inherit = ["school.trail.mixin"]
    _rec_name = "subject_id"
    _order = "earlier_id, sequence, id"

    _trail_fields = ("subject_id", "score", "level")
    _trail_student = "student_id"
    _trail_keys = ("earlier_id",)

    earlier_id = fields.Many2one(
        comodel_name="school.earlier.result", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="earlier_id.company_id", store=True, precompute=True)
    student_id = fields.Many2one(
        related="earlier_id.student_id", string="Pupil", store=True, precompute=True
    )
    subject_id = fields.Many2one(
        comodel_name="school.subject", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="subject_id.sequence", store=True, precompute=True)
    kind = fields.Selection(SUBJECT_KINDS, compute="_compute_kind")
    has_levels = fields.Boolean(compute="_compute_kind")
    score = Mark(string="Average", help="In primary school the mark of the test.")
    level = fields.Selection([("D", "Satisfactory"), ("CD", "Unsatisfactory"), *LEVELS])

    _uniq_subject = models.UniqueIndex(
        "(earlier_id, subject_id)", "The subject stands in these results already."
    )
    _check_score = models.Constraint(
        "CHECK(score BETWEEN 0 AND 10 AND score = round(score, 1))",
        "A mark lies between 0 and 10 and has at most one decimal (TT22 Điều 5.3).",
    )

    @api.depends("subject_id", "earlier_id.student_id", "earlier_id.term_id")
    def _compute_kind(self):
        """The class's plan says how the subject is assessed, else the subject itself does."""
        classes = self.earlier_id._classes_sudo()
        kinds = {
            (key, plan.subject_id.id): plan.kind
            for key, school_class in classes.items()
            for plan in school_class.subject_ids
        }
        for line in self:
            earlier = line.earlier_id
            key = (earlier.student_id._origin.id, earlier.year_id._origin.id)
            line.kind = kinds.get((key, line.subject_id.id), line.subject_id.kind)
            school_class = classes.get(key)
            line.has_levels = bool(school_class and school_class._scheme().subject_levels)

    @api.constrains("score", "level", "subject_id")
    def _check_kind(self):
        for line in self:
            is_comment = line.kind == COMMENT
            if line.has_levels:
                line._check_level(is_comment)
            elif line.level in dict(LEVELS):
                raise ValidationError(
                    self.env._(
                        "%(subject)s: T, H and C are levels of primary school.",
                        subject=line.subject_id.display_name,
                    )
                )
            elif (is_comment and not is_missing(line.score)) or (not is_comment and line.level):
                raise ValidationError(
                    self.env._(
                        "%(subject)s is assessed by Đạt or Chưa đạt.",
                        subject=line.subject_id.display_name,
                    )
                    if is_comment
                    else self.env._(
                        "%(subject)s is assessed by marks.", subject=line.subject_id.display_name
                    )
                )

    def _check_level(self, is_comment):
        """Refuse what a subject of primary school is not assessed by."""
        if self.level and self.level not in dict(LEVELS):
            raise ValidationError(
                self.env._(
                    "%(subject)s is assessed by T, H or C.", subject=self.subject_id.display_name
                )
            )
        if is_comment and not is_missing(self.score):
            raise ValidationError(
                self.env._("%(subject)s has no test.", subject=self.subject_id.display_name)
            )
        if not is_missing(self.score) and self.score % 1:
            raise ValidationError(
                self.env._(
                    "%(subject)s: the mark of a test of primary school is a whole number.",
                    subject=self.subject_id.display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._apply()
        return lines

    def write(self, vals):
        self.earlier_id._check_year_open()
        result = super().write(vals)
        self._apply()
        return result

    def unlink(self):
        results = self.earlier_id
        results._check_year_open()
        result = super().unlink()
        results._apply()
        return result

    def _apply(self):
        self.earlier_id._apply()

    def _book_values(self):
        """Return the columns of school.mark in which the value stands."""
        if not self.has_levels:
            return {"earlier_average": self._value()}
        score = None if is_missing(self.score) else self.score
        codes = [code for code, _label in reversed(LEVELS)]
        return {
            # closes the row; sheets with levels have no averages
            "earlier_average": codes.index(self.level) if self.level else None,
            "final_level": self.level or None,
            "final": score if self.level else None,
        }

    def _value(self):
        """Return the value as school.mark keeps it, None where it is not known."""
        if self.kind == COMMENT:
            return COMMENT_CODES.index(self.level) if self.level else None
        return None if is_missing(self.score) else self.score
