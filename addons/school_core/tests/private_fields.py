# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
import csv

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import file_open

from .access_matrix import OTHER_CLASS, OTHER_SCHOOL, OWN_CLASS, SCOPES, AccessMatrixCase

TABLE = "{}/tests/private_fields.csv"
# of one class only, whatever the table allows
CLASS_ROLES = ("homeroom", "teacher", "head_department")
#: What is told of a minor and his or her family.
PRIVATE_WORDS = frozenset(
    "phone email street ward address identity moet ethnic nationality religion birth town"
    " occupation guardian family policy policies disability health strengths violation severity"
    " measure support image avatar picture portrait paper".split()
)


class PrivateFieldsCase(AccessMatrixCase):
    """Prove the table of the private data of minors (``tests/private_fields.csv`` of the addon).

    A line names fields of a model and the roles for which they come out: of the own school, and
    for teachers of the own class. The roles ``*`` are those who may read the record: what they are,
    the access matrix proves. A test class names its addon in ``module`` and gives a record with all
    these fields filled in for each model and scope in ``_private_record``.
    """

    def _private_lines(self, module=None):
        try:
            with file_open(TABLE.format(module or self.module)) as file:
                return list(csv.DictReader(file))
        except FileNotFoundError:
            return []

    def _private_record(self, model, scope):
        raise NotImplementedError

    def _models_about_pupils(self):
        """Return the models with records that each belong to a pupil, or to such a record."""
        owners = {
            name: {
                field.comodel_name
                for field in model._fields.values()
                if field.type == "many2one" and field.store and field.required
            }
            for name, model in self.env.registry.items()
            if not (model._abstract or model._transient)
        }
        found, size = {"school.student"}, 0
        while len(found) > size:
            size = len(found)
            found |= {name for name, of_name in owners.items() if of_name & found}
        return [self.env[name] for name in sorted(found)]

    def _check_all_are_named(self):
        """Check that the table of each addon names what it tells of pupils."""
        for model in self._models_about_pupils():
            for name, field in model._fields.items():
                if not PRIVATE_WORDS & set(name.split("_")):
                    continue
                modules = {m for m in field._modules if m.startswith("school_")} or {
                    model._original_module
                }
                told = {
                    (line["model"], known)
                    for module in modules
                    for line in self._private_lines(module)
                    for known in line["fields"].split()
                }
                with self.subTest(model=model._name, field=name, modules=modules):
                    self.assertIn((model._name, name), told)

    def _check_private_fields(self):
        """Look at each field of the table in each way as each role."""
        for line in self._private_lines():
            if line["roles"] == "*":
                continue
            for role in self._roles():
                for scope in SCOPES:
                    self._check_line(line, role, scope)

    def _check_form_opens(self, record):
        """Open the form of ``record`` as each role that may read it."""
        for role in self._roles():
            mine = record.with_user(self.users[role])
            if mine.has_access("read"):
                with self.subTest(role=role):
                    self.env.invalidate_all()
                    Form(mine)

    def _ways(self, record, name):
        """Yield (way, what comes out) for each way to the value of a field."""
        field, model = record._fields[name], record.browse()
        here = [("id", "=", record.id)]
        yield "read", lambda: record.read([name], load=None)[0][name]
        yield "search_read", lambda: model.search_read(here, [name], load=None)[0][name]
        yield "export", lambda: record.export_data([name])["datas"][0][0]
        if field._description_searchable:
            yield "search", lambda: model.search_count([*here, (name, "!=", False)])
        if field.store and field.column_type:
            yield "order", lambda: model.search(here, order=name)
            yield "group", lambda: model.formatted_read_group(here, [name], ["__count"])[0][name]

    def _check_line(self, line, role, scope):
        allowed = role in line["roles"].split() and scope != OTHER_SCHOOL
        allowed &= not (role in CLASS_ROLES and scope == OTHER_CLASS)
        record = self._private_record(line["model"], scope).with_user(self.users[role])
        for name in line["fields"].split():
            for way, look in self._ways(record, name):
                with self.subTest(model=line["model"], field=name, role=role, scope=scope, way=way):
                    self.env.invalidate_all()
                    found = None
                    with contextlib.suppress(AccessError, UserError, IndexError):
                        found = look()
                    # to export takes a right of its own, which Odoo gives
                    if allowed and scope == OWN_CLASS and way != "export":
                        self.assertTrue(found, "what the duty needs")
                    elif not allowed:
                        self.assertFalse(found, "what the duty does not need")
