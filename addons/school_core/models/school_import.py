# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.import_file import read_file
from ..tools.import_values import ImportProblem
from .school_trail_mixin import Origin, Reason

KEPT_DAYS = 30
#: What a run writes, as it is before.
NOT_RUN = {"state": "draft", "error_count": 0, "notice_count": 0, "date_done": False}
#: In the context of the program itself: no text that a client sends is this object.
RUN = object()


class DryRun(Exception):
    """Raised to leave the savepoint of a dry run."""


class SchoolImport(models.Model):
    """One load of spreadsheets into a school: all of it, or nothing.

    The import runs as the user, with his rights, rules and locks. Every sheet is recognised by
    its heading as a kind (a model that inherits ``school.import.kind``). All sheets are read and
    written within one savepoint; after any error it is left without a trace but the list of
    errors. A dry run does the same work and always rolls it back, so that it finds what a
    constraint or a lock would refuse as well.
    """

    _name = "school.import"
    _description = "Import of Spreadsheets"
    _check_company_auto = True
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        check_company=True,
        default=lambda self: self.env["school.year"]._current(),
        help="The school year that classes, assignments and marks belong to.",
    )
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Files")
    template_links = fields.Html(
        string="Templates", compute="_compute_template_links", sanitize=False
    )
    state = fields.Selection(
        [
            ("draft", "To Be Checked"),
            ("refused", "With Errors"),
            ("checked", "Checked"),
            ("done", "Imported"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    sheet_ids = fields.One2many(
        comodel_name="school.import.sheet", inverse_name="import_id", string="Tables"
    )
    issue_ids = fields.One2many(
        comodel_name="school.import.issue", inverse_name="import_id", readonly=True
    )
    error_count = fields.Integer(readonly=True)
    notice_count = fields.Integer(readonly=True)
    date_done = fields.Datetime(string="Imported on", readonly=True)

    @api.depends("attachment_ids.name")
    def _compute_name(self):
        for load in self:
            names = ", ".join(load.attachment_ids.mapped("name"))
            # The name stays when the files are dropped.
            load.name = names or load.name or self.env._("New import")

    @api.depends_context("uid", "lang")
    def _compute_template_links(self):
        links = Markup(" · ").join(
            Markup('<a href="/school/import/template/%s" download="">%s</a>')
            % (kind._kind, kind._kind_title())
            for kind in self._kinds()
            if kind._is_allowed()
        )
        self.template_links = links

    @api.model_create_multi
    def create(self, vals_list):
        # a default from the context would otherwise give what vals may not
        return super().create([{**vals, **NOT_RUN} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_import") is RUN:
            return super().write(vals)
        if any(vals.get(name, value) != value for name, value in NOT_RUN.items()):
            raise AccessError(self.env._("Whether a file is imported is noted by the program."))
        if {"attachment_ids", "year_id", "proper_names", *NOT_RUN} & vals.keys():
            if "done" in self.mapped("state"):
                raise UserError(self.env._("This import is done; start a new one."))
            vals = {**vals, "state": "draft"}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if "done" in self.mapped("state"):
            # The trail of what was imported names this record.
            raise UserError(self.env._("What was imported stays on record."))

    def action_check(self):
        self.ensure_one()
        self._run(dry_run=True)

    def action_apply(self):
        """Import what was checked; what has changed since is checked once more first."""
        self.ensure_one()
        self._run(dry_run=self.state in ("draft", "refused"))

    def action_errors(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/school/import/{self.id}/errors",
            "target": "download",
        }

    @api.model
    def _kinds(self):
        """Return the registered kinds in the order in which they are loaded."""
        names = self.env.registry.descendants(["school.import.kind"], "_inherit")
        kinds = [self.env[name] for name in names if self.env[name]._kind]
        return sorted(kinds, key=lambda kind: (kind._kind_sequence, kind._name))

    def _kind(self, code):
        return next((kind for kind in self._kinds() if kind._kind == code), None)

    @api.model
    def _load_files(self, files, dry_run=False, year=None):
        """Load ``files`` (paths, or pairs of name and bytes) into the user's school.

        :return: the ``school.import`` record, whose state and issues tell what happened
        """
        load = self.create({"year_id": year.id} if year else {})
        attachments = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": content, "res_model": self._name, "res_id": load.id}
                for name, content in map(_name_and_content, files)
            ]
        )
        load.attachment_ids = [Command.set(attachments.ids)]
        load._run(dry_run=dry_run)
        return load

    def _run(self, dry_run):
        self.ensure_one()
        if self.state == "done":
            raise UserError(self.env._("This import is done; start a new one."))
        if not self.attachment_ids:
            raise UserError(self.env._("Choose the files to import."))
        self._drop_superseded_files()
        run = self._new_run()
        work = self.with_company(self.company_id).with_context(
            school_origin=Origin("import"),
            school_reason=Reason(self.env._("Import %(number)s", number=self.id)),
            # The trail keeps every value; a message per record would only slow the load.
            tracking_disable=True,
            mail_create_nosubscribe=True,
        )
        try:
            with self.env.cr.savepoint():
                work._read(run)
                work._load(run)
                if dry_run or run.errors:
                    raise DryRun
        except DryRun:
            self.env.invalidate_all()
        self.with_company(self.company_id)._record(run, dry_run)

    def _drop_superseded_files(self):
        """Keep the last one of several files of a name: the corrected one."""
        latest = {file.name: file.id for file in self.attachment_ids.sorted("id")}
        if len(latest) < len(self.attachment_ids):
            self.attachment_ids = [Command.set(list(latest.values()))]

    def _read(self, run):
        """Read all sheets of all files and name what cannot be read."""
        Kind = self.env["school.import.kind"]
        for attachment in self.attachment_ids.sorted("name"):
            try:
                sheets = read_file(attachment.name, attachment.raw)
            except ImportProblem as problem:
                run.report(attachment.name, Kind._reason(problem.code, **problem.params))
                continue
            run.sheets.extend(sheets)
            Kind._recognise(run, attachment.name, sheets)
        if not run.tables and not run.errors:
            run.report(", ".join(self.attachment_ids.mapped("name")), Kind._reason("nothing_read"))

    def _load(self, run):
        run.tables.sort(key=lambda pair: pair[0]._kind_sequence)
        for kind, table in run.tables:
            kind._declare(run, table)
        for kind, table in run.tables:
            kind._load_table(run, table)

    def _record(self, run, dry_run):
        """Keep the outcome of a run; the savepoint of the data is closed by now."""
        if run.errors:
            state = "refused"
        else:
            state = "checked" if dry_run else "done"
        self.issue_ids.unlink()
        self._record_preview(run)
        issues = self._issues(run)
        self.env["school.import.issue"].create(
            [{"import_id": self.id, **issue} for issue in issues]
        )
        self.with_context(school_import=RUN).write(
            {
                "state": state,
                "error_count": sum(not issue["is_notice"] for issue in issues),
                "notice_count": sum(issue["is_notice"] for issue in issues),
                "date_done": fields.Datetime.now() if state == "done" else False,
            }
        )

    def _issues(self, run):
        """Return what was found as dicts, errors before notices, in the order of the files."""
        issues = [
            {
                "file": file,
                "sheet": sheet,
                "row": 0,
                "column": False,
                "position": 0,
                "value": False,
                "reason": reason,
                "is_notice": is_notice,
            }
            for file, sheet, reason, is_notice in run.reports
        ]
        for kind, table in run.tables:
            issues.extend(
                {
                    "file": table.sheet.file,
                    "sheet": table.sheet.name,
                    "row": problem.row,
                    "column": problem.column,
                    "position": table.position(problem.column),
                    "value": problem.value,
                    "reason": kind._reason(problem.code, **problem.params),
                    "is_notice": problem.is_notice,
                }
                for problem in sorted(table.problems, key=lambda problem: problem.row)
            )
        return sorted(issues, key=lambda issue: issue["is_notice"])

    @api.autovacuum
    def _gc_files(self):
        """Drop the files of old imports: they hold the data of minors."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        old = self.search([("write_date", "<", limit), ("attachment_ids", "!=", False)])
        old.attachment_ids.unlink()
        # First values and examples are of the files.
        old.column_ids.unlink()
        old.cleaning_ids.unlink()
        self.search([("write_date", "<", limit), ("state", "!=", "done")]).unlink()


def _name_and_content(file):
    if isinstance(file, tuple):
        return file
    path = Path(file)
    return path.name, path.read_bytes()
