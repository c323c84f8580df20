# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: No call from outside can put this object into the context.
INTERNAL = object()


class SchoolDecisionMixin(models.AbstractModel):
    """A record of the pupil's path that is fixed by a decision or a signature.

    ``_decision_fields`` are written by whom ``_find_unentitled`` does not name;
    ``_server_fields`` by the methods of the model only (``_write_internal``). Once ``_is_fixed``
    nothing but ``_open_fields`` changes, and the record stays.
    """

    _name = "school.decision.mixin"
    _description = "Fixed by a Decision"

    _decision_fields = frozenset()
    _server_fields = frozenset()
    _open_fields = frozenset()

    def _is_fixed(self):
        self.ensure_one()
        raise NotImplementedError

    def _fixed_text(self):
        """Return why the record is fixed, as a sentence that names it."""
        raise NotImplementedError

    def _find_unentitled(self):
        """Return those of the records about which the user does not decide."""
        return self.browse()

    def _is_internal(self):
        return self.env.context.get("school_internal") is INTERNAL

    def _write_internal(self, vals):
        return self.with_context(school_internal=INTERNAL).write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_internal():
            # a default of the context gives what the values may not
            given = self.env.context
            for vals in (
                *vals_list,
                {name: given.get(f"default_{name}") for name in self._server_fields},
            ):
                self._refuse_server_fields(vals)
        records = super().create(vals_list)
        records._check_entitled(
            records.filtered(lambda record: any(record[name] for name in self._decision_fields))
        )
        return records

    def write(self, vals):
        if not self._is_internal():
            self._refuse_server_fields(vals)
            fixed = self.filtered(lambda record: record._is_fixed())
            if fixed and vals.keys() - self._open_fields:
                raise UserError("\n".join(record._fixed_text() for record in fixed))
            if self._decision_fields & vals.keys():
                self._check_entitled(self)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        fixed = self.filtered(lambda record: record._is_fixed())
        if fixed:
            raise UserError("\n".join(record._fixed_text() for record in fixed))

    @api.model
    def _refuse_server_fields(self, vals):
        names = self._server_fields & vals.keys()
        if any(vals[name] for name in names) or (self and names):
            raise AccessError(
                self.env._(
                    "%(fields)s: only the program writes this; use the buttons.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env) for name in sorted(names)
                    ),
                )
            )

    def _check_entitled(self, records):
        if self.env.su:
            return
        refused = records._find_unentitled()
        if refused:
            raise AccessError(
                self.env._(
                    "You may propose this, but not decide it: %(names)s.",
                    names=", ".join(refused.mapped("display_name")),
                )
            )
