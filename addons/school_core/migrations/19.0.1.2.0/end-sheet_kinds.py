# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let sheets of earlier imports name their kind by its code: it was the title, in any language.

    It runs at the end, when the kinds of all addons are known.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    for code, _name in env["res.lang"].get_installed():
        for kind in env["school.import"].with_context(lang=code)._kinds():
            cr.execute(
                "UPDATE school_import_sheet SET kind = %s WHERE kind = %s",
                (kind._kind, kind._kind_title()),
            )
