# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.picture import PictureError, clean_picture
from ..tools.portrait_files import FilesError, find_code, normal, unpack


class SchoolPortraitBatch(models.TransientModel):
    """Portraits of the pupils of a class from files that bear the pupils' codes.

    What was uploaded is reduced and stripped of its metadata as it is read, and the uploaded files
    are deleted then, saved or not. Saving writes all portraits or none.
    """

    _name = "school.portrait.batch"
    _description = "Portraits of a Class"

    class_id = fields.Many2one(
        comodel_name="school.class",
        required=True,
        default=lambda self: self._default_class_id(),
        domain="[('year_id.state', '=', 'open')]",
    )
    file_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Pictures or Zips",
        help="Each picture bears the code of its pupil: HS00012.jpg, HS00012 Nguyễn Văn A.jpg.",
    )
    line_ids = fields.One2many(
        comodel_name="school.portrait.batch.line", inverse_name="batch_id", string="Files"
    )
    ready_count = fields.Integer(string="Ready", compute="_compute_counts")
    problem_count = fields.Integer(string="With Problems", compute="_compute_counts")
    without_count = fields.Integer(
        string="Pupils Still without Portrait",
        compute="_compute_counts",
        help="After saving what is ready.",
    )
    leave_out = fields.Boolean(string="Leave out the Files with Problems")

    def _default_class_id(self):
        return self.env["school.class"].search(
            [("homeroom_id.user_id", "=", self.env.uid), ("year_id.state", "=", "open")], limit=1
        )

    @api.depends("line_ids.state", "class_id")
    def _compute_counts(self):
        for batch in self:
            ready = batch.line_ids.filtered(lambda line: line.state == "ready")
            batch.ready_count = len(ready)
            batch.problem_count = len(batch.line_ids) - len(ready)
            batch.without_count = self.env["school.student"].search_count(
                [
                    ("class_id", "=", batch.class_id.id),
                    ("image_1920", "=", False),
                    ("id", "not in", ready.student_id.ids),
                ]
            )

    def action_read(self):
        """Show for each file whose portrait it is, or why it is none; nothing is written."""
        self.ensure_one()
        pupils = self.class_id._portrait_pupils()
        codes = {normal(pupil.moet_code): pupil for pupil in pupils if pupil.moet_code}
        codes.update({normal(pupil.code): pupil for pupil in pupils})
        if not self.file_ids:
            raise UserError(self.env._("Choose the pictures first."))
        uploads = self.file_ids.sorted("name")
        try:
            lines = [
                self._line_values(name, content, codes)
                for name, content in unpack((upload.name, upload.raw or b"") for upload in uploads)
            ]
        except FilesError as error:
            raise UserError(self._files_sentence(error)) from error
        self.write({"line_ids": [Command.clear(), *map(Command.create, lines)], "file_ids": False})
        # the originals tell where they were taken
        uploads.unlink()
        return self._reopen()

    def _files_sentence(self, error):
        if error.code == "too_many":
            return self.env._("%(file)s: more than 500 pictures at once.", file=error.name)
        return self.env._("%(file)s is no zip that can be opened.", file=error.name)

    @api.model
    def _line_values(self, name, content, codes):
        code = find_code(name, codes)
        values = {"file_name": name, "student_id": code and codes[code].id}
        try:
            values["picture"] = base64.b64encode(clean_picture(content))
        except PictureError as error:
            values["problem"] = error.code
        return values

    def action_save(self):
        """Write all portraits that are ready, or none."""
        self.ensure_one()
        pupils = self.class_id._portrait_pupils()
        ready = self.line_ids.filtered(lambda line: line.state == "ready")
        problems = self.line_ids - ready
        if problems and not self.leave_out:
            raise UserError(
                self.env._(
                    "Nothing has been saved. These files have problems:\n%(files)s",
                    files="\n".join(problems.mapped("file_name")),
                )
            )
        strangers = ready.student_id - pupils
        if strangers:
            raise UserError(
                self.env._(
                    "Not in class %(class_name)s: %(names)s.",
                    class_name=self.class_id.name,
                    names=", ".join(strangers.mapped("name")),
                )
            )
        if not ready:
            raise UserError(self.env._("No picture is ready to be saved."))
        for line in ready:
            line.student_id.image_1920 = line.picture
        self.line_ids.unlink()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s portraits saved.", count=len(ready)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_camera(self):
        self.ensure_one()
        self.class_id._portrait_pupils()
        return {
            "type": "ir.actions.client",
            "tag": "school_portrait_camera",
            "name": self.env._("Portraits of %(class_name)s", class_name=self.class_id.name),
            "params": {"class_id": self.class_id.id},
        }

    @api.autovacuum
    def _gc_uploads(self):
        """Delete originals that were uploaded and never read: they tell where they were taken."""
        self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("create_date", "<", fields.Datetime.now() - timedelta(days=1)),
            ]
        ).unlink()

    def _reopen(self):
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_student.school_portrait_batch_action"
            ),
            "res_id": self.id,
        }
