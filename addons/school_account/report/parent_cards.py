# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class ReportParentCards(models.AbstractModel):
    """The cards of one class, for a print job that is waiting, and for nothing else.

    Cards kill the codes of earlier ones, so an address that somebody is lured to must not make any.
    """

    _name = "report.school_account.letters_parents"
    _description = "Cards of Parents"

    @api.model
    def _get_report_values(self, docids, data=None):
        line = self.env["school.print.job.line"].search(
            [
                ("job_id.report_id", "=", self.env.ref("school_account.parent_cards_report").id),
                ("res_id", "in", docids),
                ("state", "=", "waiting"),
            ],
            limit=1,
        )
        job = line.job_id
        addressees = (job.options or {}).get(str(line.res_id))
        if not addressees:
            raise UserError(
                self.env._("Cards of parents are printed from the screen of their accounts.")
            )
        school = job.company_id
        self.env["school.account.maker"]._check_maker(school)
        letter = self.env["school.account.letter"]
        users = self.env["res.users"].browse(values["user"] for values in addressees)
        letters = letter._prepare(
            school,
            [{**values, "user": user} for user, values in zip(users, addressees, strict=True)],
            "print",
        )
        return {"school": school, "letters": letters, "groups": letter._by_place(letters)}
