# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Give a row to the users who were there before; their passwords count from today."""
    users = env["res.users"].with_context(active_test=False).search([])
    there = env["school.account"].with_context(active_test=False).search([]).user_id
    (users - there)._school_make_accounts()
    # the duties that the staff already holds
    env["school.duty"]._reconcile(env["hr.employee"].search([("user_id", "!=", False)]).user_id)
