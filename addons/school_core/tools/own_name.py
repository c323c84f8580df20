# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tools import email_normalize


def check_own_name(messages):
    """Refuse messages that a user writes in another person's name.

    Programs (sudo) speak for others, and so does the school's own address.
    """
    env = messages.env
    user_sudo = env.user
    if env.su or user_sudo._is_public():
        return
    own = {user_sudo.email_normalized, env.company.sudo().partner_id.email_normalized, False, ""}
    for message in messages.sudo():
        if (
            message.author_id != user_sudo.partner_id
            or email_normalize(message.email_from) not in own
        ):
            raise AccessError(env._("Nobody writes in the name of another person."))
