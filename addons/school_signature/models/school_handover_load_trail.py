# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import api, models
from odoo.tools import SQL

from ..tools import handover_files
from .school_handover_export import HEAD
from .school_handover_plan import TRAIL

#: What the trail of the installation says of what made way.
REASON = "Bàn giao: bản ghi của hệ thống nhận nhường số cho dữ liệu của trường"


class SchoolHandoverLoadTrail(models.AbstractModel):
    """What the installation's own trail tells of its records that make way for a school.

    A number that a record gave up is told as removed, and its new one begins with the values that
    stand: the installation verifies. Where the school has the number of a company of this database,
    its chains take the place of that company's, which are kept in a file.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _tell_made_way(self, folder, moved):
        """Note in the trail what gave up its number, before that of the school is loaded.

        :param moved: {model: {number: new number}}
        :return: the numbers of the companies whose chains make way for those of the school
        """
        self._reason_of_loading()
        companies = {
            row["company_id"] for row in handover_files.read_lines(self._file(folder, HEAD))
        }
        replaced = self._keep_chains(sorted(companies))
        removed = SQL(
            """
            FROM (SELECT DISTINCT ON (t.company_id, t.model, t.res_id, t.field) t.*
                    FROM school_trail t
                    JOIN unnest(%(models)s::varchar[], %(numbers)s::int[]) AS gone (model, number)
                      ON gone.model = t.model AND gone.number = t.res_id
                ORDER BY t.company_id, t.model, t.res_id, t.field, t.id DESC) last
           WHERE last.new IS NOT NULL
            """,
            models=[name for name, numbers in moved.items() for _number in numbers],
            numbers=[number for numbers in moved.values() for number in numbers],
        )
        change = (
            "last.company_id, last.chain, last.model, last.res_id, 'unlink', last.class_id,"
            " last.student_id, last.scope, last.field, last.new, NULL"
        )
        self._append(
            f"PERFORM school_trail_append(array_agg(ROW({change})::school_trail_change"
            " ORDER BY last.company_id, last.chain, last.model, last.res_id, last.field))"
            f" {self._text(removed)} HAVING count(*) > 0;"
        )
        schools = list(moved.get("res.company", {}).values())
        for guard in self._trail_guards():
            numbers = list(moved.get(guard.model, {}).values())
            own = SQL("(r.id = ANY(%s) OR s.company_id = ANY(%s))", numbers, schools)
            if numbers or schools:
                self._begin_anew(guard, own)
            for name in guard.fields:
                field = self.env[guard.model]._fields[name]
                if field.type == "many2one" and (renamed := moved.get(field.comodel_name)):
                    self._tell_renamed(guard, name, renamed, own)
        return replaced

    @api.model
    def _tell_renamed(self, guard, name, renamed, but):
        """Note that the column ``name`` refers to what it did by another number."""
        former = SQL(
            "(SELECT m.old::text FROM unnest(%s::int[], %s::int[]) AS m (old, new)"
            " WHERE m.new = r.{name})",
            list(renamed),
            list(renamed.values()),
        )
        values = guard.values(self._text(former), "r.{name}::text", [name])
        condition = f"v.old IS NOT NULL AND NOT {self._text(but)}"
        self._append(guard.changes("write", f"{guard.table} AS r", values, condition))

    @api.model
    def _tell_left(self, folder, replaced):
        """Begin the story of what this database has in companies whose chains made way."""
        self._reason_of_loading()
        for guard in self._trail_guards() if replaced else ():
            path, loaded = self._file(folder, guard.model), []
            for row in handover_files.read_lines(path) if path.exists() else ():
                name, _slash, number = row["id"].rpartition("/")
                if name == guard.model:
                    loaded.append(int(number))
            # the school itself may be the first company, which goes by a name
            if guard.model != "res.company":
                self._begin_anew(
                    guard, SQL("s.company_id = ANY(%s) AND r.id != ALL(%s)", replaced, loaded)
                )

    @api.model
    def _trail_guards(self):
        return self.env["school.trail"]._guards()

    @api.model
    def _reason_of_loading(self):
        self.env.cr.execute(
            SQL(
                "SELECT set_config('school.uid', %s, true), set_config('school.origin', 'server', true),"
                " set_config('school.reason', %s, true)",
                str(self.env.uid),
                REASON,
            )
        )

    @api.model
    def _begin_anew(self, guard, condition):
        self._append(
            guard.changes(
                "baseline",
                f"{guard.table} AS r",
                guard.values("NULL::text", "r.{name}::text"),
                f"v.new IS NOT NULL AND {self._text(condition)}",
            )
        )

    @api.model
    def _append(self, statement):
        """Run ``statement`` as a trigger does: nothing else appends to the trail."""
        body = f"BEGIN {statement} RETURN NULL; END"
        self.env.cr.execute("CREATE TEMPORARY TABLE school_handover_tell () ON COMMIT DROP")
        self.env.cr.execute(
            SQL(
                "CREATE FUNCTION pg_temp.school_handover_tell() RETURNS trigger LANGUAGE plpgsql"
                " SET datestyle = 'ISO, YMD' SET extra_float_digits = 1 AS %s",
                body,
            )
        )
        self.env.cr.execute(
            "CREATE TRIGGER tell AFTER INSERT ON school_handover_tell"
            " FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.school_handover_tell()"
        )
        self.env.cr.execute("INSERT INTO school_handover_tell DEFAULT VALUES")
        self.env.cr.execute("DROP TABLE school_handover_tell")
        self.env.cr.execute("DROP FUNCTION pg_temp.school_handover_tell")

    @api.model
    def _text(self, sql):
        return self.env.cr.mogrify(sql).decode()

    @api.model
    def _keep_chains(self, companies):
        """Take away the chains of ``companies`` of this database, kept in a file; return of which."""
        rows = self.env.execute_query_dict(
            SQL("SELECT * FROM school_trail WHERE company_id = ANY(%s) ORDER BY id", companies)
        )
        if not rows:
            return []
        self.env["ir.attachment"].create(
            {
                "name": f"{TRAIL}-before-handover.jsonl",
                "raw": "\n".join(json.dumps(row, default=str, ensure_ascii=False) for row in rows),
                "description": REASON,
            }
        )
        self.env.flush_all()
        for table in ("school_trail", "school_trail_head"):
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE company_id = ANY(%s)", SQL.identifier(table), companies)
            )
        return sorted({row["company_id"] for row in rows})
