# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..anomalies import RULES, Scope

#: A closed case comes back when there is this much more of it than when it was closed.
GROWTH = 1.25
#: Terms are examined for some weeks after the year.
DAYS_AFTER_YEAR = 90


class SchoolMarkAnomaly(models.Model):
    """The search: one query a rule for a whole school, then one pass over what it found."""

    _inherit = "school.mark.anomaly"

    def action_find(self):
        """Search the running years of the user's schools now."""
        if not self._leads():
            raise AccessError(
                self.env._("Only the principal and the vice-principal examine cases.")
            )
        years = self.env["school.year"].search(
            [("company_id", "in", self.env.companies.ids), *self._year_domain()]
        )
        if not years:
            raise UserError(self.env._("No school year runs today."))
        # The search reads the trail and all books of the school, and writes the cases.
        found = sum(len(self.sudo()._find(year)) for year in years)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("%(count)s new cases.", count=found),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _year_domain(self):
        today = fields.Date.context_today(self)
        return [
            ("date_start", "<=", today),
            ("date_end", ">=", today - timedelta(days=DAYS_AFTER_YEAR)),
        ]

    @api.model
    def _cron_find(self):
        """Search all schools, those first that were not searched for longest."""
        years = self.env["school.year"].search(
            [
                *self._year_domain(),
                "|",
                ("date_anomalies", "=", False),
                ("date_anomalies", "<", fields.Datetime.now() - timedelta(hours=12)),
            ],
            order="date_anomalies NULLS FIRST, id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(years))
        for year in years:
            self._find(year)
            if not cron._commit_progress(1):
                break

    @api.model
    def _find(self, year):
        """Search the marks of ``year``; return the cases that are new or opened again."""
        self.env.flush_all()
        scope = Scope(year.company_id.id, year.id, tuple(year.class_ids.ids))
        year.date_anomalies = fields.Datetime.now()
        if not scope.class_ids:
            return self.browse()
        parameters = self.env["school.mark.anomaly.rule"]._of(year.company_id)
        found = {
            (code, row["key"]): row
            for code, chosen in parameters.items()
            for row in self.env.execute_query_dict(RULES[code].query(scope, chosen))
        }
        known = self.search([("company_id", "=", year.company_id.id), ("year_id", "=", year.id)])
        by_key = {(case.rule, case.key): case for case in known}
        fresh = self._create_cases(
            year, {key: row for key, row in found.items() if key not in by_key}
        )
        again = self._meet_again(by_key, found)
        gone = known.filtered(lambda case: case.is_current and (case.rule, case.key) not in found)
        gone.write({"is_current": False})
        return fresh | again

    @api.model
    def _create_cases(self, year, found):
        now = fields.Datetime.now()
        teachers = self._teachers(year.company_id, found.values())
        return self.with_context(tracking_disable=True).create(
            [
                {
                    "company_id": year.company_id.id,
                    "year_id": year.id,
                    "rule": rule,
                    "key": key,
                    "term_id": row["term_id"],
                    "sheet_id": row["sheet_id"],
                    "column": row["column"],
                    "teacher_id": teachers.get((row["user_id"], row["sheet_id"])),
                    "figures": row["figures"],
                    "measure": row["measure"],
                    "date_found": now,
                    "date_seen": now,
                    "is_current": True,
                }
                for (rule, key), row in found.items()
            ]
        )

    @api.model
    def _teachers(self, company, rows):
        """Return the teacher of each (user, sheet): who changed the marks, or who teaches there."""
        pairs = {(row["user_id"], row["sheet_id"]) for row in rows}
        employees = self.env["hr.employee"].search(
            [("user_id", "in", [user for user, _s in pairs]), ("company_id", "=", company.id)]
        )
        by_user = {employee.user_id.id: employee.id for employee in employees}
        sheets = self.env["school.mark.sheet"].browse({sheet for _u, sheet in pairs if sheet})
        assignments = self.env["school.teaching.assignment"].search(
            [("class_subject_id", "in", sheets.class_subject_id.ids)], order="date_start, id desc"
        )
        by_plan = {line.class_subject_id.id: line.teacher_id.id for line in assignments}
        by_sheet = {sheet.id: by_plan.get(sheet.class_subject_id.id) for sheet in sheets}
        return {
            (user, sheet): by_user.get(user) if user else by_sheet.get(sheet)
            for user, sheet in pairs
        }

    @api.model
    def _meet_again(self, by_key, found):
        """Bring the figures of known cases up to date; open again what recurs."""
        again, seen = self.browse(), self.browse()
        for key, case in by_key.items():
            row = found.get(key)
            if not row:
                continue
            seen |= case
            recurs = not case.is_current or float(row["measure"]) >= case.closed_measure * GROWTH
            if case.state == "closed" and recurs:
                again |= case
            if case.figures != row["figures"]:
                case.with_context(tracking_disable=True).write(
                    {"figures": row["figures"], "measure": row["measure"]}
                )
        seen.with_context(tracking_disable=True).write(
            {"date_seen": fields.Datetime.now(), "is_current": True}
        )
        for case in again:
            case.write({"state": "new", "times": case.times + 1, "date_asked": False})
            case.message_post(
                body=self.env._("Found again after it was closed."), subtype_xmlid="mail.mt_note"
            )
        return again

    @api.model
    def _waiting_domain(self):
        """Return the cases that wait for the user: to examine, or to explain."""
        if self._leads():
            return [("state", "in", ("new", "explained"))]
        return [
            ("state", "=", "examined"),
            ("date_asked", "!=", False),
            ("teacher_id.user_id", "=", self.env.uid),
        ]
