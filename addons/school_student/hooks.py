# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Give the policies that pupils have already their dated lines."""
    env["school.student.private"].search([("policy_ids", "!=", False)])._follow_policies()
