# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Whose letter is proposed: an account that was never used, and no letter on its way.
WITHOUT_LETTER = ("made", "expired")
WITHOUT_ACCOUNT = ("new",)
#: More cards of parents than that are printed in the background, class by class.
CARDS_AT_ONCE = 150


class SchoolAccountBatch(models.TransientModel):
    """One screen: who gets which login, who lacks what; one click for all; letters."""

    _name = "school.account.batch"
    _description = "Accounts of Staff or Parents"

    kind = fields.Selection(
        [("staff", "Staff"), ("parents", "Parents")], required=True, readonly=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True
    )
    class_ids = fields.Many2many(
        comodel_name="school.class", string="Classes", domain="[('company_id', '=', company_id)]"
    )
    administrator_id = fields.Many2one(
        comodel_name="hr.employee",
        string="School Administrator",
        domain="[('company_id', '=', company_id), ('user_id', '=', False)]",
        help="A person without an account, who gets the school administrator's account: the"
        " district's abbreviation, _, the school's.",
    )
    line_ids = fields.One2many(
        comodel_name="school.account.batch.line", inverse_name="batch_id", string="Persons"
    )
    new_count = fields.Integer(string="Without an Account", compute="_compute_counts")
    letter_count = fields.Integer(string="Letter to Be Made", compute="_compute_counts")
    waiting_count = fields.Integer(string="Letter on Its Way", compute="_compute_counts")
    used_count = fields.Integer(string="In Use", compute="_compute_counts")
    lacking_count = fields.Integer(string="Something Is Lacking", compute="_compute_counts")
    chosen_new_count = fields.Integer(compute="_compute_counts")
    chosen_letter_count = fields.Integer(compute="_compute_counts")

    @api.depends("kind")
    def _compute_display_name(self):
        titles = {
            "staff": self.env._("Accounts of the Staff"),
            "parents": self.env._("Accounts of Parents"),
        }
        for batch in self:
            batch.display_name = titles[batch.kind]

    @api.depends("line_ids.state", "line_ids.is_chosen")
    def _compute_counts(self):
        for batch in self:
            states = batch.line_ids.mapped("state")
            chosen = batch.line_ids.filtered("is_chosen")
            batch.new_count = states.count("new")
            batch.letter_count = states.count("made") + states.count("expired")
            batch.waiting_count = states.count("waiting")
            batch.used_count = states.count("used")
            batch.lacking_count = states.count("lacking") + states.count("locked")
            batch.chosen_new_count = chosen.mapped("state").count("new")
            batch.chosen_letter_count = len(chosen.filtered("user_id"))

    @api.model
    def _open(self, kind):
        """Return the action that shows the accounts of the current school."""
        school = self.env.company
        self.env["school.account.maker"]._check_maker(school)
        batch = self.create({"kind": kind, "company_id": school.id})
        if kind == "parents":
            batch.class_ids = batch._present_classes()
        batch._fill()
        return batch._show()

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _present_classes(self):
        """Return the classes of the year that runs, or of the next one."""
        year = self.env["school.year"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_end", ">=", fields.Date.context_today(self)),
            ],
            order="date_start, id",
            limit=1,
        )
        return self.env["school.class"].search(
            Domain("year_id", "=", year.id) & Domain("company_id", "=", self.company_id.id)
        )

    def _fill(self):
        """Propose anew; those who still need something come first and are chosen."""
        self.ensure_one()
        proposals = self.env["school.account.proposal"]
        if self.kind == "staff":
            found = proposals._staff(self.company_id, self.administrator_id)
        else:
            classes = self.env["school.class"].search([("id", "in", self.class_ids.ids)])
            found = proposals._parents(self.company_id, classes)
        found.sort(key=lambda proposal: proposal["state"] == "used")
        self.line_ids.unlink()
        self.env["school.account.batch.line"].create(
            [
                {
                    **proposal,
                    "batch_id": self.id,
                    "sequence": place,
                    "is_chosen": proposal["state"] in (*WITHOUT_ACCOUNT, *WITHOUT_LETTER),
                }
                for place, proposal in enumerate(found)
            ]
        )

    def action_fill(self):
        self._fill()
        return True

    def action_choose_nobody(self):
        """Begin anew with nobody, to print the letter of somebody who lost it."""
        self.line_ids.is_chosen = False
        return True

    def action_make(self):
        """Make the accounts that are chosen; their letters are chosen next."""
        self.ensure_one()
        chosen = self.line_ids.filtered(lambda line: line.is_chosen and line.state == "new")
        if not chosen:
            raise UserError(self.env._("Nobody is chosen who has no account and lacks nothing."))
        maker = self.env["school.account.maker"]
        if self.kind == "staff":
            maker._make_staff(
                self.company_id,
                chosen.employee_id,
                self.administrator_id & chosen.employee_id,
            )
            self.administrator_id = False
        else:
            maker._make_parents(self.company_id, chosen.class_id, chosen.guardian_ids)
        self._fill()
        return True

    def action_print(self):
        """Let the browser fetch the letters: they are made when it does, and kept nowhere.

        The cards of many parents are a print job's.
        """
        lines = self._chosen_accounts()
        if self.kind == "parents" and len(lines) > CARDS_AT_ONCE:
            return self._print_in_background(lines)
        return {
            "type": "ir.actions.client",
            "tag": "school_account_letters",
            "params": {"url": "/school/account/letters", "data": {"batch_id": self.id}},
        }

    def action_mail(self):
        self.ensure_one()
        lines = self._chosen_accounts()
        self.env["school.account.letter"]._mail(self.company_id, lines._addressees())
        self._fill()
        return True

    def _print_in_background(self, lines):
        self.env["school.account.maker"]._check_maker(self.company_id)
        job = self.env["school.print.job"]._print_parent_cards(
            self.company_id,
            {
                school_class: of_class._addressees()
                for school_class, of_class in lines.grouped("class_id").items()
            },
        )
        return job._show()

    def _print_letters(self):
        self.ensure_one()
        self.env["school.account.maker"]._check_maker(self.company_id)
        lines = self._chosen_accounts()
        pdf = self.env["school.account.letter"]._print(
            self.company_id, self.kind, lines._addressees()
        )
        self._fill()
        return pdf

    def _chosen_accounts(self):
        lines = self.line_ids.filtered(lambda line: line.is_chosen and line.user_id)
        if not lines:
            raise UserError(self.env._("Choose persons who have an account."))
        locked = lines.filtered(lambda line: line.state == "locked")
        if locked:
            raise UserError(
                self.env._(
                    "The account is locked: %(names)s.", names=", ".join(locked.mapped("name"))
                )
            )
        return lines
