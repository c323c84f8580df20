# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.orm.model_classes import add_to_registry


class SchoolTrialBook(models.Model):
    """A small book for the tests of the common mechanisms; its table lives in their transaction."""

    _module = None
    _name = "school.trial.book"
    _description = "Trial Book"
    _inherit = ["school.lock.mixin", "school.trail.mixin"]
    _order = "id"

    _trail_fields = ("class_id", "subject_id", "first", "second", "note", "active")
    _trail_scope = "class_id"
    _lock_kind = "trial"
    _lock_columns = ("first", "second")
    _lock_row_fields = ("class_id", "subject_id", "active")
    _lock_scope_fields = {
        "company_id": "company_id",
        "year_id": "class_id.year_id",
        "term_id": "term_id",
        "grade_id": "class_id.grade_id",
        "class_id": "class_id",
        "subject_id": "subject_id",
    }

    company_id = fields.Many2one(related="class_id.company_id", store=True, precompute=True)
    class_id = fields.Many2one(comodel_name="school.class", required=True)
    term_id = fields.Many2one(comodel_name="school.term")
    subject_id = fields.Many2one(comodel_name="school.subject")
    student_id = fields.Many2one(comodel_name="school.student")
    first = fields.Integer()
    second = fields.Integer()
    note = fields.Char()
    active = fields.Boolean(default=True)


class SchoolTrialRequest(models.Model):
    """Something that needs an approval."""

    _module = None
    _name = "school.trial.request"
    _description = "Trial Request"
    _inherit = ["school.approval.mixin"]
    _approval_applies = True
    _order = "id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(comodel_name="res.company", required=True)
    applied = fields.Boolean()

    def _approval_applied(self):
        self.sudo().applied = True


def load_models(test_class, *definitions):
    """Give ``test_class`` (in its setUpClass) models of its own until the class has run."""
    registry = test_class.registry
    cr = test_class.env.cr
    names = [definition._name for definition in definitions]
    for definition in definitions:
        add_to_registry(registry, definition)

    def forget():
        for definition in definitions:
            for parent in (*definition._inherit, "base"):
                registry[parent]._inherit_children.discard(definition._name)
            del registry.models[definition._name]
        registry._setup_models__(cr, [])

    test_class.addClassCleanup(forget)
    registry._setup_models__(cr, [])
    registry.init_models(cr, names, {"module": "school_core"})
    test_class.env["ir.model.access"].create(
        [
            {
                "name": name,
                "model_id": test_class.env["ir.model"]._get_id(name),
                "group_id": test_class.env.ref("base.group_user").id,
                **dict.fromkeys(("perm_read", "perm_write", "perm_create", "perm_unlink"), True),
            }
            for name in names
        ]
    )
