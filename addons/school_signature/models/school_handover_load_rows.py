# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import shutil
from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import handover_files
from .school_handover_export import BATCH, HEAD, TRAIL_COLUMNS
from .school_handover_plan import TRAIL


class SchoolHandoverLoadRows(models.AbstractModel):
    """Writes rows, pairs, files and the trail of a hand-over into the tables."""

    _inherit = "school.handover.plan"

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
        rows = handover_files.read_lines(self._file(folder, TRAIL))
        # what the installation noted about itself makes way: the number is no part of the hash
        self.env.cr.execute(
            SQL(
                "UPDATE school_trail SET id = id + greatest(%s, (SELECT max(id) FROM school_trail))",
                max((row["id"] for row in rows), default=0),
            )
        )
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
