# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..anomalies import RULES

LEADERS = ("principal", "vice_academic")


class SchoolMarkAnomaly(models.Model):
    """Something unusual in the marks, followed up to its end (GB-16; TM 4.1d, TT 4.4).

    A case is a question, not a reproach: the figures and one sentence say what stands in the
    books, the teacher is asked, the vice-principal closes it. How cases are found stands in
    ``school_mark_anomaly_find``. Nobody has the right to write cases;
    the methods below move them.
    """

    _name = "school.mark.anomaly"
    _description = "Unusual Marks"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _mail_post_access = "read"
    _rec_name = "rule"
    _order = "state, date_seen desc, id desc"

    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    year_id = fields.Many2one(comodel_name="school.year", required=True, readonly=True)
    rule = fields.Selection(selection="_selection_rule", required=True, readonly=True)
    key = fields.Char(string="Sign of the Case", required=True, readonly=True)
    term_id = fields.Many2one(comodel_name="school.term", readonly=True)
    sheet_id = fields.Many2one(
        comodel_name="school.mark.sheet", readonly=True, index="btree_not_null"
    )
    class_id = fields.Many2one(related="sheet_id.class_id", store=True)
    subject_id = fields.Many2one(related="sheet_id.subject_id", store=True)
    column = fields.Selection(selection="_selection_column", readonly=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee",
        readonly=True,
        index="btree_not_null",
        help="Who changed the marks, or who teaches the subject in this class.",
    )
    figures = fields.Json(readonly=True)
    measure = fields.Float(readonly=True, help="How much of it there is; told by the figures.")
    evidence = fields.Char(string="What Was Found", compute="_compute_evidence")
    date_found = fields.Datetime(string="First Found", readonly=True)
    date_seen = fields.Datetime(string="Last Found", readonly=True)
    is_current = fields.Boolean(
        string="Still So", readonly=True, help="The last search found it again."
    )
    times = fields.Integer(string="Times Opened", readonly=True, default=1)
    state = fields.Selection(
        [
            ("new", "New"),
            ("examined", "Being Examined"),
            ("explained", "Explained"),
            ("closed", "Closed"),
        ],
        default="new",
        required=True,
        readonly=True,
        tracking=True,
    )
    examiner_id = fields.Many2one(comodel_name="res.users", string="Examined by", readonly=True)
    date_asked = fields.Datetime(string="Teacher Asked", readonly=True)
    explanation = fields.Text(readonly=True)
    date_explained = fields.Datetime(string="Explained on", readonly=True)
    conclusion = fields.Text(readonly=True)
    closed_by_id = fields.Many2one(comodel_name="res.users", string="Closed by", readonly=True)
    date_closed = fields.Datetime(string="Closed on", readonly=True)
    closed_measure = fields.Float(readonly=True, export_string_translation=False)
    actions = fields.Json(compute="_compute_actions")

    _uniq_key = models.UniqueIndex("(company_id, year_id, rule, key)", "This case exists already.")

    @api.model
    def _selection_rule(self):
        return [(code, rule.title(self.env)) for code, rule in RULES.items()]

    @api.model
    def _selection_column(self):
        values = self.env["school.mark.value"]
        return [("regular", dict(values._selection_part())["regular"]), *values._selection_column()]

    @api.depends("rule", "figures")
    @api.depends_context("lang")
    def _compute_evidence(self):
        for case in self:
            rule = RULES.get(case.rule)
            case.evidence = rule.sentence(self.env, case.figures) if rule and case.figures else ""

    @api.depends("rule", "sheet_id", "teacher_id")
    def _compute_display_name(self):
        titles = dict(self._selection_rule())
        for case in self:
            about = case.sheet_id.display_name or case.teacher_id.name
            case.display_name = " · ".join(filter(None, (titles.get(case.rule), about)))

    @api.depends("state", "teacher_id", "date_asked")
    @api.depends_context("uid")
    def _compute_actions(self):
        leads = self._leads()
        for case in self:
            own = case._is_own()
            actions = []
            if leads and not own and case.state != "closed":
                actions = ["close", *(["ask"] if case.teacher_id.user_id else [])]
                if case.state == "new":
                    actions.append("examine")
            if own and case.date_asked and case.state == "examined":
                actions.append("explain")
            case.actions = actions

    def _leads(self):
        return self.env.user._has_role(*LEADERS)

    def _is_own(self):
        # Whose account the teacher has is no secret between the two.
        return self.sudo().teacher_id.user_id == self.env.user

    def _check_leads(self):
        self.check_access("read")
        if not self._leads():
            raise AccessError(
                self.env._("Only the principal and the vice-principal examine cases.")
            )
        for case in self:
            if case._is_own():
                raise AccessError(self.env._("Nobody examines a case about the own marks."))
            if case.state == "closed":
                raise UserError(self.env._("%(case)s is closed.", case=case.display_name))

    def action_examine(self):
        """Take the cases up."""
        self._check_leads()
        self._move({"state": "examined", "examiner_id": self.env.uid})

    def action_ask(self, question=None):
        """Ask the teacher for an explanation."""
        self._check_leads()
        if not question:
            return self._ask_for("ask")
        for case in self:
            # whose account the teacher has is needed to ask
            user = case.sudo().teacher_id.user_id
            if not user:
                raise UserError(self.env._("%(case)s: no account to ask.", case=case.display_name))
            case._move(
                {
                    "state": "examined",
                    "examiner_id": self.env.uid,
                    "date_asked": fields.Datetime.now(),
                    "explanation": False,
                    "date_explained": False,
                }
            )
            case._log(self.env._("Question to the teacher: %(text)s", text=question))
            # Teachers plan no activities for others; a leader does, for the one who is asked.
            case.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Explanation of marks"),
                note=question,
                user_id=user.id,
            )
        return True

    def action_explain(self, text=None):
        """Answer, as the teacher who was asked."""
        self.check_access("read")
        for case in self:
            if not case._is_own():
                raise AccessError(self.env._("Only the teacher who was asked answers."))
            if case.state != "examined" or not case.date_asked:
                raise UserError(self.env._("No explanation is asked for at present."))
        if not text:
            return self._ask_for("explain")
        self._move(
            {"state": "explained", "explanation": text, "date_explained": fields.Datetime.now()}
        )
        self._log(self.env._("Explanation: %(text)s", text=text))
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def action_close(self, conclusion=None):
        """Close the cases with what was found out."""
        self._check_leads()
        if not conclusion:
            return self._ask_for("close")
        for case in self:
            case._move(
                {
                    "state": "closed",
                    "conclusion": conclusion,
                    "examiner_id": case.examiner_id.id or self.env.uid,
                    "closed_by_id": self.env.uid,
                    "date_closed": fields.Datetime.now(),
                    "closed_measure": case.measure,
                }
            )
        self._log(self.env._("Conclusion: %(text)s", text=conclusion))
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def action_open_sheet(self):
        """Open the mark sheet that the case is about."""
        self.ensure_one()
        return self.sheet_id.action_open_grid()

    def action_view_trail(self):
        """Open what the trail tells of the marks that the case is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_core.school_trail_action")
        domain = [("model", "=", "school.mark"), ("company_id", "=", self.company_id.id)]
        if self.sheet_id:
            domain.append(("res_id", "in", self.sheet_id.mark_ids.ids))
        else:
            # Which account a teacher has is needed to show the changes made with it.
            domain.append(("user_id", "=", self.sudo().teacher_id.user_id.id))
            domain.append(("class_id.year_id", "=", self.year_id.id))
        return {**action, "domain": domain, "context": {}}

    def _ask_for(self, step):
        titles = {
            "ask": self.env._("Question to the Teacher"),
            "explain": self.env._("Explanation"),
            "close": self.env._("Conclusion"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": titles[step],
            "res_model": "school.mark.anomaly.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_anomaly_ids": self.ids, "default_step": step},
        }

    def _move(self, values):
        # Nobody has the right to write cases; the steps above have checked who takes them.
        self.sudo().write(values)

    def _log(self, text):
        for case in self:
            case.message_post(body=text, subtype_xmlid="mail.mt_note")
