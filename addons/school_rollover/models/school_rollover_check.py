# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .school_rollover_line import PLACED


class SchoolRollover(models.Model):
    """What stands in the way of a rollover before it is handed in, and is refused by name."""

    _inherit = "school.rollover"

    @api.depends(
        *("line_ids.outcome", "line_ids.class_to_id", "line_ids.change_reason", "date"),
        *("class_ids.class_promoted_id", "class_ids.class_repeat_id", "approval_state"),
    )
    @api.depends_context("lang")
    def _compute_check_html(self):
        for rollover in self:
            rows = []
            if rollover.id and rollover.is_editable:
                rows += [("fa-times-circle text-danger", text) for text in rollover._problems()]
                rows += [("fa-info-circle text-info", text) for text in rollover._remarks()]
                rows = rows or [
                    ("fa-check-circle text-success", self.env._("Nothing stands in the way."))
                ]
            rollover.check_html = Markup("<ul class='list-unstyled mb-0'>%s</ul>") % Markup().join(
                Markup("<li><i class='fa %s me-2'></i>%s</li>") % row for row in rows
            )

    @api.depends("line_ids.outcome", "line_ids.class_to_id")
    @api.depends_context("lang")
    def _compute_sizes_html(self):
        for rollover in self:
            classes = rollover.year_to_id.class_ids
            placed = rollover.line_ids.filtered(
                lambda line: line.outcome in PLACED and not line.movement_id
            )
            rows = Markup().join(
                Markup("<tr class='%s'><td>%s</td><td>%s</td><td>%s</td></tr>")
                % ("table-danger" if limit and size > limit else "", one.name, size, limit or "–")
                for one, (size, limit) in rollover._sizes(classes, placed).items()
            )
            rollover.sizes_html = Markup(
                "<table class='table table-sm w-auto'><tr><th>%s</th><th>%s</th><th>%s</th></tr>"
                "%s</table>"
            ) % (self.env._("Class"), self.env._("Pupils"), self.env._("Limit"), rows)

    def _approval_check(self, decision):
        """Override to refuse what cannot be carried out, and say all that is wrong."""
        for rollover in self:
            if problems := rollover._problems():
                raise UserError("\n".join([rollover.name, *problems]))
        return super()._approval_check(decision)

    def _problems(self):
        """Return a sentence for each thing that must be mended before."""
        self.ensure_one()
        lines = self.line_ids
        placed = lines.filtered(lambda line: line.outcome in PLACED)
        decided = lines.filtered(lambda line: line.outcome != "undecided")
        problems = [*self._find_date_problems()]
        if not decided:
            problems.append(self.env._("No pupil is decided about yet."))
        for found, text in (
            (
                placed.filtered(lambda line: not line.class_to_id),
                self.env._("Without a class of the next year: %s"),
            ),
            (
                placed.filtered(lambda line: line.class_to_id and line._is_misplaced()),
                self.env._("The class is not one of the right grade and year: %s"),
            ),
            (
                placed.filtered(lambda line: line.class_to_id and line._is_of_next_level()),
                self.env._("Completes the level and is admitted to the next one, not promoted: %s"),
            ),
            (
                decided.filtered(
                    lambda line: line.is_changed and not (line.change_reason or "").strip()
                ),
                self.env._("Changed by hand without a reason: %s"),
            ),
            (decided - decided._still_there(), self.env._("Moved meanwhile, read anew: %s")),
        ):
            if found:
                problems.append(text % found._names())
        return [*problems, *self._find_size_problems(placed)]

    def _find_date_problems(self):
        former, latter = self.year_from_id, self.year_to_id
        if latter.state == "closed":
            yield self.env._("The school year %(year)s is closed.", year=latter.name)
        if not self.date:
            yield self.env._("The first day in the new class is missing.")
        elif not former.date_end < self.date <= latter.date_end:
            yield self.env._(
                "The first day in the new class, %(date)s, must lie after %(first)s and not after"
                " %(last)s.",
                date=format_date(self.env, self.date),
                first=format_date(self.env, former.date_end),
                last=format_date(self.env, latter.date_end),
            )

    def _find_size_problems(self, placed):
        for school_class, (size, limit) in self._sizes(placed.class_to_id, placed).items():
            if limit and size > limit:
                yield self.env._(
                    "Class %(class)s would have %(size)s pupils; the limit of its level is"
                    " %(limit)s.",
                    **{"class": school_class.name, "size": size, "limit": limit},
                )

    @api.model
    def _sizes(self, classes, lines):
        """Return {class: (pupils there and in ``lines``, limit)}, in order."""
        there = dict(
            self.env["school.enrollment"]._read_group(
                [("class_id", "in", classes.ids), ("date_end", "=", False)],
                ["class_id"],
                ["__count"],
            )
        )
        coming = Counter(lines.mapped(lambda line: line.class_to_id.id))
        return {
            one: (there.get(one, 0) + coming[one.id], one.level_id.class_size_limit)
            for one in classes.sorted()
        }

    def _remarks(self):
        """Return what is good to know before handing in."""
        self.ensure_one()
        remarks = []
        if self.undecided_count:
            remarks.append(
                self.env._(
                    "%(count)s pupils are undecided; they stay where they are and can be rolled"
                    " over later.",
                    count=self.undecided_count,
                )
            )
        if self.changed_count:
            remarks.append(
                self.env._(
                    "%(count)s pupils were changed by hand.",
                    count=self.changed_count,
                )
            )
        return remarks
