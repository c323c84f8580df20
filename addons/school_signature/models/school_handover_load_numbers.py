# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import handover_files


class SchoolHandoverLoadNumbers(models.AbstractModel):
    """Which number each record of a hand-over has in this database: its own.

    The hashes of the trail hold the numbers, so a record of the school never gets another one. What
    the installation made under a number that the school needs makes way, with all that refers to it.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _number(self, folder, name, keys, numbers):
        """Free the numbers of the records of a model; note in ``numbers`` those known by name.

        :param keys: the foreign keys of the database (``_foreign_keys``)
        :return: {number: new number} of what made way
        """
        table, former, known = self.env[name]._table, [], []
        for row in handover_files.read_lines(self._file(folder, name)):
            if row["id"].startswith(f"{name}/"):
                former.append(int(row["id"].rpartition("/")[2]))
            else:
                known.append(row["id"])
        self.env.cr.execute(
            SQL(
                "SELECT setval(%(sequence)s, greatest(%(highest)s, nextval(%(sequence)s)))",
                sequence=f"{table}_id_seq",
                highest=max(former, default=0) + 1,
            )
        )
        taken = self.env.execute_query(
            SQL(
                "SELECT id, nextval(%s) FROM %s WHERE id = ANY(%s)",
                f"{table}_id_seq",
                SQL.identifier(table),
                former,
            )
        )
        if taken:
            self._make_way(name, dict(taken), keys)
        there = self._resolve(name, known)
        numbers.update({(name, external): id_ for external, id_ in there.items()})
        self._name_anew(name, [external for external in known if external not in there], numbers)
        return dict(taken)

    @api.model
    def _make_way(self, name, moved, keys):
        """Give records of this database the new numbers ``moved``, wherever they are referred to."""
        table = self.env[name]._table
        columns = [(table, "id")]
        columns += [
            (child, column) for child, _key, _how, column, parent in keys if parent == table
        ]
        for child, column in columns:
            self._renumber(child, column, SQL("TRUE"), moved)
        for child, model_column, column in self._loose_references():
            self._renumber(child, column, SQL("%s = %s", SQL.identifier(model_column), name), moved)
        spelled = {f"{name},{old}": f"{name},{new}" for old, new in moved.items()}
        for model in self._stored_models():
            for field in model._fields.values():
                if field.type == "reference" and field.store and field.column_type:
                    self._renumber(model._table, field.name, SQL("TRUE"), spelled)
        self.env.invalidate_all(flush=False)

    @api.model
    def _renumber(self, table, column, condition, moved):
        kind = SQL("varchar[]") if isinstance(next(iter(moved)), str) else SQL("int[]")
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = m.new"
                " FROM unnest(%(old)s::%(kind)s, %(new)s::%(kind)s) AS m(old, new)"
                " WHERE %(column_of)s = m.old AND %(condition)s",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                column_of=SQL.identifier(table, column),
                old=list(moved),
                new=list(moved.values()),
                kind=kind,
                condition=condition,
            )
        )

    @api.model
    def _loose_references(self):
        """Return (table, column of the model, column of the number) of what no key guards."""
        found = [("ir_model_data", "model", "res_id")]
        for model in self._stored_models():
            for field in model._fields.values():
                if field.type == "many2one_reference" and field.store and field.column_type:
                    found.append((model._table, field.model_field, field.name))
        return found

    @api.model
    def _stored_models(self):
        return [model for model in self.env.values() if model._auto and not model._abstract]

    @api.model
    def _name_anew(self, name, externals, numbers):
        """Give numbers to records that an addon of the former database had named."""
        for external in externals:
            ((id_,),) = self.env.execute_query(
                SQL("SELECT nextval(%s)", f"{self.env[name]._table}_id_seq")
            )
            numbers[name, external] = id_
            module, _dot, short = external.partition(".")
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
