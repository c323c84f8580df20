# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
import csv

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open, mute_logger

from .common import SchoolCommon

OPERATIONS = ("create", "read", "write", "unlink")
OWN_CLASS, OTHER_CLASS, OTHER_SCHOOL = SCOPES = ("own class", "other class", "other school")
REACH = {
    "-": frozenset(),
    "own": frozenset({OWN_CLASS}),
    "class": frozenset({OWN_CLASS}),
    "school": frozenset({OWN_CLASS, OTHER_CLASS}),
    "all": frozenset(SCOPES),
}
ODOO_TABLE = "access_matrix_odoo.csv"
# what the program is made of, the same for all schools
WITHOUT_SCHOOL_DATA = frozenset(("ir.actions.report", "ir.rule", "ir.ui.menu", "res.groups"))
NEVER_WRITTEN = ("id", "create_uid", "create_date", "write_uid", "write_date")


class Undo(Exception):
    """Raised to leave a savepoint once a call has succeeded."""


class AccessMatrixCase(SchoolCommon):
    """Prove a table of who may do what, by really doing it as each role.

    The table (``tests/access_matrix.csv`` of the addon) has a line for each model and set of
    roles; the role ``*`` stands for all that the model's other lines do not name. A cell says how
    far an operation reaches: ``-`` nowhere, ``own`` what the user has made, ``class`` the class the user is assigned to, ``school``
    the user's school, ``all`` also another school (data that all schools share). The homeroom
    teacher has 8A, the teacher teaches mathematics there; an officer's authority is that of the
    first school.

    A test class names its addon in ``module`` and gives, for each model and scope, the values of
    a record in ``_matrix_values``. Where a law of the model (a ``UserError``) refuses an operation,
    the access rights alone are compared: such laws have tests of their own.
    """

    module = None
    table = "access_matrix.csv"
    without_records = ()
    """Models whose rows cannot be made by hand: their access rights alone are compared."""
    written_fields = {}
    """The field that is written to try it, where the first one will not do."""
    by_user = ()
    """Models whose rules look at who made the record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.env["school.authority"].create({"name": "Sở GDĐT", "code": "S1"})
        cls.commune = cls.env["school.authority"].create(
            {"name": "Phòng VH-XH", "code": "P1", "kind": "commune", "parent_id": cls.authority.id}
        )
        cls.school.school_authority_id = cls.commune
        office = cls.env["res.company"].create({"name": "Sở GDĐT"})
        missing = [role for role in cls._roles() if role not in cls.users]
        officers = {role for role in missing if role.endswith("_officer")}
        cls._create_users(
            *((role, role, office if role in officers else cls.school) for role in missing)
        )
        for role in officers:
            is_province = role.startswith("province")
            cls.users[role].school_authority_id = cls.authority if is_province else cls.commune
        cls.other_year = cls._create_year(cls.other_school)
        cls.other_school_class = cls._create_class("8A", year=cls.other_year)
        cls.other_school_maths = cls._plan_subject(cls.other_school_class, cls.maths)
        cls.scope_class = {
            OWN_CLASS: cls.class_8a,
            OTHER_CLASS: cls.class_8b,
            OTHER_SCHOOL: cls.other_school_class,
        }
        cls.scope_plan = {
            OWN_CLASS: cls.maths_8a,
            OTHER_CLASS: cls.maths_8b,
            OTHER_SCHOOL: cls.other_school_maths,
        }
        cls.scope_teacher = {
            OWN_CLASS: cls.employees["teacher"],
            OTHER_CLASS: cls.employees["other_teacher"],
            OTHER_SCHOOL: cls.employees["foreign_teacher"],
        }
        cls.scope_students = {
            scope: cls._create_students(school_class, ["Nguyễn An", "Trần Bình"])
            for scope, school_class in cls.scope_class.items()
        }

    @classmethod
    def _roles(cls):
        """Return the roles: the ends of the xmlids of the groups of school_core."""
        names = (
            cls.env["ir.model.data"]
            .search([("module", "=", "school_core"), ("model", "=", "res.groups")])
            .mapped("name")
        )
        return sorted(
            name.removeprefix("group_school_") for name in names if name != "group_school_staff"
        )

    @classmethod
    def _lines(cls):
        return cls._lines_of(cls.module, cls.table)

    @staticmethod
    def _lines_of(module, table):
        with file_open(f"{module}/tests/{table}") as file:
            return list(csv.DictReader(file))

    def _matrix(self):
        """Read the table: model → role → operation → reach."""
        roles = self._roles()
        matrix = {}
        for line in self._lines():
            of_model = matrix.setdefault(line["model"], {})
            for role in line["roles"].split():
                names = [r for r in roles if r not in of_model] if role == "*" else [role]
                for name in names:
                    self.assertNotIn(name, of_model, f"{line['model']}: {name} stands twice")
                    self.assertIn(name, roles)
                    of_model[name] = {op: REACH[line[op]] for op in OPERATIONS}
        return matrix

    def _models(self):
        """Return the models that the addon defines and that keep records."""
        return {
            name
            for name, model in self.env.registry.items()
            if model._original_module == self.module
            and not model._abstract
            and not model._transient
        }

    def _extended_models(self):
        """Return the models of Odoo with records that the addon extends, those of code apart.

        What it does for every model (``base``) extends none of them.
        """
        return {
            name
            for name, model in self.env.registry.items()
            if not model._original_module.startswith("school_")
            and not model._abstract
            and not model._transient
            and name not in WITHOUT_SCHOOL_DATA
            and any(
                vars(part).get("_module") == self.module and vars(part).get("_name") != "base"
                for part in model.__mro__
            )
        }

    def _matrix_scopes(self, model):
        """Return the scopes in which records of ``model`` differ."""
        return SCOPES

    def _matrix_values(self, model, scope, user=None):
        """Return values for a new record of ``model`` in ``scope``.

        :param user: the user who makes it, for ``by_user`` models
        """
        raise NotImplementedError

    def _matrix_record(self, model, scope, user):
        """Return a record of ``model`` in ``scope``; ``user`` is given for ``by_user`` models."""
        return self.env[model].create(self._matrix_values(model, scope, user))

    def _check_models(self):
        """Compare the table with the models of the addon, and each model with its lines."""
        matrix = self._matrix()
        self.assertEqual(set(matrix), self._models(), "Models in the table and in the addon")
        of_odoo = {line["model"] for line in self._lines_of("school_core", ODOO_TABLE)}
        self.assertLessEqual(self._extended_models(), of_odoo, f"{ODOO_TABLE} of school_core")
        for model, roles in matrix.items():
            self.assertEqual(set(roles), set(self._roles()), f"Roles of {model}")

    def _check_matrix(self, model):
        of_roles = self._matrix()[model]
        if model in self.without_records:
            for role, reaches in of_roles.items():
                for operation, reach in reaches.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        found = self.env[model].with_user(self.users[role]).has_access(operation)
                        self.assertEqual(found, bool(reach))
            return
        for scope in self._matrix_scopes(model):
            for role, reaches in of_roles.items():
                self._try(model, role, scope, "create", reaches)
            if model not in self.by_user:
                self._try_all(model, of_roles, scope)
                continue
            for role, reaches in of_roles.items():
                self._try_all(model, {role: reaches}, scope, self.users[role])

    def _try_all(self, model, of_roles, scope, user=None):
        """Let each role read, write and delete one record, and leave no trace."""
        with contextlib.suppress(Undo), self.env.cr.savepoint():
            record = self._matrix_record(model, scope, user)
            self.env.flush_all()
            for role, reaches in of_roles.items():
                for operation in ("read", "write", "unlink"):
                    self._try(model, role, scope, operation, reaches, record)
            raise Undo

    def _try(self, model, role, scope, operation, reaches, record=None):
        with self.subTest(model=model, role=role, scope=scope, operation=operation):
            allowed = self._is_allowed(model, self.users[role], scope, operation, record)
            self.assertEqual(allowed, scope in reaches[operation])

    @mute_logger("odoo.sql_db")
    def _is_allowed(self, model, user, scope, operation, record):
        try:
            with self.env.cr.savepoint():
                if operation == "create":
                    values = self._matrix_values(model, scope, user)
                    self.env[model].with_user(user).create(values)
                else:
                    self._call(record.with_user(user), operation)
                self.env.flush_all()
                raise Undo
        except Undo:
            return True
        except AccessError:
            return False
        except (UserError, psycopg2.Error):
            # A law of the model spoke before or after the access rights: ask these alone.
            if operation == "create":
                raise
            return record.with_user(user).has_access(operation)

    def _call(self, record, operation):
        self.env.invalidate_all()
        if operation == "read":
            record.read(["create_date"])
        elif operation == "unlink":
            record.unlink()
        else:
            name = self.written_fields.get(record._name) or self._written_field(record)
            value = record.sudo().read([name], load=None)[0][name]
            record.write({name: value})

    def _written_field(self, record):
        return next(
            name
            for name, field in sorted(record._fields.items())
            if field.store
            and not field.compute
            and not field.related
            and not field.inherited
            and not field.groups
            and field.column_type
            and name not in NEVER_WRITTEN
        )
