# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolStartStep(models.AbstractModel):
    """What is to be done before a school year begins, in its order (OPS-01).

    An addon adds its steps by inheriting ``school.start.step`` and extending :meth:`_steps` with
    :meth:`_step`. A provider asks the database once for each number, with the user's own rights,
    whatever the size of the school.
    """

    _name = "school.start.step"
    _description = "Step of the Start of a Year"

    @api.model
    def _steps(self, year):
        """Return the steps of ``year``, which may be none yet; see :meth:`_step`."""
        return []

    @api.model
    def _step(
        self, sequence, code, title, *, left, total=None, who=(), action=None, detail="", **changes
    ):
        """Return a list with one step.

        :param int left: what is still to be done; the step is done when it is 0
        :param total: out of how many; None where there is nothing to count
        :param who: roles that do it, the ends of the xmlids of their groups
        :param action: xmlid of an action, or the dict of one; left out where the user cannot open it
        :param changes: what differs from that action, e.g. ``domain`` or ``context``
        """
        if isinstance(action, str):
            action = self.env["ir.actions.actions"]._for_xml_id(action)
        model = action and action.get("res_model")
        if model and not self.env[model].has_access("read"):
            action = None
        # Which groups exist is nobody's secret, but only administrators may read them.
        groups_sudo = self.env["res.groups"].sudo()
        for role in who:
            groups_sudo |= self.env.ref(f"school_core.group_school_{role}").sudo()
        return [
            {
                "sequence": sequence,
                "code": code,
                "title": title,
                "left": left,
                "total": total,
                "done": not left,
                "who": groups_sudo.mapped("name"),
                "mine": bool(groups_sudo & self.env.user.sudo().all_group_ids),
                "detail": detail,
                "action": {**action, **changes} if action else False,
            }
        ]
