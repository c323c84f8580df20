# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..anomalies import RULES
from ..anomalies.registry import number


class SchoolMarkAnomalyRule(models.Model):
    """A rule by which cases are found in the marks, with what a school has set for it.

    What is looked for stands in the package ``anomalies``. The rules without a school apply to
    all; a school that has a rule of its own follows that one, also where it is switched off.
    """

    _name = "school.mark.anomaly.rule"
    _description = "Rule for Unusual Marks"
    _rec_name = "code"
    _order = "sequence, company_id desc, id"

    code = fields.Selection(selection="_selection_code", string="Rule", required=True)
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", index="btree_not_null", readonly=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parameter_ids = fields.One2many(
        comodel_name="school.mark.anomaly.parameter", inverse_name="rule_id", copy=True
    )
    summary = fields.Char(string="Settings", compute="_compute_summary")

    _uniq_code = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "The school has this rule already."
    )

    @api.model
    def _selection_code(self):
        return [(code, rule.title(self.env)) for code, rule in RULES.items()]

    @api.depends("parameter_ids.value", "parameter_ids.name")
    def _compute_summary(self):
        for rule in self:
            rule.summary = " · ".join(
                f"{parameter.name}: {number(self.env, parameter.value, int(parameter.value % 1 > 0))}"
                for parameter in rule.parameter_ids
            )

    @api.depends("code")
    def _compute_display_name(self):
        titles = dict(self._selection_code())
        for rule in self:
            rule.display_name = titles.get(rule.code)

    def action_adjust(self):
        """Open the rule of the user's own school, made from the one for all if need be."""
        self.ensure_one()
        own = self.with_context(active_test=False).search(
            [("code", "=", self.code), ("company_id", "=", self.env.company.id)]
        ) or self.copy({"company_id": self.env.company.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "view_mode": "form",
        }

    @api.model
    def _of(self, company):
        """Return {code: {parameter: value}} of the rules that ``company`` follows."""
        rules = self.with_context(active_test=False).search(
            [("company_id", "in", [company.id, False])], order="company_id NULLS FIRST"
        )
        chosen = {rule.code: rule for rule in rules if rule.code in RULES}
        return {
            code: RULES[code].parameters
            | {parameter.code: parameter.value for parameter in rule.parameter_ids}
            for code, rule in chosen.items()
            if rule.active
        }
