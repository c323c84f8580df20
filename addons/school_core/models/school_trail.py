# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import trail
from ..tools.local_time import local_time


class SchoolTrail(models.Model):
    """The trail (lưu vết): one row for each value that changed in a guarded table (AUD-01).

    Only triggers of PostgreSQL write it (see ``school.trail.mixin``), nobody alters or removes a
    row. Each row carries the hash of its canonical form, in which the hash of the row before it in
    its chain stands: the rows of a class form a chain, those of no class the chain of the school.
    ``_verify`` recomputes them. Somebody who rules the whole database could rewrite a chain to its
    end; the values that stand in the books and the heads kept elsewhere (``_heads``) tell on him.
    """

    _name = "school.trail"
    _description = "Trail"
    _auto = False
    _log_access = False
    _order = "id desc"

    company_id = fields.Many2one(comodel_name="res.company", string="School", readonly=True)
    chain = fields.Char(readonly=True)
    seq = fields.Integer(string="Number in Chain", readonly=True)
    model = fields.Char(readonly=True)
    res_id = fields.Integer(string="Record", readonly=True)
    operation = fields.Selection(
        [
            ("baseline", "Value at the Start of the Trail"),
            ("create", "Entered"),
            ("write", "Changed"),
            ("unlink", "Removed"),
        ],
        readonly=True,
    )
    class_id = fields.Many2one(comodel_name="school.class", readonly=True)
    student_id = fields.Many2one(comodel_name="school.student", string="Pupil", readonly=True)
    scope = fields.Json(readonly=True)
    field = fields.Char(string="Technical Field", readonly=True)
    old = fields.Char(string="Stored Value Before", readonly=True)
    new = fields.Char(string="Stored Value After", readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", string="Changed by", readonly=True)
    db_user = fields.Char(string="Database User", readonly=True)
    client = fields.Char(string="Program", readonly=True)
    origin = fields.Char(string="Technical Origin", readonly=True)
    reason = fields.Char(readonly=True)
    at = fields.Datetime(string="Moment", readonly=True)
    hash = fields.Char(readonly=True)

    at_label = fields.Char(
        string="Time", compute="_compute_labels", help="In the time of Viet Nam."
    )
    model_label = fields.Char(string="Book", compute="_compute_labels")
    field_label = fields.Char(string="Column", compute="_compute_labels")
    old_label = fields.Char(string="Before", compute="_compute_labels")
    new_label = fields.Char(string="After", compute="_compute_labels")
    origin_label = fields.Char(string="Origin", compute="_compute_labels")

    def init(self):
        self._install()

    @api.depends_context("lang")
    @api.depends("model", "field", "old", "new", "origin", "at")
    def _compute_labels(self):
        origins = dict(self._origins())
        for (model, field_name), rows in self.grouped(lambda row: (row.model, row.field)).items():
            target = self.env.get(model)
            shown = {}
            names = {"string": field_name}
            model_label = self.env["ir.model"]._get(model).name if target is not None else model
            if target is not None and field_name in target._fields:
                names = target.fields_get([field_name], ["string"]).get(field_name, names)
                values = {*rows.mapped("old"), *rows.mapped("new")} - {False}
                if hasattr(target, "_trail_display"):
                    shown = target._trail_display(field_name, values)
            for row in rows:
                row.at_label = local_time(self.env, row.at, with_seconds=True)
                row.model_label = model_label
                row.field_label = names["string"]
                row.old_label = shown.get(row.old, row.old)
                row.new_label = shown.get(row.new, row.new)
                row.origin_label = origins.get(row.origin, row.origin)

    @api.depends("field_label", "at_label")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.field_label}, {row.at_label}"

    @api.model
    def _origins(self):
        """Where a change may come from; a change without one was made in the database itself."""
        return [
            ("grid", self.env._("Grid")),
            ("form", self.env._("Form")),
            ("rpc", self.env._("Screen or interface")),
            ("import", self.env._("Import")),
            ("server", self.env._("Server")),
            (False, self.env._("Database, outside the program")),
        ]

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("The trail writes itself; nobody adds to it."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The trail is never changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_always(self):
        raise UserError(self.env._("Nothing is removed from the trail."))

    @api.model
    def _story(self, model, res_id, field=None):
        """Return what happened to a record (or to one of its fields), oldest first.

        Who may read the record may read its story, field by field; the story of a removed record
        belongs to those who may read the trail.
        """
        record = self.env[model].browse(res_id).exists()
        if record:
            record.check_access("read")
        else:
            self.check_access("read")
        domain = [("model", "=", model), ("res_id", "=", res_id)]
        if field:
            domain.append(("field", "=", field))
        target = self.env[model]
        target.flush_model()
        # who reads the record has been checked; the trail itself is for fewer people
        rows_sudo = self.sudo().search(domain, order="id")
        return [
            {
                "id": row.id,
                "at": row.at_label,
                "user": row.user_id.name or self.env._("Database user %(name)s", name=row.db_user),
                "field": row.field,
                "label": row.field_label,
                "old": row.old_label or "",
                "new": row.new_label or "",
                "reason": row.reason or "",
                "origin": row.origin_label,
                "operation": row.operation,
            }
            for row in rows_sudo
            if row.field not in target._fields
            or target._has_field_access(target._fields[row.field], "read")
        ]

    @api.model
    def _heads(self, company=None):
        """Return the last link of each chain, to be kept outside the database."""
        where = SQL("WHERE company_id = %s", company.id) if company else SQL()
        return self.env.execute_query_dict(
            SQL(
                "SELECT company_id, chain, seq, hash FROM school_trail_head %s"
                " ORDER BY company_id, chain",
                where,
            )
        )

    @api.model
    def _install(self):
        """Make the trail's tables, functions and triggers, or bring them up to date."""
        sql = trail.fixed_sql()
        mark = trail.mark_of(sql)
        (known, owned), *_ = self.env.execute_query(
            SQL(
                "SELECT obj_description(to_regclass('school_trail'), 'pg_class'), coalesce("
                " (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class"
                "  WHERE oid = to_regclass('school_trail')), true)"
            )
        )
        if known == mark:
            return
        if not owned:
            raise UserError(
                self.env._(
                    "The trail belongs to another database user and is older than this version."
                    " Let its owner run addons/school_core/tools/trail.sql, then comment it: %s",
                    f"COMMENT ON TABLE school_trail IS '{mark}'",
                )
            )
        self.env.cr.execute(sql)
        self.env.cr.execute(SQL("COMMENT ON TABLE school_trail IS %s", mark))

    @api.model
    def _guard(self, model):
        """Put the triggers on the table of ``model``; called by its ``init``."""
        self._install()
        guard = model._trail_guard()
        self._check_columns(model)
        sql = guard.create_sql()
        ((known,),) = self.env.execute_query(
            SQL("SELECT obj_description(to_regproc(%s), 'pg_proc')", guard.function())
        )
        mark, _separator, names = (known or "").partition(" ")
        if mark == trail.mark_of(sql):
            return
        self.env.cr.execute(sql)
        fresh = [name for name in guard.fields if name not in names.split(",")]
        model.flush_model()
        if fresh:
            self.env.cr.execute(guard.baseline_sql(fresh))
        self.env.cr.execute(
            SQL(
                "COMMENT ON FUNCTION %s IS %s",
                SQL.identifier(guard.function()),
                f"{trail.mark_of(sql)} {','.join(guard.fields)}",
            )
        )

    @api.model
    def _check_columns(self, model):
        for name in (
            model._trail_company,
            model._trail_scope,
            model._trail_student,
            *model._trail_keys,
        ):
            field = model._fields.get(name)
            if field and field.compute and not field.precompute:
                raise ValueError(
                    f"The trail of {model._name} needs {name} when a row is inserted:"
                    " give it precompute=True."
                )
