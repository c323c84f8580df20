# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import shutil

from odoo import api, fields, models, release
from odoo.exceptions import UserError
from odoo.tools import SQL, file_path

from ..tools import handover_files
from .school_handover_plan import TRAIL
from .school_handover_scope import CALLED

BATCH = 2000
HEAD = "school.trail.head"
#: The columns of the trail as they are hashed: numbers of the former database, kept as they are.
TRAIL_COLUMNS = (
    "id", "company_id", "chain", "seq", "model", "res_id", "operation", "class_id", "student_id",
    "scope", "field", "old", "new", "user_id", "db_user", "client", "origin", "reason", "at", "hash",
)  # fmt: skip
JSON_TYPES = {
    "boolean": "boolean",
    "integer": "integer",
    "float": "number",
    "monetary": "number",
    "many2many": "array",
}


class SchoolHandoverExport(models.AbstractModel):
    """Writes all data of one school into a folder (SIG-04), in batches: memory stays bounded."""

    _inherit = "school.handover.plan"

    @api.model
    def _export(self, school, folder, by, with_books=False):
        """Write the hand-over of ``school`` into ``folder``, all pieces of it at once."""
        self._export_data(school, folder, by)
        for one in self._prints(school, with_books):
            self._print(school, one, folder)
        return self._seal(folder)

    @api.model
    def _export_data(self, school, folder, by):
        """Write all but the prints: what must be of one moment."""
        school.ensure_one()
        known, blank = self._find(school)
        (folder / "data").mkdir()
        counts = {}
        for name in self._models():
            counts[name] = self._export_model(school, folder, name, known, blank)
        counts[TRAIL] = self._export_trail(school, folder)
        self._export_known(folder, known)
        self._write_workbooks(school, folder)
        shutil.copy(file_path("school_signature/data/verify_trail.py"), folder)
        shutil.copy(file_path("school_signature/data/handover_readme.md"), folder / "README.md")
        manifest = {
            "format": handover_files.FORMAT,
            "school": {
                "name": school.name,
                "code": school.school_code or "",
                "abbreviation": school.school_abbreviation or "",
            },
            "at": fields.Datetime.to_string(self.env.cr.now()),
            "by": by,
            "odoo": release.version,
            "addons": self._addons(),
            "counts": counts,
            "left_out": self._left_out(),
            "references_left_out": {name: len(ids) for name, ids in sorted(blank.items())},
        }
        handover_files.write_json(folder / handover_files.MANIFEST, manifest)

    @api.model
    def _seal(self, folder):
        """Write the checksums of all files of ``folder``; return the manifest."""
        manifest = handover_files.read_json(folder / handover_files.MANIFEST)
        manifest["not_printed"] = self._refused(folder)
        manifest["sha256sums"] = handover_files.write_sums(folder)
        handover_files.write_json(folder / handover_files.MANIFEST, manifest)
        return manifest

    @api.model
    def _addons(self):
        installed = self.env["ir.module.module"].search([("state", "=", "installed")], order="name")
        return {addon.name: addon.installed_version for addon in installed}

    @api.model
    def _export_model(self, school, folder, name, known, blank):
        columns, links = self._columns(name), self._links(name)
        self._write_schema(folder, name, columns, links)
        required = self._required_columns(name)
        with handover_files.Table(folder / "data", name, ["id", *columns, *links]) as table:
            for stored, is_stub in self._stored_rows(name, columns, links):
                row = {"id": self._external(name, stored["id"], known, blank)}
                for key, field in columns.items():
                    if not is_stub or key in required or key in CALLED:
                        row[key] = self._value(school, name, field, stored, known, blank)
                        if row[key] is None and key in required:
                            raise UserError(
                                self.env._(
                                    "%(school)s: %(field)s of %(record)s leads to what is not"
                                    " handed over.",
                                    school=school.name,
                                    field=key,
                                    record=row["id"],
                                )
                            )
                if is_stub:
                    row |= {"active": False} if name == "res.users" else {}
                else:
                    for key, field in links.items():
                        others = stored[key]
                        if field.relation == "res_company_users_rel":
                            others = school.ids
                        row[key] = self._others(field, others, known, blank)
                if name == "ir.attachment" and not is_stub:
                    self._copy_file(folder, stored)
                table.add(row)
        return table.count

    @api.model
    def _stored_rows(self, name, columns, links):
        """Yield (row as stored, whether only its name goes along), by number."""
        picked = [SQL("t.id"), *(SQL("t.%s", SQL.identifier(key)) for key in columns)]
        for key, field in links.items():
            picked.append(
                SQL(
                    "(SELECT coalesce(json_agg(r.%(other)s), '[]') FROM %(table)s r"
                    " WHERE r.%(own)s = t.id) AS %(key)s",
                    other=SQL.identifier(field.column2),
                    own=SQL.identifier(field.column1),
                    table=SQL.identifier(field.relation),
                    key=SQL.identifier(key),
                )
            )
        if name == "ir.attachment":
            picked.append(SQL("t.store_fname AS __file"))
        last = 0
        while True:
            # the text of each row: JSON read by psycopg2 would lose digits of numbers
            rows = self.env.execute_query(
                SQL(
                    "SELECT row_to_json(p)::text, p.id, p.__stub FROM (SELECT %(picked)s,"
                    " s.is_stub AS __stub FROM school_handover_scope s JOIN %(table)s t"
                    " ON t.id = s.id WHERE s.model = %(name)s AND s.id > %(last)s ORDER BY s.id"
                    " LIMIT %(batch)s) p ORDER BY p.id",
                    picked=SQL(", ").join(picked),
                    table=SQL.identifier(self.env[name]._table),
                    name=name,
                    last=last,
                    batch=BATCH,
                )
            )
            for text, _id, is_stub in rows:
                yield handover_files.read_line(text), is_stub
            if len(rows) < BATCH:
                return
            last = rows[-1][1]

    @api.model
    def _external(self, name, id_, known, blank):
        """Return the external id of a record: that of an addon, or the model and the number."""
        if id_ is None or id_ in blank.get(name, ()):
            return None
        return known.get((name, id_)) or f"{name}/{id_}"

    @api.model
    def _others(self, field, ids, known, blank):
        comodel = self._comodel(field)
        names = (self._external(comodel, id_, known, blank) for id_ in ids)
        return sorted(name for name in names if name)

    @api.model
    def _value(self, school, name, field, stored, known, blank):
        value = stored[field.name]
        if field.company_dependent:
            # of the other schools nothing goes along
            return (value or {}).get(str(school.id))
        if field.type == "many2one":
            if (name, field.name) == ("res.users", "company_id") and not stored["__stub"]:
                value = school.id
            return self._external(self._comodel(field), value, known, blank)
        if field.type == "many2one_reference" and value:
            return self._external(stored[field.model_field], value, known, blank)
        return value

    @api.model
    def _copy_file(self, folder, stored):
        if not stored["__file"]:
            return
        target = folder / "files" / stored["checksum"][:2] / stored["checksum"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.env["ir.attachment"]._full_path(stored["__file"]), target)

    @api.model
    def _export_trail(self, school, folder):
        """Write the trail and the ends of its chains as they are hashed."""
        last = ("", 0)
        picked = SQL(", ").join(
            SQL("scope::text AS scope") if key == "scope" else SQL.identifier(key)
            for key in TRAIL_COLUMNS
        )
        with handover_files.Table(folder / "data", TRAIL, TRAIL_COLUMNS) as table:
            while True:
                rows = self.env.execute_query(
                    SQL(
                        "SELECT row_to_json(p)::text FROM (SELECT %s FROM school_trail"
                        " WHERE company_id = %s AND (chain, seq) > (%s, %s)"
                        " ORDER BY company_id, chain, seq LIMIT %s) p ORDER BY chain, seq",
                        picked,
                        school.id,
                        *last,
                        BATCH,
                    )
                )
                for (text,) in rows:
                    row = handover_files.read_line(text)
                    table.add(row)
                    last = row["chain"], row["seq"]
                if len(rows) < BATCH:
                    break
        heads = self.env["school.trail"]._heads(school)
        columns = ("company_id", "chain", "seq", "hash")
        with handover_files.Table(folder / "data", HEAD, columns) as ends:
            for head in heads:
                ends.add({key: head[key] for key in columns})
        return table.count

    @api.model
    def _export_known(self, folder, known):
        """Write which number the records had that are called by the name that an addon gave them."""
        with handover_files.Table(folder / "data", "known", ("model", "id", "number")) as table:
            for (name, number), external in sorted(known.items()):
                table.add({"model": name, "id": external, "number": number})

    @api.model
    def _write_schema(self, folder, name, columns, links):
        """Write the JSON Schema of a model: types, Vietnamese labels, choices, relations."""
        model = self.env[name].with_context(lang="vi_VN")
        described = {"id": {"type": "string", "title": "Mã ngoài"}}
        for key, field in {**columns, **links}.items():
            described[key] = self._describe(model, field)
        title = self.env["ir.model"].with_context(lang="vi_VN")._get(name).name
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{name}.json",
            "title": title,
            "type": "object",
            "properties": described,
            "required": ["id"],
            "additionalProperties": False,
        }
        handover_files.write_json(folder / "schema" / f"{name}.json", schema)

    @api.model
    def _describe(self, model, field):
        told = {"title": field._description_string(model.env)}
        if help_ := field._description_help(model.env):
            told["description"] = help_
        if field.translate or field.type in ("json", "properties", "properties_definition"):
            return told
        kind = JSON_TYPES.get(field.type, "string")
        if field.type in ("many2one", "many2many"):
            told["x-model"] = self._comodel(field)
        if field.type == "many2many":
            return {**told, "type": kind, "items": {"type": "string"}}
        if field.type == "selection":
            choices = field._description_selection(model.env)
            told["x-labels"] = {str(value): label for value, label in choices}
        if field.type in ("date", "datetime"):
            told["format"] = "date" if field.type == "date" else "date-time"
        return {**told, "type": [kind, "null"]}
