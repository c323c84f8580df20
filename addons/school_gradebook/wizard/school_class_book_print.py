# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.safe_eval import safe_eval

from ..report.form_text import TERMS
from ..report.school_class_book_parts import BOOK, MONTH, TERM, YEAR

REPORTS = {
    "a4": "class_book_a4_report",
    "a3": "class_book_a3_report",
    "xlsx": "class_book_xlsx_report",
}
SCHOOL_YEAR_MONTHS = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)


class SchoolClassBookPrint(models.TransientModel):
    """Choose what to print of the class books: of one class at once, of many in the background."""

    _name = "school.class.book.print"
    _description = "Print Class Books"

    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        default=lambda self: self._default_year_id(),
        domain="[('company_id', 'in', allowed_company_ids)]",
    )
    class_ids = fields.Many2many(
        comodel_name="school.class",
        string="Classes",
        compute="_compute_class_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
        domain="[('year_id', '=', year_id)]",
    )
    part = fields.Selection(
        [
            (BOOK, "The whole book"),
            (MONTH, "Absences of a month"),
            (TERM, "A term"),
            (YEAR, "The year's results"),
        ],
        string="What to Print",
        required=True,
        default=MONTH,
    )
    month = fields.Selection(
        [(str(number), str(number)) for number in SCHOOL_YEAR_MONTHS],
        default=lambda self: self._default_month(),
    )
    term = fields.Selection([(str(number), name) for number, name in TERMS.items()], default="1")
    front = fields.Boolean(
        string="With Cover and Pupils' Data",
        default=True,
        help="The pages that stand before the months and terms when the book is bound.",
    )
    file_format = fields.Selection(
        [("a4", "PDF, A4"), ("a3", "PDF, A3"), ("xlsx", "Excel")],
        string="Format",
        required=True,
        default="a4",
    )

    @api.model
    def _default_year_id(self):
        classes = self._ticked()
        return classes[:1].year_id or self.env["school.year"]._current()

    @api.model
    def _default_month(self):
        """Return the month that has just ended: its page is printed in the week after."""
        return str((fields.Date.context_today(self).month - 2) % 12 + 1)

    @api.model
    def _ticked(self):
        classes = self.env["school.class"]
        if self.env.context.get("active_model") != classes._name:
            return classes
        return classes.browse(self.env.context.get("active_ids", []))

    @api.depends("year_id")
    def _compute_class_ids(self):
        """Propose what was ticked in the list, or all classes of the year that have such a book."""
        ticked = self._ticked()
        for wizard in self:
            chosen = ticked.filtered(lambda one, wizard=wizard: one.year_id == wizard.year_id)
            if not chosen:
                classes = self.env["school.class"].search([("year_id", "=", wizard.year_id.id)])
                chosen = self._with_marks(wizard._with_book(classes))
            wizard.class_ids = chosen

    def action_print(self):
        self.ensure_one()
        classes = self.class_ids
        classes.check_access("read")
        self._check_choice(classes)
        report, choice, part = self._report(), self._choice(), self._part_name()
        jobs = self.env["school.print.job"]
        if len(classes) == 1:
            name = jobs._file_name(f"{report.name} {classes.name} {self.year_id.name} - {part}")
            data = {**choice, "class_ids": classes.ids, "file_name": name}
            return report.report_action(classes, data=data)
        job = jobs.create(
            {
                "name": f"{report.name} {self.year_id.name} - {part}",
                "company_id": self.year_id.company_id.id,
                "report_id": report.id,
                "options": choice,
                "line_ids": [
                    Command.create({"res_id": one.id, "name": f"{one.name} - {part}"})
                    for one in classes
                ],
            }
        )
        return job._show()

    def _report(self):
        return self.env.ref(f"school_gradebook.{REPORTS[self.file_format or 'a4']}")

    def _choice(self):
        """Return the choice as the report takes it."""
        choice = {"part": self.part}
        if self.part == MONTH:
            choice["month"] = int(self.month)
        elif self.part == TERM:
            choice |= {"term": int(self.term), "front": self.front}
        return choice

    def _part_name(self):
        if self.part == MONTH:
            return self.env._("month %(month)s", month=self.month)
        if self.part == TERM:
            return TERMS[int(self.term)]
        return dict(self._fields["part"]._description_selection(self.env))[self.part]

    def _check_choice(self, classes):
        if not classes:
            raise UserError(self.env._("Choose the classes whose book is printed."))
        months = {
            first.month for first in self.env["school.class.book"]._months_of_year(self.year_id)
        }
        if self.part == MONTH and int(self.month or 0) not in months:
            raise UserError(
                self.env._(
                    "The school year %(year)s has no month %(month)s.",
                    year=self.year_id.name,
                    month=self.month or "",
                )
            )
        strangers = classes.filtered(lambda one: one.year_id != self.year_id)
        strangers |= classes - self._with_book(classes)
        if strangers:
            raise UserError(
                self.env._(
                    "These classes have no such book in the school year: %(classes)s.",
                    classes=", ".join(strangers.mapped("name")),
                )
            )
        hidden = classes - self._with_marks(classes)
        if hidden:
            raise AccessError(
                self.env._(
                    "You may not read the marks of: %(classes)s.",
                    classes=", ".join(hidden.mapped("name")),
                )
            )

    def _with_book(self, classes):
        """Return the classes whose circular has this book."""
        return classes.filtered_domain(safe_eval(self._report().sudo().domain or "[]"))

    @api.model
    def _with_marks(self, classes):
        """Return the classes whose books the user prints whole, so that no page is left out.

        The office prints all of them (DN Điều 19); the others read all of a class's mark sheets.
        """
        if self.env["school.class.book"]._is_office():
            return classes
        sheets = self.env["school.mark.sheet"]
        domain = [("class_id", "in", classes.ids)]
        # only compared: which of the sheets the user does not see
        hidden = sheets.sudo().search(domain) - sheets.search(domain)
        return classes - hidden.class_id.with_env(self.env)
