# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.http import request
from odoo.tools import SQL, format_date

from ..tools.local_time import local_time
from ..tools.trail import Guard, expression

ATTRIBUTION = "school_core.trail"


class Origin(str):
    """Where a change comes from, said by code: what arrives by RPC is never of this class."""

    __slots__ = ()


class Reason(str):
    """Why something was changed, said by code: nobody gives a change a reason by RPC."""

    __slots__ = ()


class SchoolTrailMixin(models.AbstractModel):
    """A model of which PostgreSQL records every change in the trail (AUD-01; DN Điều 12.9, 15.4).

    A guarded model names its columns in ``_trail_fields``; triggers made by ``init`` write one row
    of ``school.trail`` for each of them that changes, whoever changes it: a form, an import, a
    shell, psql. The four expressions below are SQL over the row ``r`` of the table, or the name of
    one of its columns; they are read when the row is inserted, so a column that Odoo computes needs
    ``precompute=True`` to be there in time.

    Who, why and from where come from the settings ``school.uid``, ``school.reason`` and
    ``school.origin`` of the database transaction. ``create``, ``write`` and ``unlink`` note them
    (``school_reason``, a :class:`Reason`, and ``school_origin``, an :class:`Origin`, in the context), and each
    statement that reaches the database is preceded by them. When another user, reason or origin
    follows in one transaction, what is pending is flushed first, so that it keeps its own.
    """

    _name = "school.trail.mixin"
    _description = "Guarded by the Trail"

    _trail_fields = ()
    _trail_company = "company_id"
    # the class that a change belongs to; the changes of a class form a chain, those of no class the
    # chain of the school
    _trail_scope = None
    _trail_student = None
    # further columns that tell what a removed row was about
    _trail_keys = ()
    # whether prints show what these rows say, so that a change makes them old
    _trail_printed = True
    # whether the page of absences of a month shows them
    _trail_absences = False

    def init(self):
        result = super().init()
        if self._trail_fields and not self._abstract:
            self.env["school.trail"]._guard(self)
        return result

    @api.model
    def _trail_guard(self):
        return Guard(
            table=self._table,
            model=self._name,
            fields=tuple(self._trail_fields),
            company=expression(self._trail_company),
            class_id=expression(self._trail_scope),
            student_id=expression(self._trail_student),
            keys=tuple((key, expression(key)) for key in self._trail_keys),
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._trail_attribute()
        return super().create(vals_list)

    def write(self, vals):
        self._trail_attribute()
        return super().write(vals)

    def unlink(self):
        self._trail_attribute()
        self._trail_sign()
        return super().unlink()

    @api.model_create_multi
    def _create(self, data_list):
        self._trail_sign()
        return super()._create(data_list)

    def _write_multi(self, vals_list):
        self._trail_sign()
        return super()._write_multi(vals_list)

    @api.model
    def _trail_attribute(self):
        """Note who writes from here on; what somebody else has pending is flushed as theirs."""
        # Odoo empties this on commit and on rollback, also to a savepoint.
        noted = self.env.cr.precommit.data
        now = self._trail_attribution()
        if noted.get(ATTRIBUTION, now) != now:
            self.env.flush_all()
        noted[ATTRIBUTION] = now

    @api.model
    def _trail_attribution(self):
        context = self.env.context
        origin = context.get("school_origin")
        if not isinstance(origin, Origin):
            if context.get("import_file"):
                origin = "import"
            else:
                origin = "rpc" if request else "server"
        reason = context.get("school_reason")
        if not isinstance(reason, Reason):
            reason = ""
        return str(self.env.uid), str(origin), str(reason)

    @api.model
    def _trail_sign(self):
        uid, origin, reason = self.env.cr.precommit.data.get(ATTRIBUTION, self._trail_attribution())
        self.env.cr.execute(
            SQL(
                "SELECT set_config('school.uid', %s, true), set_config('school.origin', %s, true),"
                " set_config('school.reason', %s, true)",
                uid,
                origin,
                reason,
            )
        )

    @api.model
    def _trail_display(self, field_name, values):
        """Return the readable form of stored ``values`` (texts) of a field, by value."""
        field = self._fields.get(field_name)
        shown = {value: value for value in values}
        if field is None:
            return shown
        if field.type == "many2one":
            ids = {int(value): value for value in values if value}
            # whoever may read the entry may read the name it stands for, also of what is archived
            comodel = self.env[field.comodel_name].sudo().with_context(active_test=False)
            for record in comodel.browse(ids).exists():
                shown[ids[record.id]] = record.display_name
        elif field.type == "selection":
            labels = dict(field._description_selection(self.env))
            shown.update({value: labels.get(value, value) for value in values})
        elif field.type == "boolean":
            yes, no = self.env._("Yes"), self.env._("No")
            shown.update({value: yes if value == "true" else no for value in values if value})
        elif field.type in ("float", "monetary"):
            point = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point
            shown.update({value: value.replace(".", point or ".") for value in values if value})
        elif field.type == "date":
            shown.update({value: format_date(self.env, value) for value in values if value})
        elif field.type == "datetime":
            shown.update({value: local_time(self.env, value[:19]) for value in values if value})
        return shown
