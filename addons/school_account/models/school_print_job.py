# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import Command, api, fields, models

#: How long the cards of parents, each with a code, may lie here to be fetched.
KEPT = timedelta(days=1)


class SchoolPrintJob(models.Model):
    """The cards of a whole school's parents: one file for each class."""

    _inherit = "school.print.job"

    @api.model
    def _print_parent_cards(self, school, addressees):
        """Let the cards of the parents be made in the background; return the job.

        :param addressees: ``{class: values for its cards}``, see ``school.account.letter._print``
        """
        return self.create(
            {
                "name": self.env._("Cards of the Parents"),
                "company_id": school.id,
                "report_id": self.env.ref("school_account.parent_cards_report").id,
                "options": {
                    str(school_class.id): [
                        {**values, "user": values["user"].id} for values in of_class
                    ]
                    for school_class, of_class in addressees.items()
                },
                "line_ids": [
                    Command.create({"res_id": school_class.id, "name": school_class.name})
                    for school_class in addressees
                ],
            }
        )

    @api.autovacuum
    def _gc_parent_cards(self):
        """Keep no codes: cards that are needed once more are made with other codes."""
        self.search(
            [
                ("report_id", "=", self.env.ref("school_account.parent_cards_report").id),
                ("create_date", "<", fields.Datetime.now() - KEPT),
            ]
        ).unlink()
