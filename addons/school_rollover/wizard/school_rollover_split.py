# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.school_rollover_line import PLACED
from ..tools.split import Pupil, Room, TooFewPlaces, split


class SchoolRolloverSplit(models.TransientModel):
    """Spread pupils of a rollover over classes of the next year: new combinations of a grade."""

    _name = "school.rollover.split"
    _description = "Split Pupils among Classes"

    line_ids = fields.Many2many(
        comodel_name="school.rollover.line",
        string="Pupils",
        required=True,
        default=lambda self: self._default_line_ids(),
    )
    line_count = fields.Integer(string="Pupils Chosen", compute="_compute_line_count")
    rollover_id = fields.Many2one(comodel_name="school.rollover", compute="_compute_line_count")
    year_to_id = fields.Many2one(related="rollover_id.year_to_id")
    class_ids = fields.Many2many(
        comodel_name="school.class",
        string="Classes",
        domain="[('year_id', '=', year_to_id)]",
        required=True,
    )
    way = fields.Selection(
        [
            ("spread", "Equally large classes"),
            ("balanced", "Girls and boys equally in each class"),
            ("together", "Who was in one class stays together"),
            ("blocks", "In the order of the list, class after class"),
        ],
        required=True,
        default="balanced",
    )
    preview = fields.Text(compute="_compute_preview")

    def _default_line_ids(self):
        if self.env.context.get("active_model") == "school.rollover.line":
            return self.env.context.get("active_ids")
        return []

    @api.depends("line_ids")
    def _compute_line_count(self):
        for wizard in self:
            wizard.line_count = len(wizard.line_ids)
            wizard.rollover_id = wizard.line_ids.rollover_id[:1]

    @api.depends("line_ids", "class_ids", "way")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = False
            if not (wizard.line_ids and wizard.class_ids and wizard.way):
                continue
            try:
                found = wizard._split()
            except UserError as refusal:
                wizard.preview = str(refusal)
                continue
            numbers = Counter(found.values())
            girls = Counter(
                found[line.id] for line in wizard._lines() if line.student_id.gender == "female"
            )
            wizard.preview = "\n".join(
                self.env._(
                    "%(class)s: %(number)s of these pupils, %(girls)s girls; %(size)s in all,"
                    " limit %(limit)s",
                    number=numbers[one],
                    girls=girls[one],
                    size=room.size + numbers[one],
                    limit=room.limit or "–",
                    **{"class": one.name},
                )
                for one, room in wizard._rooms().items()
            )

    def _lines(self):
        """Return the lines to place, in the order of the list."""
        return self.line_ids._origin.sorted(
            lambda line: (line.student_id.name_key or "", line.student_id.id)
        )

    def _rooms(self):
        """Return {class: what it has without these pupils}, in the order of the classes."""
        others = (
            self.rollover_id.line_ids._origin.filtered(
                lambda line: line.outcome in PLACED and line.class_to_id
            )
            - self.line_ids._origin
        )
        sizes = self.rollover_id._sizes(self.class_ids._origin, others)
        return {one: Room(*found) for one, found in sizes.items()}

    def _split(self):
        """Return {id of the line: class}."""
        self.ensure_one()
        lines = self._lines()
        if len(lines.rollover_id) > 1:
            raise UserError(self.env._("Choose pupils of one rollover."))
        if unplaced := lines.filtered(lambda line: line.outcome not in PLACED):
            raise UserError(self.env._("These pupils get no class: %s", unplaced._names()))
        pupils = [
            Pupil(line.id, line.student_id.gender or "", line.class_from_id.id) for line in lines
        ]
        try:
            return split(pupils, self._rooms(), self.way)
        except TooFewPlaces as shortage:
            raise UserError(
                self.env._(
                    "These classes have no place for %(number)s of the pupils: the limit of their"
                    " level would be exceeded.",
                    number=shortage.args[0],
                )
            ) from None

    def action_apply(self):
        self.ensure_one()
        found = self._split()
        lines = self._lines()
        for target, chosen in lines.grouped(lambda line: found[line.id]).items():
            chosen.write({"class_to_id": target.id})
            if wrong := chosen.filtered(lambda line: line._is_misplaced()):
                raise UserError(
                    self.env._(
                        "Class %(class)s is not of the right grade and year for: %(pupils)s",
                        pupils=wrong._names(),
                        **{"class": target.name},
                    )
                )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
