# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolDisciplineMeasure(models.Model):
    """A measure of discipline that the law knows, for whom, from when to when; data.

    Since 31/10/2025 these are the ones of Thông tư 19/2025/TT-BGDĐT, before those of the rules of
    the schools (Thông tư 32/2020/TT-BGDĐT Điều 38): a measure that is not in force on the day, or
    not for the pupil's level of schooling, cannot be decided.
    """

    _name = "school.discipline.measure"
    _description = "Measure of Discipline"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_primary = fields.Boolean(string="For Primary School")
    is_secondary = fields.Boolean(string="For Lower and Upper Secondary School", default=True)
    date_start = fields.Date(string="In Force From")
    date_end = fields.Date(string="In Force Until")
    source = fields.Char(help="The law it comes from.")
    is_homeroom = fields.Boolean(
        string="Homeroom Teacher Decides",
        help="The homeroom teacher may decide it; all others are decided by the principal.",
    )
    needs_family = fields.Boolean(string="Family Is Told First")
    needs_statement = fields.Boolean(string="Pupil Writes a Statement")
    needs_number = fields.Boolean(string="Needs a Decision Number")

    _uniq_code = models.UniqueIndex("(code)", "The code of a measure must be unique.")
