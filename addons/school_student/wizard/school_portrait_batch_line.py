# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models


class SchoolPortraitBatchLine(models.TransientModel):
    """One file of a batch of portraits, and whose it is."""

    _name = "school.portrait.batch.line"
    _description = "File of a Portrait"
    _order = "file_name, id"

    batch_id = fields.Many2one(
        comodel_name="school.portrait.batch", required=True, index=True, ondelete="cascade"
    )
    class_id = fields.Many2one(related="batch_id.class_id")
    file_name = fields.Char(string="File", required=True, readonly=True)
    picture = fields.Image(readonly=True)
    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", domain="[('class_id', '=', class_id)]"
    )
    problem = fields.Selection(
        [
            ("not_picture", "No picture (JPEG, PNG)"),
            ("heic", "HEIC picture of an iPhone: save it as JPEG"),
            ("too_large", "Too large"),
        ],
        readonly=True,
    )
    state = fields.Selection(
        [
            ("ready", "Ready"),
            ("unmatched", "No pupil of the class has this code"),
            ("doubled", "Two pictures of one pupil"),
            ("not_picture", "No picture (JPEG, PNG)"),
            ("heic", "HEIC picture of an iPhone: save it as JPEG"),
            ("too_large", "Too large"),
        ],
        compute="_compute_state",
    )
    replaces = fields.Boolean(
        string="Replaces a Portrait", compute="_compute_replaces", compute_sudo=False
    )

    @api.depends("problem", "student_id", "batch_id.line_ids.student_id")
    def _compute_state(self):
        counts = Counter(
            (line.batch_id, line.student_id) for line in self.batch_id.line_ids if not line.problem
        )
        for line in self:
            if line.problem:
                line.state = line.problem
            elif not line.student_id:
                line.state = "unmatched"
            else:
                is_doubled = counts[line.batch_id, line.student_id] > 1
                line.state = "doubled" if is_doubled else "ready"

    @api.depends("student_id")
    def _compute_replaces(self):
        known = self.env["school.student"].search(
            [("id", "in", self.student_id.ids), ("image_1920", "!=", False)]
        )
        for line in self:
            line.replaces = line.student_id in known
