# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.entry_times import EditLimit
from .school_mark import VALUE_COLUMNS

#: What is changed for some days only; a remark is no mark.
LIMITED_COLUMNS = VALUE_COLUMNS


class SchoolMark(models.Model):
    """When each mark was entered first, and until when it may be changed (GB-05).

    TM Điều 11.1: 15 days after a mark was entered its teacher does not change it any more; after
    that there is the correction only. A trigger notes the first entry of each column, whoever makes
    it and through whatever door, and nothing takes it back: a mark that is emptied and entered
    again has its first entry still.
    """

    _inherit = "school.mark"

    entered_at = fields.Json(
        string="First Entered",
        readonly=True,
        copy=False,
        help="The moment (UTC) of the first entry of each column.",
    )

    def init(self):
        result = super().init()
        note = SQL(" ").join(
            SQL(
                "IF NEW.%(name)s IS NOT NULL AND NOT jsonb_exists(times, %(key)s) THEN"
                " times := times || jsonb_build_object(%(key)s, moment); END IF;",
                name=SQL.identifier(name),
                key=name,
            )
            for name in LIMITED_COLUMNS
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION school_mark_entered() RETURNS trigger
                LANGUAGE plpgsql AS $body$
                DECLARE
                    moment text := to_char(
                        CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS');
                    times jsonb := '{}';
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        times := COALESCE(OLD.entered_at, '{}');
                    END IF;
                    %s
                    NEW.entered_at := NULLIF(times, '{}');
                    RETURN NEW;
                END $body$;
                CREATE OR REPLACE TRIGGER school_mark_entered
                BEFORE INSERT OR UPDATE OF entered_at, %s ON school_mark
                FOR EACH ROW EXECUTE FUNCTION school_mark_entered();
                ALTER TABLE school_mark ENABLE ALWAYS TRIGGER school_mark_entered;
                """,
                note,
                SQL(", ").join(map(SQL.identifier, LIMITED_COLUMNS)),
            )
        )
        return result

    def _lock_own_reasons(self, scopes, moment=None):
        reasons = super()._lock_own_reasons(scopes, moment)
        days = self.env["school.lock"]._edit_days(scopes)
        moment = moment or fields.Datetime.now()
        limits = {company_id: EditLimit(count, moment) for company_id, count in days.items()}
        # until when a mark is changed does not depend on who may read it
        for mark in self.sudo() if limits else ():
            limit = limits.get(mark.company_id.id)
            over = {
                column: {"reason": self._edit_limit_reason(limit, entered)}
                for column, entered in (mark.entered_at or {}).items()
                if limit and limit.is_over(entered)
            }
            if over:
                reasons[mark.id] = reasons.get(mark.id, {}) | over
        return reasons

    @api.model
    def _edit_limit_reason(self, limit, entered):
        return self.env._(
            "The %(days)s days in which a mark may be changed ended on %(day)s. Ask for a"
            " correction.",
            days=limit.days,
            day=f"{limit.last_day(entered):%d/%m/%Y}",
        )
