# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from ..tools import trail_verify


class SchoolTrail(models.Model):
    """Proof that the trail is whole, and what the screens show of it."""

    _inherit = "school.trail"

    def action_verify(self):
        """Verify the trail of the user's schools and show the outcome chain by chain."""
        self.check_access("read")
        # the heads and the tables are not the user's to read; what he may know are the outcomes
        results = [line for company in self.env.companies for line in self.sudo()._verify(company)]
        return self.env["school.trail.check"]._show(results)

    @api.model
    def _action_verify_classes(self, classes):
        self.check_access("read")
        classes.check_access("read")
        results = []
        for company, some in classes.grouped("company_id").items():
            chains = [f"class:{class_id}" for class_id in some.ids]
            # the heads and the tables are not the user's to read; what he may know are the outcomes
            results += self.sudo()._verify(company, chains)
        return self.env["school.trail.check"]._show(results)

    @api.model
    def _guards(self):
        names = self.env.registry.descendants(["school.trail.mixin"], "_inherit")
        guarded = (self.env[name] for name in names)
        return [
            model._trail_guard() for model in guarded if model._trail_fields and not model._abstract
        ]

    @api.model
    def _verify(self, company=None, chains=None):
        """Prove the chains of ``company`` (all schools if empty) or some of its ``chains``.

        :return: a list of dicts: company, chain, rows, ok, broken_at (id of the first row that is
            not what it was), why; besides the chains, the guarded tables whose present values are
            not those that the trail tells of (with class_id), and the triggers that are off or
            altered.
        """
        self.env.flush_all()
        guards = self._guards()
        results = [
            self._result(
                0, table, 0, why=self.env._("Triggers off or altered: %s", ", ".join(sorted(names)))
            )
            for table, names in trail_verify.trigger_faults(self.env.cr, guards).items()
        ]
        if company:
            company_ids = company.ids
        else:
            companies = self.env.execute_query(
                SQL(
                    "SELECT id FROM res_company UNION SELECT company_id FROM school_trail_head"
                    " ORDER BY 1"
                )
            )
            company_ids = [company_id for (company_id,) in companies]
        for company_id in company_ids:
            results += self._verify_company(company_id, chains, guards)
        return results

    @api.model
    def _verify_company(self, company_id, chains, guards):
        results = self._verify_chains(company_id, chains)
        return results + self._verify_values(company_id, guards, chains)

    @api.model
    def _verify_chains(self, company_id, chains):
        results = []
        for chain, rows, broken, gap, broken_at, head_fits in self.env.execute_query(
            trail_verify.chains_sql(company_id, chains)
        ):
            why = ""
            if broken is not None and (gap is None or broken < gap):
                why = self.env._("Entry %(seq)s was altered.", seq=broken)
            elif gap is not None:
                why = self.env._("Entries before entry %(seq)s were removed.", seq=gap)
            elif not head_fits:
                why = self.env._("The end of the chain was removed or its head altered.")
            results.append(self._result(company_id, chain, rows, broken_at, why))
        return results

    @api.model
    def _verify_values(self, company_id, guards, chains):
        class_ids = None
        if chains is not None:
            rooms = (chain.partition(":") for chain in chains)
            class_ids = [int(number) for kind, _colon, number in rooms if kind == "class"]
        results = []
        for guard in guards:
            for class_id, rows, faults, broken_at, places, entry_ids in self.env.execute_query(
                trail_verify.values_sql(guard, company_id, class_ids)
            ):
                why = self.env._(
                    "%(count)s values were changed outside the trail, first of all %(places)s.",
                    count=faults,
                    places="; ".join(
                        self._place(place, entry_id)
                        for place, entry_id in zip(places, entry_ids, strict=True)
                    ),
                )
                results.append(
                    self._result(company_id, guard.model, rows, broken_at, why, class_id)
                )
        return results

    @api.model
    def _place(self, place, entry_id):
        """Return where a value stands, in words as far as an entry of the trail knows them."""
        entry = self.browse(entry_id or ())
        words = filter(None, (entry.student_id.display_name, entry_id and entry.field_label))
        return f"{place} ({', '.join(words)})" if entry else place

    @api.model
    def _result(self, company_id, chain, rows, broken_at=None, why="", class_id=None):
        return {
            "company": company_id,
            "chain": chain,
            "class_id": class_id,
            "rows": rows,
            "ok": not why,
            "broken_at": broken_at,
            "why": why,
        }
