# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models

from ..fields import Mark
from ..rules.registry import schemes

PERIODS = [("1", "Term 1"), ("2", "Term 2"), ("year", "Year")]
PROMOTIONS = [
    ("promoted", "Promoted"),
    ("promoted_after_summer", "Promoted after Summer"),
    ("reassess", "To Be Assessed Again"),
    ("summer_training", "Summer Training"),
    ("reassess_after_training", "Assessed Again after Training"),
    ("repeat", "Repeats the Grade"),
    ("principal", "Principal Decides"),
    ("incomplete", "Incomplete"),
]


class SchoolResult(models.Model):
    """A pupil's result of a term or of the year, with its reasons.

    Nobody writes results: ``school.class._recompute_results`` keeps them up to date. The year's
    learning, conduct and promotion are those after the summer as far as it has passed; what they
    were at the end of the year stays beside them.
    """

    _name = "school.result"
    _description = "Result of a Pupil"
    _inherit = ["school.trail.mixin", "school.words.mixin"]
    _rec_name = "student_id"
    _order = "class_id, period, student_id, id"

    # the conduct of a term is on the trail where it is entered
    _trail_fields = ("learning", "promotion", "title")
    _trail_scope = "class_id"
    _trail_student = "student_id"
    _trail_keys = ("period",)

    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True)
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    period = fields.Selection(PERIODS, required=True)
    learning = fields.Selection(selection="_selection_learning", string="Learning Result")
    learning_before = fields.Selection(
        selection="_selection_learning", string="Learning Result before Adjustment"
    )
    conduct = fields.Selection(selection="_selection_conduct", string="Conduct Result")
    promotion = fields.Selection(PROMOTIONS)
    # of the year only: what the summer's training and re-assessment start from
    learning_at_end = fields.Selection(
        selection="_selection_learning", string="Learning Result before Summer"
    )
    conduct_at_end = fields.Selection(
        selection="_selection_conduct", string="Conduct Result before Summer"
    )
    promotion_at_end = fields.Selection(PROMOTIONS, string="Promotion before Summer")
    title = fields.Selection(selection="_selection_title")
    average = Mark(
        string="Average of All Subjects", help="Only some circulars know it (TT58 Điều 11)."
    )
    averages = fields.Json(
        help="What the result stands on: the average or the level (1, 0 for Đạt, Chưa đạt) by subject"
        " code."
    )
    reassess_subjects = fields.Json()
    missing = fields.Json()
    reasons = fields.Json()
    missing_count = fields.Integer(string="Number Missing", compute="_compute_missing_count")
    missing_html = fields.Html(compute="_compute_missing_html")
    reasons_html = fields.Html(string="Why This Result", compute="_compute_reasons_html")

    _uniq_student = models.UniqueIndex(
        "(student_id, year_id, period)", "The pupil has this result already."
    )

    def action_decide(self):
        """Open the principal's decision on the pupil, made already or still to be made."""
        self.ensure_one()
        decision = self.env["school.result.decision"].search(
            [("student_id", "=", self.student_id.id), ("class_id", "=", self.class_id.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decision on the Promotion"),
            "res_model": "school.result.decision",
            "res_id": decision.id,
            "view_mode": "form",
            "context": {
                "default_class_id": self.class_id.id,
                "default_student_id": self.student_id.id,
            },
        }

    @api.model
    def _selection_learning(self):
        return self._selection_of("learning")

    @api.model
    def _selection_conduct(self):
        return self._selection_of("conduct")

    @api.model
    def _selection_title(self):
        return self._selection_of("title")

    @api.model
    def _selection_of(self, name):
        """Return the choices of a result: those of all circulars, in the words of each."""
        levels = {
            "tot": self.env._("Good"),
            "kha": self.env._("Fair"),
            "dat": self.env._("Satisfactory"),
            "chua_dat": self.env._("Unsatisfactory"),
            "tb": self.env._("Average Level"),
            "yeu": self.env._("Weak"),
        }
        choices = {
            "learning": {
                **levels,
                "gioi": self.env._("Excellent"),
                "kem": self.env._("Poor"),
            },
            "conduct": levels,
            "title": {
                "xuat_sac": self.env._("Excellent Pupil"),
                "gioi": self.env._("Good Pupil"),
                "tien_tien": self.env._("Advanced Pupil"),
            },
        }[name]
        for scheme in schemes():
            choices = {**scheme.labels.get(name, {}), **choices}
        return list(choices.items())

    @api.depends("missing")
    def _compute_missing_count(self):
        for result in self:
            result.missing_count = len(result.missing or [])

    @api.depends("missing")
    @api.depends_context("lang")
    def _compute_missing_html(self):
        subjects = self.env["school.subject"].with_context(active_test=False)
        codes = {word.split(".")[0] for result in self for word in result.missing or []}
        names = {
            subject.code: subject.name for subject in subjects.search([("code", "in", [*codes])])
        }
        for result in self:
            result.missing_html = Markup("<ul>%s</ul>") % Markup().join(
                Markup("<li>%s</li>") % result._missing_text(word, names)
                for word in result.missing or []
            )

    def _missing_text(self, word, names):
        """Say in words what the rules miss: "toan.1.average", "conduct.2", "absences"."""
        scheme = self.class_id._scheme()
        if text := scheme and scheme.missing_text(word, names):
            return text
        code, _dot, place = word.partition(".")
        term = place.partition(".")[0]
        if code == "conduct":
            return self.env._(
                "%(conduct)s, term %(term)s", conduct=self._word_name("conduct"), term=term
            )
        if code == "absences":
            return self.env._("Absences of the year")
        return self.env._("%(subject)s, term %(term)s", subject=names.get(code, code), term=term)

    @api.depends("reasons")
    def _compute_reasons_html(self):
        for result in self:
            result.reasons_html = Markup("<ul>%s</ul>") % Markup().join(
                Markup("<li>%s <small class='text-muted'>(%s)</small></li>")
                % (reason["because"], reason["source"])
                for reason in result.reasons or []
            )

    def _reassess_names(self):
        """Return {code: name} of the subjects in which pupils are assessed again."""
        codes = {code for result in self for code in result.reassess_subjects or []}
        subjects = self.env["school.subject"].with_context(active_test=False)
        return {one.code: one.name for one in subjects.search([("code", "in", [*codes])])}

    def _review_detail(self, names):
        """Say in a few words what awaits the pupil, for the review meeting.

        :param names: {code: name} of the subjects
        """
        self.ensure_one()
        if self.promotion == "incomplete":
            return self.env._("%(count)s results missing", count=self.missing_count)
        if self.reassess_subjects:
            return ", ".join(names.get(code, code) for code in self.reassess_subjects)
        decisive = [r["because"] for r in self.reasons or [] if r["of"] == "promotion"]
        return decisive[-1] if decisive else ""
