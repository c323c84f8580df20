# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import shutil
import tempfile
from pathlib import Path

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL, mute_logger

from ..tools import handover_files
from .school_handover_export import BATCH, HEAD, TRAIL_COLUMNS
from .school_handover_plan import TRAIL
from .school_handover_scope import FORMER

#: What a database that is loaded must not hold yet.
EMPTY = ("school.year", "school.student", "school.class", "school.movement")


class SchoolHandoverLoad(models.AbstractModel):
    """Loads a hand-over into an empty database, as it was: numbers, dates, authors and the trail.

    It goes past the ORM, its workflows and locks, and past the triggers of the trail, because the
    trail itself is loaded too, hash by hash, and must not tell the same story twice. So it runs
    from the command line alone (``make handover-load``): never in a request, never as a user, and
    never into a database that holds a school. What it wrote is proved afterwards: references by the
    foreign keys, which are put back, the trail by its verifier.

    Each record keeps its number. Where another record of the new database has it, it gets a new
    one, and its former name is kept, so that a later hand-over calls it the same.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _load(self, source):
        """Load the folder or zip ``source``; return {"counts", "renumbered", "faults"}."""
        if request or not self.env.su or self.env.uid != self.env.ref("base.user_root").id:
            raise AccessError(
                self.env._("A hand-over is loaded from the command line alone: make handover-load.")
            )
        with tempfile.TemporaryDirectory(prefix="handover-") as unpacked:
            folder = handover_files.unpack(source, unpacked)
            manifest = self._check_source(folder)
            self._check_empty()
            numbers = {}
            names = [name for name in self._models() if self._file(folder, name).exists()]
            for name in names:
                self._number(folder, name, numbers)
            # what PostgreSQL refuses is told by the error; the log would show whole rows of children
            with self._open_tables(names), mute_logger("odoo.sql_db"):
                for name in names:
                    self._load_model(folder, name, numbers)
                self._load_trail(folder)
            self._finish(names, numbers)
        renumbered = {
            external: id_
            for (name, external), id_ in numbers.items()
            if external.startswith(f"{name}/")
        }
        results = self.env["school.trail"]._verify()
        return {
            "counts": manifest["counts"],
            "renumbered": renumbered,
            "faults": [line for line in results if not line["ok"]],
        }

    @api.model
    def _file(self, folder, name):
        return folder / "data" / f"{name}.jsonl"

    @api.model
    def _check_source(self, folder):
        path = folder / handover_files.MANIFEST
        if not path.exists():
            raise UserError(
                self.env._("%(folder)s: there is no manifest.json in it.", folder=folder)
            )
        if faults := handover_files.faults_of(folder):
            raise UserError(
                self.env._(
                    "Files of the hand-over are altered or missing: %(names)s.",
                    names=", ".join(faults[:10]),
                )
            )
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != handover_files.FORMAT:
            raise UserError(
                self.env._("Format %(format)s is not known.", format=manifest["format"])
            )
        here = self._addons()
        missing = sorted(
            f"{name} {version}"
            for name, version in manifest["addons"].items()
            if name.startswith("school_") and here.get(name) != version
        )
        if missing:
            raise UserError(
                self.env._(
                    "The hand-over was made with these addons, install the same: %(names)s.",
                    names=", ".join(missing),
                )
            )
        return manifest

    @api.model
    def _check_empty(self):
        for name in EMPTY:
            if self.env[name].with_context(active_test=False).search_count([], limit=1):
                raise UserError(
                    self.env._(
                        "The database is not empty: it holds %(records)s.",
                        records=self.env["ir.model"]._get(name).name,
                    )
                )

    # Numbers

    @api.model
    def _number(self, folder, name, numbers):
        """Note in ``numbers`` which records do not have the number that their name tells."""
        table, former, known, highest = self.env[name]._table, [], [], 0
        for row in handover_files.read_lines(self._file(folder, name)):
            external = row["id"]
            if external.startswith(f"{name}/"):
                former.append(int(external.rpartition("/")[2]))
                highest = max(highest, former[-1])
            else:
                known.append(external)
        self.env.cr.execute(
            SQL(
                "SELECT setval(%s, greatest(%s, nextval(%s)))",
                f"{table}_id_seq",
                highest + 1,
                f"{table}_id_seq",
            )
        )
        there = self._resolve(name, known)
        numbers.update({(name, external): id_ for external, id_ in there.items()})
        taken = self.env.execute_query(
            SQL("SELECT id FROM %s WHERE id = ANY(%s)", SQL.identifier(table), former)
        )
        if name == "mail.message":
            # what the installation told itself makes way
            self.env[name].browse(id_ for (id_,) in taken).unlink()
            taken = []
        anew = [f"{name}/{id_}" for (id_,) in taken]
        anew += [external for external in known if external not in there]
        for external in anew:
            ((id_,),) = self.env.execute_query(SQL("SELECT nextval(%s)", f"{table}_id_seq"))
            numbers[name, external] = id_
            module, _dot, short = external.partition(".")
            if external.startswith(f"{name}/"):
                module, short = FORMER, external
            self.env.cr.execute(
                SQL(
                    "INSERT INTO ir_model_data (module, name, model, res_id, noupdate)"
                    " VALUES (%s, %s, %s, %s, TRUE)",
                    module,
                    short,
                    name,
                    id_,
                )
            )

    @api.model
    def _resolve(self, name, externals):
        rows = self.env.execute_query(
            SQL(
                "SELECT module || '.' || name, res_id FROM ir_model_data"
                " WHERE model = %s AND module || '.' || name = ANY(%s)",
                name,
                list(externals),
            )
        )
        return dict(rows)

    @api.model
    def _number_of(self, name, external, numbers, where):
        if external is None:
            return None
        if (name, external) in numbers:
            return numbers[name, external]
        model, slash, number = external.partition("/")
        if slash and model == name:
            return int(number)
        if id_ := self._resolve(name, [external]).get(external):
            numbers[name, external] = id_
            return id_
        raise UserError(
            self.env._(
                "%(where)s: %(external)s is not known in this database.",
                where=where,
                external=external,
            )
        )

    # Rows

    @api.model
    def _load_model(self, folder, name, numbers):
        columns, links = self._columns(name), self._links(name)
        batch, pairs = {}, {key: [] for key in links}
        for row in handover_files.read_lines(self._file(folder, name)):
            where = f"{name} {row['id']}"
            if unknown := row.keys() - columns.keys() - links.keys() - {"id"}:
                raise UserError(
                    self.env._(
                        "%(where)s: this database has no field %(fields)s. Is an addon missing?",
                        where=where,
                        fields=", ".join(sorted(unknown)),
                    )
                )
            id_ = self._number_of(name, row["id"], numbers, where)
            values = {"id": id_}
            for key in row.keys() & columns.keys():
                values[key] = self._loaded(name, columns[key], row, numbers, f"{where}, {key}", id_)
            if name == "ir.attachment" and row.get("checksum"):
                values["store_fname"] = self._take_file(folder, row["checksum"])
            for key in row.keys() & links.keys():
                comodel = self._comodel(links[key])
                pairs[key] += [
                    (id_, self._number_of(comodel, other, numbers, f"{where}, {key}"))
                    for other in row[key]
                ]
            # rows with the same columns go together: of some only the name came along
            some = batch.setdefault(tuple(sorted(values)), [])
            some.append(values)
            if len(some) >= BATCH:
                self._insert(name, tuple(sorted(values)), batch.pop(tuple(sorted(values))))
        for keys, rows in batch.items():
            self._insert(name, keys, rows)
        for key, field in links.items():
            self._insert_pairs(field, pairs[key])

    @api.model
    def _loaded(self, name, field, row, numbers, where, id_):
        value = row[field.name]
        if field.company_dependent:
            company = self._company_id(row, numbers, where)
            return None if value is None else {str(company): value}
        if field.type == "many2one":
            return self._number_of(self._comodel(field), value, numbers, where)
        if field.type == "many2one_reference" and value:
            return self._number_of(row[field.model_field], value, numbers, where)
        return value

    @api.model
    def _company_id(self, row, numbers, where):
        schools = [external for (name, external) in numbers if name == "res.company"]
        external = row.get("company_id") or (schools[0] if schools else None)
        return self._number_of("res.company", external, numbers, where)

    @api.model
    def _take_file(self, folder, checksum):
        source = folder / "files" / checksum[:2] / checksum
        if not source.exists():
            return None
        name = f"{checksum[:2]}/{checksum}"
        target = Path(self.env["ir.attachment"]._full_path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(source, target)
        return name

    @api.model
    def _insert(self, name, keys, rows):
        """Insert rows, or overwrite those that an addon made in this database."""
        table = SQL.identifier(self.env[name]._table)
        columns = SQL(", ").join(map(SQL.identifier, keys))
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(columns)s) SELECT %(columns)s"
                " FROM json_populate_recordset(NULL::%(table)s, %(rows)s)"
                " ON CONFLICT (id) DO UPDATE SET %(updates)s",
                table=table,
                columns=columns,
                rows=handover_files.text_of(rows),
                updates=SQL(", ").join(
                    SQL("%s = excluded.%s", SQL.identifier(key), SQL.identifier(key))
                    for key in keys
                ),
            )
        )

    @api.model
    def _insert_pairs(self, field, pairs):
        table, own, other = map(SQL.identifier, (field.relation, field.column1, field.column2))
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE %s = ANY(%s)", table, own, [pair[0] for pair in pairs])
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s, %s) SELECT * FROM unnest(%s::int[], %s::int[])"
                " ON CONFLICT DO NOTHING",
                table,
                own,
                other,
                [pair[0] for pair in pairs],
                [pair[1] for pair in pairs],
            )
        )

    @api.model
    def _load_trail(self, folder):
        for name, table, columns in (
            (TRAIL, "school_trail", TRAIL_COLUMNS),
            (HEAD, "school_trail_head", ("company_id", "chain", "seq", "hash")),
        ):
            batch = []
            for row in handover_files.read_lines(self._file(folder, name)):
                if isinstance(row.get("scope"), str):
                    row["scope"] = handover_files.read_line(row["scope"])
                batch.append(row)
                if len(batch) >= BATCH:
                    self._insert_trail(table, columns, batch)
                    batch = []
            self._insert_trail(table, columns, batch)

    @api.model
    def _insert_trail(self, table, columns, rows):
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(columns)s) SELECT %(columns)s"
                " FROM json_populate_recordset(NULL::%(table)s, %(rows)s)",
                table=SQL.identifier(table),
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                rows=handover_files.text_of(rows),
            )
        )
