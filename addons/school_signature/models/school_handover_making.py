# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import config

from ..tools import handover_files
from .school_handover import READY

_logger = logging.getLogger(__name__)

KEPT_DAYS = 7
UNFINISHED = ("waiting", "running")
#: So long the command line goes on with what it began; older data would be handed over as new.
RESUMED_HOURS = 12


class SchoolHandoverMaking(models.Model):
    """How a hand-over is made in the background, piece by piece.

    A piece is all the data (of one moment), then each workbook and book, then the zip. After each
    of them the work is noted, so that a worker with limits on its time makes a school of any size,
    and a server that was stopped goes on where it was.
    """

    _inherit = "school.handover"

    @api.model
    def _cron_make(self):
        """Make the hand-overs that were asked for, as far as the time goes."""
        cron = self.env["ir.cron"]
        waiting = self.search(
            [("state", "in", UNFINISHED), ("user_id", "!=", SUPERUSER_ID)], order="id"
        )
        cron._commit_progress(remaining=len(waiting))
        for handover in waiting:
            while left := handover._make_piece():
                if not cron._commit_progress(1, remaining=left + len(waiting)):
                    return
            cron._commit_progress(1)

    def _make_piece(self):
        """Make the next piece; return how many are left."""
        self.ensure_one()
        if self.state == "waiting":
            self.state = "running"
            return 1
        handover = self.with_context(lang=self.user_id.lang)
        try:
            with self.env.cr.savepoint():
                return handover._make_in(self._folder())
        except (OSError, UserError) as failure:
            return handover._fail(str(failure))
        except Exception:
            _logger.exception("Hand-over %s failed", self.id)
            return handover._fail(handover.env._("Its making failed; the server's log tells why."))

    def _make_in(self, folder):
        """Make the next piece in ``folder``; return how many are left."""
        plan = self.env["school.handover.plan"]
        prints = plan._prints(self.company_id, self.with_books)
        left = plan._left_to_print(prints, folder)
        if not folder.exists():
            self._make_data(plan, folder)
        elif left:
            plan._print(self.company_id, left.pop(0), folder)
        else:
            self._finish(plan, folder)
            return 0
        self.progress = 100 * (1 + len(prints) - len(left)) / (2 + len(prints))
        return 1 + len(left)

    def _make_data(self, plan, folder):
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        by_program = self.user_id.id == SUPERUSER_ID
        by = "command line" if by_program else self.user_id.login
        plan._export_data(self.company_id, unfinished, by)
        # only what is whole has its name
        unfinished.rename(folder)

    def _finish(self, plan, folder):
        manifest = plan._seal(folder)
        packed = folder.with_suffix(".zip")
        handover_files.pack(folder, packed)
        refused = len(manifest["not_printed"])
        self.write(
            {
                "state": "done",
                "progress": 100,
                "done_at": fields.Datetime.now(),
                "digest": manifest["sha256sums"],
                "attachment_id": self._keep(packed).id,
                "error": bool(refused)
                and self.env._(
                    "%(count)s workbooks or books could not be made; khong-lap-duoc.csv tells why.",
                    count=refused,
                ),
            }
        )
        shutil.rmtree(folder)
        self._tell(self.env._("The hand-over is ready"))

    def _fail(self, why):
        self.write({"state": "failed", "error": why})
        shutil.rmtree(self._folder(), ignore_errors=True)
        self._tell(self.env._("The hand-over failed"))
        return 0

    def _tell(self, summary):
        # no e-mail: it is seen among the activities
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            READY, summary=summary, user_id=self.user_id.id
        )

    def _keep(self, path):
        """Return the zip as an attachment that hangs on no record, without reading it."""
        name = f"ban-giao-{self.company_id.school_abbreviation or self.company_id.id}-{self.id}.zip"
        attachment = self.env["ir.attachment"].create({"name": name, "raw": b"-"})
        attachment._take_over(path)
        return attachment

    @api.model
    def _base(self):
        """Return the folder of the hand-overs that are being made for this database."""
        return Path(config["data_dir"]) / "handovers" / self.env.cr.dbname

    def _folder(self):
        self.ensure_one()
        return self._base() / str(self.id)

    @api.model
    def _at_command_line(self, school, with_books):
        """Return what the command line makes: a hand-over that it began and did not finish, or one.

        The cron leaves it alone.
        """
        self._check_command_line()
        begun = [
            ("company_id", "=", school.id),
            ("user_id", "=", self.env.uid),
            ("with_books", "=", with_books),
            ("state", "in", UNFINISHED),
            ("create_date", ">", fields.Datetime.now() - timedelta(hours=RESUMED_HOURS)),
        ]
        return self.search(begun, limit=1) or self.create(
            {
                "company_id": school.id,
                "user_id": self.env.uid,
                "with_books": with_books,
                "state": "running",
            }
        )

    @api.model
    def _check_command_line(self):
        if request or self.env.uid != SUPERUSER_ID:
            raise AccessError(self.env._("Only the command line does this: make handover."))

    def _take_out(self, target):
        """Copy the finished file to ``target``; nothing of it is kept in the database."""
        self._check_command_line()
        attachment = self.attachment_id
        shutil.copyfile(attachment._full_path(attachment.store_fname), target)
        attachment.unlink()
        self.activity_unlink([READY])

    def _next_piece(self):
        """Return how many pieces there are, how many are made, and the name of the next one."""
        plan, folder = self.env["school.handover.plan"], self._folder()
        prints = plan._prints(self.company_id, self.with_books)
        left = plan._left_to_print(prints, folder)
        if not folder.exists():
            return len(prints) + 2, 0, "data"
        made = 1 + len(prints) - len(left)
        return len(prints) + 2, made, left[0].name if left else "zip"

    @api.autovacuum
    def _gc_files(self):
        """Drop files after some days, what was never confirmed, and what was left half made."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("done_at", "<", limit)]).attachment_id.unlink()
        self.search(
            [("state", "=", "draft"), ("approval_state", "=", "draft"), ("create_date", "<", limit)]
        ).unlink()
        base = self._base()
        if base.exists():
            running = {str(id_) for id_ in self.search([("state", "=", "running")]).ids}
            for entry in os.scandir(base):
                if entry.is_dir() and entry.name.partition(".")[0] not in running:
                    shutil.rmtree(entry)
