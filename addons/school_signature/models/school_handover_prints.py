# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import logging
from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.safe_eval import safe_eval

from .school_handover_workbooks import WORKBOOKS

_logger = logging.getLogger(__name__)

#: Folder and ending of what a report makes.
BOOKS = "books"
PLACES = {"xlsx": (WORKBOOKS, "xlsx"), "qweb-pdf": (BOOKS, "pdf")}
#: What could not be printed, and why.
REFUSED = f"{WORKBOOKS}/khong-lap-duoc.csv"
HEAD = ("Tệp", "Lí do")


class Print(NamedTuple):
    name: str
    report_id: int
    res_id: int


class SchoolHandoverPrints(models.AbstractModel):
    """The workbooks and books of each class and year, made by the reports that say so themselves.

    See ``is_handed_over`` of ``ir.actions.report``. They take minutes, so each of them is a piece of
    work of its own: what is there already is not made again.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _prints(self, school, with_books):
        """Return the :class:`Print` s of ``school``, in order; their names do not follow the user."""
        self = self.with_context(lang="vi_VN")
        kinds = ["xlsx", "qweb-pdf"] if with_books else ["xlsx"]
        reports = self.env["ir.actions.report"].search(
            [("is_handed_over", "=", True), ("report_type", "in", kinds)], order="report_name"
        )
        years = self.env["school.year"].search([("company_id", "=", school.id)])
        found, names = [], defaultdict(set)
        for year in years:
            for report in reports:
                shown = {"school.class": year.class_ids, "school.year": year}[report.model]
                place, ending = PLACES[report.report_type]
                folder = f"{place}/{year.name.replace('/', '-')}"
                for record in shown.filtered_domain(safe_eval(report.domain or "[]")):
                    title = safe_eval(
                        report.print_report_name or "object.display_name", {"object": record}
                    )
                    name = self.env["school.print.job"]._file_name(
                        f"{title}.{ending}", names[folder]
                    )
                    names[folder].add(name)
                    found.append(Print(f"{folder}/{name}", report.id, record.id))
        return found

    @api.model
    def _left_to_print(self, prints, folder):
        """Return those of ``prints`` that are neither made nor refused."""
        refused = self._refused(folder)
        return [
            one for one in prints if one.name not in refused and not (folder / one.name).exists()
        ]

    @api.model
    def _refused(self, folder):
        """Return {name: why} of what could not be printed."""
        path = folder / REFUSED
        if not path.exists():
            return {}
        with open(path, encoding="utf-8-sig", newline="") as lines:
            return dict(list(csv.reader(lines))[1:])

    @api.model
    def _print(self, school, one, folder):
        """Make one of the prints; note it where that is not possible."""
        report = self.env["ir.actions.report"].browse(one.report_id).with_company(school)
        report = report.with_context(lang="vi_VN", tz="Asia/Ho_Chi_Minh")
        try:
            with self.env.cr.savepoint():
                content, _type = report._render(report.report_name, [one.res_id], data={})
        except UserError as refusal:
            self._refuse(folder, one, str(refusal))
        except Exception:
            _logger.exception("Hand-over of %s: %s failed", school.id, one.name)
            self._refuse(folder, one, "Lỗi của chương trình; xem nhật ký của máy chủ")
        else:
            target = folder / one.name
            target.parent.mkdir(parents=True, exist_ok=True)
            # only what is whole has its name
            unfinished = target.with_suffix(".part")
            unfinished.write_bytes(content)
            unfinished.rename(target)
        self.env.invalidate_all()

    @api.model
    def _refuse(self, folder, one, why):
        path = folder / REFUSED
        head = [] if path.exists() else [HEAD]
        with open(path, "a", encoding="utf-8-sig" if head else "utf-8", newline="") as lines:
            csv.writer(lines).writerows([*head, (one.name, why)])
