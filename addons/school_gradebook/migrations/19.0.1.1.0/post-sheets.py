# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Make the books of classes whose circular was not known before: primary school."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["school.class"].search([("year_id.state", "!=", "closed")])._ensure_sheets()
