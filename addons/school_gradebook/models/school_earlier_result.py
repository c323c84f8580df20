# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..fields import Count
from ..rules.scheme import MOST_ABSENCES
from .school_conduct import ABSENCE_COLUMNS

ENTERED_FIELDS = ("learning", "conduct", *ABSENCE_COLUMNS)


class SchoolEarlierResult(models.Model):
    """The results of a term that a pupil brings along from an earlier school.

    A pupil who comes after the end of a term has its averages, conduct and absences in the school
    record (học bạ) or transfer papers. They are entered here with the paper that proves them, and
    stand in the books of his class as values of that term, which nobody enters there: so his year
    completes. Who comes within a term brings single marks instead, which his teachers enter.

    How the values come into the books stands in ``school_earlier_apply``.
    """

    _name = "school.earlier.result"
    _description = "Results of an Earlier School"
    _inherit = ["school.student.mixin", "school.trail.mixin"]
    _rec_name = "student_id"
    _order = "term_id desc, student_id, id"

    _trail_fields = ("student_id", "term_id", "school_name", "document", *ENTERED_FIELDS)
    _trail_student = "student_id"

    term_id = fields.Many2one(
        comodel_name="school.term",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["school.year"]._current().term_ids.sorted("number")[:1],
        domain="[('company_id', '=', company_id)]",
    )
    year_id = fields.Many2one(related="term_id.year_id", store=True)
    school_name = fields.Char(
        string="Earlier School",
        required=True,
        compute="_compute_school_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    document = fields.Char(
        required=True,
        help="The paper that proves it: school record, certificate, its number, date.",
    )
    rules_code = fields.Char(
        string="Circular", compute="_compute_rules_code", export_string_translation=False
    )
    learning = fields.Selection(
        selection="_selection_learning",
        string="Learning Result",
        help="As the earlier school assessed it, for the books.",
    )
    conduct = fields.Selection(selection="_selection_conduct", string="Conduct Result")
    absences_excused = Count()
    absences_unexcused = Count()
    line_ids = fields.One2many(
        comodel_name="school.earlier.result.line",
        inverse_name="earlier_id",
        string="Subjects",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    _uniq_term = models.UniqueIndex(
        "(student_id, term_id)", "The pupil's results of this term stand already."
    )
    _check_absences = models.Constraint(
        f"CHECK(absences_excused BETWEEN 0 AND {MOST_ABSENCES}"
        f" AND absences_unexcused BETWEEN 0 AND {MOST_ABSENCES})",
        f"A number of sessions lies between 0 and {MOST_ABSENCES}.",
    )

    @api.model
    def _selection_learning(self):
        return self.env["school.result"]._selection_of("learning")

    @api.model
    def _selection_conduct(self):
        return self.env["school.result"]._selection_of("conduct")

    @api.depends("student_id")
    def _compute_school_name(self):
        # Whoever enters results need not see the movements, which name the other school.
        movements_sudo = (
            self.env["school.movement"]
            .sudo()
            .search(
                [
                    ("student_id", "in", self.student_id.ids),
                    ("kind", "in", ("transfer_in", "return")),
                    ("other_school", "!=", False),
                ],
                order="date, id",
            )
        )
        names = {movement.student_id.id: movement.other_school for movement in movements_sudo}
        for result in self:
            result.school_name = result.school_name or names.get(result.student_id.id)

    @api.depends("student_id", "term_id")
    def _compute_rules_code(self):
        """Name the circular of the pupil's class in the year, whose words the screen takes."""
        for result in self:
            result.rules_code = False
            if result.student_id and result.term_id:
                school_class = result._classes_sudo()[
                    result.student_id.ids[0], result.year_id.ids[0]
                ]
                result.rules_code = school_class.rules_code

    @api.depends("student_id", "term_id")
    def _compute_line_ids(self):
        """Propose the subjects of the pupil's class."""
        for result in self:
            if result.line_ids or not (result.student_id and result.term_id):
                continue
            school_class = result._classes_sudo()[result.student_id.ids[0], result.year_id.ids[0]]
            result.line_ids = [
                Command.create({"subject_id": plan.subject_id.id})
                for plan in school_class.subject_ids
            ]

    @api.constrains("student_id", "term_id")
    def _check_elsewhere(self):
        """Refuse a term at whose end the pupil was in a class here, unless it is on paper only."""
        # Where a pupil was is not a matter of who may see it.
        stays_sudo = (
            self.env["school.enrollment"]
            .sudo()
            .search([("student_id", "in", self.student_id.ids)])
            .grouped("student_id")
        )
        on_paper = self._on_paper_sudo(stays_sudo)
        for result in self.sudo():
            term = result.term_id
            if term.company_id != result.company_id:
                raise ValidationError(self.env._("The term is one of another school."))
            for stay in stays_sudo.get(result.student_id, ()):
                if (
                    stay.date_start <= term.date_end <= (stay.date_end or term.date_end)
                    and (stay.class_id, term) not in on_paper
                ):
                    raise ValidationError(
                        self.env._(
                            "%(pupil)s was in %(class)s at the end of %(term)s: the teachers there"
                            " enter the marks of that term.",
                            pupil=result.student_id.display_name,
                            term=term.display_name,
                            **{"class": stay.class_id.display_name},
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        results = super().create(vals_list)
        results._apply()
        return results

    def write(self, vals):
        if {"student_id", "term_id"} & vals.keys():
            raise UserError(self.env._("The results keep their pupil and their term."))
        self._check_year_open()
        result = super().write(vals)
        self._apply()
        return result

    def unlink(self):
        self._check_year_open()
        self.line_ids.unlink()
        self.write(dict.fromkeys(ENTERED_FIELDS, False))
        return super().unlink()

    def _check_year_open(self):
        # a closed year binds everybody, whoever may read it
        for result in self.sudo():
            if result.year_id.state == "closed":
                raise UserError(
                    self.env._(
                        "The school year %(year)s is closed. Ask the principal to open it again.",
                        year=result.year_id.name,
                    )
                )

    def _classes_sudo(self):
        """Return {(pupil, year): the class that he was in last}; ids and records in sudo mode."""
        stays_sudo = (
            self.env["school.enrollment"]
            .sudo()
            .search(
                [
                    ("student_id", "in", self.student_id.ids),
                    ("year_id", "in", self.year_id.ids),
                ],
                order="date_start",
            )
        )
        none = self.env["school.class"].sudo()
        keys = {
            (student, year): none for student in self.student_id.ids for year in self.year_id.ids
        }
        return keys | {(stay.student_id.id, stay.year_id.id): stay.class_id for stay in stays_sudo}
