# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolTrailCheck(models.TransientModel):
    """What a verification of the trail found: one line a chain, whole or broken, and where."""

    _name = "school.trail.check"
    _description = "Outcome of Verifying the Trail"
    _order = "ok, company_id, class_id, id"

    company_id = fields.Many2one(comodel_name="res.company", string="School", readonly=True)
    class_id = fields.Many2one(comodel_name="school.class", readonly=True)
    what = fields.Char(readonly=True)
    rows = fields.Integer(string="Entries", readonly=True)
    ok = fields.Boolean(string="Whole", readonly=True)
    why = fields.Char(string="Where It Is Broken", readonly=True)
    trail_id = fields.Many2one(comodel_name="school.trail", string="First Entry", readonly=True)

    @api.model
    def _show(self, results):
        """Keep the lines of ``school.trail._verify`` for the user and open them."""
        classes = self.env["school.class"].search([("company_id", "in", self.env.companies.ids)])
        known = {f"class:{school_class.id}": school_class for school_class in classes}
        # a book whose values are not those of its chain is not whole, though the chain is
        altered = {f"class:{line['class_id']}" for line in results if line["class_id"]}
        results = [line for line in results if not line["ok"] or line["chain"] not in altered]
        # the outcome of a computation: nobody may enter one
        checks_sudo = self.sudo().create(
            [
                {
                    "company_id": line["company"] or False,
                    "class_id": self._class_of(line, known).id,
                    "what": self._what(line, known),
                    "rows": line["rows"],
                    "ok": line["ok"],
                    "why": line["why"],
                    "trail_id": line["broken_at"],
                }
                for line in results
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_core.school_trail_check_action"
        )
        broken = sum(not line["ok"] for line in results)
        return {
            **action,
            "name": self.env._("The trail is broken in %(count)s places", count=broken)
            if broken
            else self.env._("The trail is whole"),
            "domain": [("id", "in", checks_sudo.ids)],
        }

    @api.model
    def _class_of(self, line, classes):
        chain = f"class:{line['class_id']}" if line["class_id"] else line["chain"]
        return classes.get(chain, self.env["school.class"])

    @api.model
    def _what(self, line, classes):
        chain, school_class = line["chain"], self._class_of(line, classes)
        name = self.env._("Class %(name)s", name=school_class.display_name)
        if chain in classes:
            return name
        if chain == "anchors":
            return self.env._("Anchors outside the database")
        if chain in self.env:
            model = self.env["ir.model"]._get(chain).name
            return f"{name}: {model}" if school_class else model
        return self.env._("The school's own chain") if chain == "school" else chain

    def action_open_entry(self):
        """Open the first entry that is not what it was."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.trail",
            "res_id": self.trail_id.id,
            "views": [(False, "form")],
        }
