# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, Command, api


def migrate(cr, version):
    """Name who stands in for the only leader of a school, on the step that schools have not set."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    step = env.ref("school_core.school_approval_step_unlock_approve", raise_if_not_found=False)
    if step and not step.substitute_group_ids:
        step.substitute_group_ids = [
            Command.link(env.ref(f"school_core.group_school_{role}").id)
            for role in ("head_department", "secretary", "gradebook_admin")
        ]
