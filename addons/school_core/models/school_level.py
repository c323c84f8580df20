# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .school_reference_mixin import REFERENCE_CACHE


class FormWords(NamedTuple):
    """What the ministry's forms call people and place, as within a sentence."""

    pupil: str
    pupils_short: str
    head: str
    place: str
    manager: str


SCHOOL_WORDS = FormWords("học sinh", "HS", "hiệu trưởng", "trường", "nhà trường")
CENTRE_WORDS = FormWords("học viên", "HV", "giám đốc", "trung tâm", "trung tâm")
#: Continuing education (TT 43/2021).
CENTRE_LEVELS = frozenset(("GDTX-THCS", "GDTX-THPT"))


class SchoolLevel(models.Model):
    """A level of schooling (cấp học) with its limit of class size (charter TT 32/2020, TT 28/2020).

    ``code`` is one of MN, TH, THCS, THPT, GDTX-THCS, GDTX-THPT.
    """

    _name = "school.level"
    _description = "School Level"
    _inherit = ["school.reference.mixin"]
    _order = "sequence, id"
    _reference_fields = frozenset(("code",))

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    class_size_limit = fields.Integer(help="Most pupils in a class; 0 means no limit.")
    grade_ids = fields.One2many(comodel_name="school.grade", inverse_name="level_id")

    _uniq_code = models.UniqueIndex("(code)", "The code of a level must be unique.")

    @api.model
    @ormcache(cache=REFERENCE_CACHE)
    def _known_grades(self):
        """Return {id: ids of the grades} of the levels; the result is shared."""
        self.env.flush_all()
        sql = SQL("SELECT level_id, array_agg(id) FROM school_grade GROUP BY level_id")
        return {level_id: tuple(grade_ids) for level_id, grade_ids in self.env.execute_query(sql)}

    def _form_words(self):
        """Return the :class:`FormWords` of a form for these levels: a school's if any is one."""
        is_centre = self and CENTRE_LEVELS.issuperset(self.mapped("code"))
        return CENTRE_WORDS if is_centre else SCHOOL_WORDS
