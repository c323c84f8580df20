# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, Command, api

SUBSTITUTES = {
    "result_book_approve": ("vice_academic",),
    "correction_confirm": ("head_department", "secretary", "gradebook_admin"),
    "correction_approve": ("head_department", "secretary"),
    "correction_leader": ("head_department", "secretary"),
    "correction_administrator": ("head_department", "secretary"),
}


def migrate(cr, version):
    """Name who stands in where a school has nobody else, on the steps that it has not set."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, roles in SUBSTITUTES.items():
        step = env.ref(f"school_gradebook.school_approval_step_{name}", raise_if_not_found=False)
        if step and not step.substitute_group_ids:
            step.substitute_group_ids = [
                Command.link(env.ref(f"school_core.group_school_{role}").id) for role in roles
            ]
