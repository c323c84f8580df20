# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .school_book_inspection_figures import FIGURES
from .school_mark import NUMBER_COLUMNS

LEADERS = ("principal", "vice_academic")
#: What only the program sets.
SERVER_FIELDS = frozenset(
    (
        *("class_id", "company_id", "year_id", "month"),
        *("signed_figures", "signer_id", "date_signed"),
    )
)


class SchoolBookInspection(models.Model):
    """The monthly inspection of a class book (GB-13; TM 4.1a, TT 4.1, MU).

    Every month the vice-principal looks through the book of each class: how far the entry is, how
    the class changed, what is unusual, late or corrected. The remark stands at the end of the book;
    signing it takes the own account and password, and freezes remark and figures.
    """

    _name = "school.book.inspection"
    _description = "Inspection of a Class Book"
    _inherit = ["school.approval.mixin", "school.book.inspection.figures", "school.trail.mixin"]
    _rec_name = "class_id"
    _order = "month desc, class_id, id"

    _trail_fields = ("remark", "approval_state")
    _trail_scope = "class_id"
    _trail_keys = ("month",)

    class_id = fields.Many2one(
        comodel_name="school.class", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True, precompute=True)
    month = fields.Date(required=True, readonly=True, help="The first day of the month.")
    month_label = fields.Char(string="Inspected Month", compute="_compute_month_label")
    teacher_id = fields.Many2one(related="class_id.homeroom_id", string="Homeroom Teacher")
    remark = fields.Text(help="Printed at the end of the class book.")
    movement_ids = fields.Many2many(
        comodel_name="school.movement",
        string="Changes of the Class",
        compute="_compute_movement_ids",
    )
    signer_id = fields.Many2one(comodel_name="res.users", string="Signed by", readonly=True)
    date_signed = fields.Datetime(string="Signed on", readonly=True)

    _uniq_month = models.UniqueIndex(
        "(class_id, month)", "The class has an inspection of this month already."
    )
    _check_month = models.Constraint(
        "CHECK(extract(day FROM month) = 1)", "A month is named by its first day."
    )

    @api.depends("month")
    def _compute_month_label(self):
        for inspection in self:
            month = inspection.month
            inspection.month_label = f"{month:%m/%Y}" if month else ""

    @api.depends("class_id", "month")
    def _compute_display_name(self):
        for inspection in self:
            inspection.display_name = self.env._(
                "%(class)s · inspection %(month)s",
                **{"class": inspection.class_id.display_name, "month": inspection.month_label},
            )

    @api.depends("class_id", "month")
    def _compute_movement_ids(self):
        movements = self.env["school.movement"]
        if self and movements.has_access("read"):
            movements = movements.search(
                [
                    ("school_id", "in", self.company_id.ids),
                    ("date", ">=", min(self.mapped("month"))),
                    ("date", "<", max(self.mapped("month")) + relativedelta(months=1)),
                ]
            )
        for inspection in self:
            school_class, month = inspection.class_id, inspection.month
            inspection.movement_ids = movements.filtered(
                lambda one, school_class=school_class, month=month: (
                    school_class in (one.class_from_id | one.class_to_id)
                    and one.date.replace(day=1) == month
                )
            )

    def write(self, vals):
        for name in () if self.env.su else SERVER_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "%(field)s is set by the program and cannot be written.",
                    field=self._fields[name]._description_string(self.env),
                )
            )
        if "remark" in vals:
            for inspection in self:
                if inspection.approval_state != "draft":
                    raise UserError(
                        self.env._(
                            "%(inspection)s is signed; its remark stands in the book.",
                            inspection=inspection.display_name,
                        )
                    )
        return super().write(vals)

    def action_reopen(self):
        """Take the own signature back, to correct the remark; the trail tells of both."""
        for inspection in self:
            if inspection.signer_id != self.env.user:
                raise AccessError(self.env._("Only who signed an inspection opens it again."))
        return self._approval_reset(self.env._("Opened again"))

    def action_view_missing(self):
        """Open what is missing in the class, by column."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_entry_progress_action"
        )
        domain = [("class_id", "=", self.class_id.id), ("missing", ">", 0)]
        return {**action, "domain": domain, "context": {}}

    def action_view_anomalies(self):
        """Open the unusual marks of the class."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_mark_anomaly_action"
        )
        return {**action, "domain": [("class_id", "=", self.class_id.id)]}

    def action_view_changes(self):
        """Open what the trail tells of changed marks of the class."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_core.school_trail_action")
        domain = [
            ("class_id", "=", self.class_id.id),
            ("model", "=", "school.mark"),
            ("field", "in", NUMBER_COLUMNS),
            ("old", "!=", False),
        ]
        return {**action, "domain": domain, "context": {}}

    @api.model
    def _open_month(self):
        """Return the action that shows the inspections of this month, made if need be."""
        if not self.env.user._has_role(*LEADERS):
            raise AccessError(
                self.env._("Only the principal and the vice-principal inspect books.")
            )
        month = fields.Date.context_today(self).replace(day=1)
        years = self.env["school.year"].search(
            [("company_id", "in", self.env.companies.ids), *self._year_domain(month)]
        )
        years._ensure_inspections(month)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_book_inspection_action"
        )
        return {**action, "context": {"search_default_this_month": 1}}

    @api.model
    def _year_domain(self, month):
        return [("date_start", "<", month + relativedelta(months=1)), ("date_end", ">=", month)]

    @api.model
    def _cron_ensure(self):
        """Make the inspections of this month for every school."""
        month = fields.Date.context_today(self).replace(day=1)
        years = self.env["school.year"].search(self._year_domain(month))
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(years))
        for year in years:
            year._ensure_inspections(month)
            if not cron._commit_progress(1):
                break

    @api.model
    def _remarks(self, classes):
        """Return {class: {month number: {remark, signer, date}}} of what is signed, for prints."""
        found = {school_class: {} for school_class in classes}
        for inspection in self.search(
            [("class_id", "in", classes.ids), ("approval_state", "=", "approved")]
        ):
            found[inspection.class_id][inspection.month.month] = {
                "remark": inspection.remark,
                # Whoever reads the remark may know who signed it.
                "signer": inspection.sudo().signer_id.name,
                "date": inspection.date_signed,
            }
        return found

    # Approval: one step, the signature

    def _approval_candidates(self, step):
        """Override: the principal may inspect as well as the vice-principal."""
        principals_sudo = self.env.ref("school_core.group_school_principal").sudo().all_user_ids
        company = self._approval_company()
        return super()._approval_candidates(step) | principals_sudo.filtered(
            lambda user: user.active and company in user.company_ids
        )

    def _approval_check(self, decision):
        for inspection in self:
            if not (inspection.remark or "").strip():
                raise UserError(
                    self.env._(
                        "%(inspection)s: write the remark before you sign.",
                        inspection=inspection.display_name,
                    )
                )
        return super()._approval_check(decision)

    def _approval_applied(self):
        """Override: the figures stay as they were when the remark was signed."""
        live = self._live_figures()
        for inspection in self:
            # Figures and signature are set by the program, for whoever signs.
            inspection.sudo().write(
                {
                    "signed_figures": {name: live[inspection][name] for name in FIGURES},
                    "signer_id": self.env.uid,
                    "date_signed": fields.Datetime.now(),
                }
            )
        return super()._approval_applied()

    def _approval_back(self, decision, comment):
        result = super()._approval_back(decision, comment)
        # figures and signature are set by the program, for whoever takes the signature back
        self.sudo().write({"signed_figures": False, "signer_id": False, "date_signed": False})
        return result
