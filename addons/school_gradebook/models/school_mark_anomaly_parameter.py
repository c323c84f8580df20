# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolMarkAnomalyParameter(models.Model):
    _name = "school.mark.anomaly.parameter"
    _description = "Setting of a Rule for Unusual Marks"
    _order = "sequence, id"

    rule_id = fields.Many2one(
        comodel_name="school.mark.anomaly.rule", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True, precompute=True)
    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True, readonly=True)
    sequence = fields.Integer(default=10)
    value = fields.Float(digits=(6, 1), required=True, default=0)

    _uniq_code = models.UniqueIndex("(rule_id, code)", "The rule has this setting already.")
    _check_value = models.Constraint("CHECK(value >= 0)", "A setting cannot be negative.")
