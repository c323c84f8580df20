# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..fields import Count
from ..rules.scheme import MOST_ABSENCES

ABSENCE_COLUMNS = ("absences_excused", "absences_unexcused")
CONDUCT_LEVELS = ("conduct", "conduct_year", "conduct_summer")
CONDUCT_COLUMNS = (*CONDUCT_LEVELS, "remark", *ABSENCE_COLUMNS, "recognised")


class SchoolConduct(models.Model):
    """What the homeroom teacher enters for a pupil in a term: conduct, remark, absences.

    Absences are sessions on the plan of one session a day; they are typed or imported until the
    attendance addon fills them, and unknown before.
    """

    _name = "school.conduct"
    _description = "Conduct of a Pupil"
    _inherit = ["school.homeroom.entry"]
    _order = "class_id, term_id, student_id, id"

    _sheet_model = "school.conduct.sheet"
    _trail_fields = ("class_id", *CONDUCT_COLUMNS)
    _lock_kind = "conduct"
    _lock_columns = CONDUCT_COLUMNS
    _entered_columns = CONDUCT_COLUMNS

    sheet_id = fields.Many2one(
        comodel_name="school.conduct.sheet",
        compute="_compute_sheet_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    conduct = fields.Selection(selection="_selection_conduct", string="Conduct Result")
    conduct_year = fields.Selection(
        selection="_selection_conduct",
        string="Conduct of the Year",
        help="Where the circular leaves the year's conduct to the school (TT58 Điều 3); on term 2"
        " only. As long as it is empty, the conduct of term 2 is taken.",
    )
    conduct_summer = fields.Selection(
        selection="_selection_conduct",
        string="Conduct Result after Summer",
        help="The result of the year after training in summer; on term 2 only.",
    )
    remark = fields.Text()
    absences_excused = Count(help="Empty as long as nobody has counted them; 0 is a number.")
    absences_unexcused = Count(help="Empty as long as nobody has counted them; 0 is a number.")
    recognised = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Recognised by the Class",
        help="Whether the class has recognised outstanding results or progress, where a title asks"
        " for it; on term 2 only.",
    )

    _uniq_student = models.UniqueIndex(
        "(student_id, term_id)", "The pupil stands in the sheet of this term already."
    )
    _check_absences = models.Constraint(
        f"CHECK(absences_excused BETWEEN 0 AND {MOST_ABSENCES}"
        f" AND absences_unexcused BETWEEN 0 AND {MOST_ABSENCES})",
        f"A number of sessions lies between 0 and {MOST_ABSENCES}.",
    )

    @api.depends(lambda self: self._sheet_key)
    def _compute_sheet_id(self):
        return super()._compute_sheet_id()

    @api.constrains(*CONDUCT_LEVELS)
    def _check_levels(self):
        """Refuse a level that the circular of the class does not know."""
        for conduct in self:
            columns = {column.name: column for column in conduct.sheet_id._scheme_columns()}
            for name in CONDUCT_LEVELS:
                known = columns.get(name)
                if conduct[name] and conduct[name] not in dict(known.options if known else ()):
                    raise ValidationError(
                        self.env._(
                            "%(student)s, %(sheet)s: %(field)s has no such level.",
                            student=conduct.student_id.display_name,
                            sheet=conduct.sheet_id.display_name,
                            field=conduct.sheet_id.class_id._scheme().names.get(name)
                            or self._fields[name]._description_string(self.env),
                        )
                    )

    @api.model
    def _selection_conduct(self):
        return self.env["school.result"]._selection_of("conduct")
