# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class SchoolEnteredMixin(models.AbstractModel):
    """Rows of a book that know when each of their columns was entered first.

    A trigger notes the first entry of the ``_entered_columns``, whoever makes it and through
    whatever door, and nothing takes it back: what is emptied and entered again has its first entry
    still.
    """

    _name = "school.entered.mixin"
    _description = "Knows When It Was Entered"

    _entered_columns = ()

    entered_at = fields.Json(
        string="First Entered",
        readonly=True,
        copy=False,
        help="The moment (UTC) of the first entry of each column.",
    )

    def init(self):
        result = super().init()
        if self._entered_columns and not self._abstract:
            self._note_first_entries()
        return result

    def _note_first_entries(self):
        note = SQL(" ").join(
            SQL(
                "IF NEW.%(name)s IS NOT NULL AND NOT jsonb_exists(times, %(key)s) THEN"
                " times := times || jsonb_build_object(%(key)s, moment); END IF;",
                name=SQL.identifier(name),
                key=name,
            )
            for name in self._entered_columns
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION %(trigger)s() RETURNS trigger
                LANGUAGE plpgsql AS $body$
                DECLARE
                    moment text := to_char(
                        CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS');
                    times jsonb := '{}';
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        times := COALESCE(OLD.entered_at, '{}');
                    END IF;
                    %(note)s
                    NEW.entered_at := NULLIF(times, '{}');
                    RETURN NEW;
                END $body$;
                CREATE OR REPLACE TRIGGER %(trigger)s
                BEFORE INSERT OR UPDATE OF entered_at, %(columns)s ON %(table)s
                FOR EACH ROW EXECUTE FUNCTION %(trigger)s();
                ALTER TABLE %(table)s ENABLE ALWAYS TRIGGER %(trigger)s;
                """,
                trigger=SQL.identifier(f"{self._table}_entered"),
                table=SQL.identifier(self._table),
                note=note,
                columns=SQL(", ").join(map(SQL.identifier, self._entered_columns)),
            )
        )
