# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, Command, api


def migrate(cr, version):
    """Let the principal, too, approve targets and proposals, where a school changed nothing."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    principal = env.ref("school_core.group_school_principal")
    for kind in ("target", "proposal"):
        step = env.ref(f"school_gradebook.school_approval_step_mark_{kind}_approve", False)
        if step and not step.other_group_ids:
            step.other_group_ids = [Command.link(principal.id)]
