# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api
from odoo.tools import SQL


def migrate(cr, version):
    """Tell the rows of the homeroom teachers when they were entered: the trail knows it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for model in (env["school.conduct"], env["school.quality"]):
        table = SQL.identifier(model._table)
        trigger = SQL.identifier(f"{model._table}_entered")
        cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER %s", table, trigger))
        cr.execute(
            SQL(
                """
                UPDATE %(table)s entry SET entered_at = told.times
                  FROM (SELECT res_id, jsonb_object_agg(field, moment) AS times
                          FROM (SELECT res_id, field,
                                       to_char(min(at), 'YYYY-MM-DD HH24:MI:SS') AS moment
                                  FROM school_trail
                                 WHERE model = %(model)s AND field = ANY(%(columns)s)
                                       AND new IS NOT NULL
                              GROUP BY res_id, field) first
                      GROUP BY res_id) told
                 WHERE entry.id = told.res_id AND entry.entered_at IS NULL
                """,
                table=table,
                model=model._name,
                columns=list(model._entered_columns),
            )
        )
        cr.execute(SQL("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s", table, trigger))
