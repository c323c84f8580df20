# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

#: In a context it proves that the call comes from code: what arrives by RPC is made of JSON and
#: never is this object.
BY_GRANT = object()


class SchoolLockGrant(models.Model):
    """Lets one user write what is closed: some columns, of some pupils, for a short time.

    TM Điều 11, TT Điều 11.2, DN Điều 15.4: what is wrong in a closed book is corrected by the
    teacher after a dossier was approved, and the book is locked again at once. A grant passes
    locks, the timetable of entry, the edit limit and approved results, for its user alone; it gives
    no access right, and it passes a closed school year only where it says so. It ends by itself.

    Nobody makes or changes grants by hand: what was approved calls ``_grant`` and ``_revoke``.
    """

    _name = "school.lock.grant"
    _description = "Opening for One User"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "reason"
    _order = "date_start desc, id desc"

    _trail_fields = (
        *("kind_id", "company_id", "year_id", "term_id", "class_id", "subject_id", "student_id"),
        *("column_id", "user_id", "date_start", "date_end", "reason", "res_model", "res_id"),
        *("passes_closed_year", "revoked"),
    )
    _trail_scope = "class_id"
    _trail_student = "student_id"

    kind_id = fields.Many2one(
        comodel_name="school.book.kind",
        string="Book",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    # scope
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        check_company=True,
        readonly=True,
        ondelete="restrict",
    )
    term_id = fields.Many2one(
        comodel_name="school.term", check_company=True, readonly=True, ondelete="restrict"
    )
    class_id = fields.Many2one(
        comodel_name="school.class", check_company=True, readonly=True, ondelete="restrict"
    )
    subject_id = fields.Many2one(comodel_name="school.subject", readonly=True, ondelete="restrict")
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        readonly=True,
        ondelete="restrict",
        help="Empty: all pupils.",
    )
    column_id = fields.Many2one(
        comodel_name="school.book.column",
        readonly=True,
        ondelete="restrict",
        help="Empty: all columns.",
    )
    # who, when and why
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="For",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_start = fields.Datetime(
        string="From", required=True, readonly=True, default=fields.Datetime.now
    )
    date_end = fields.Datetime(string="Until", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Decided in", model_field="res_model", readonly=True, index="btree_not_null"
    )
    passes_closed_year = fields.Boolean(
        string="In a Closed Year Too",
        readonly=True,
        help="What is wrong may be found after the book was finished.",
    )
    revoked = fields.Boolean(readonly=True)
    in_force = fields.Boolean(compute="_compute_in_force")

    _check_dates = models.Constraint(
        "CHECK(date_end > date_start)", "An opening must end after it starts."
    )
    _check_short = models.Constraint(
        "CHECK(date_end <= date_start + interval '31 days')", "An opening lasts 31 days at most."
    )

    @api.depends("date_start", "date_end", "revoked")
    def _compute_in_force(self):
        now = fields.Datetime.now()
        for grant in self:
            grant.in_force = not grant.revoked and grant.date_start <= now < grant.date_end

    @api.constrains("kind_id", "column_id")
    def _check_column(self):
        for grant in self:
            grant.column_id._check_of(grant.kind_id)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_code()
        grants = super().create(vals_list)
        self.env["school.lock"]._forget()
        return grants

    def write(self, vals):
        self._check_by_code()
        result = super().write(vals)
        self.env["school.lock"]._forget()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise AccessError(self.env._("An opening stays as what it was; it can be revoked."))

    @api.model
    def _check_by_code(self):
        if self.env.context.get("school_grant") is not BY_GRANT:
            raise AccessError(
                self.env._("A closed book is opened for somebody by an approved request only.")
            )

    @api.model
    def _grant(self, values):
        """Open what ``values`` (a dict, or a list of them) name; return the grants.

        The caller has checked that somebody who may decide it has approved it.
        """
        vals_list = [values] if isinstance(values, dict) else values
        # nobody has the right to make them
        grants_sudo = self.sudo().with_context(school_grant=BY_GRANT)
        return grants_sudo.create(vals_list).with_env(self.env)

    def _revoke(self):
        """Close again what was opened."""
        # nobody has the right to change them
        self.sudo().with_context(school_grant=BY_GRANT).filtered(
            lambda grant: not grant.revoked
        ).revoked = True
