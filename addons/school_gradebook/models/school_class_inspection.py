# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import models
from odoo.fields import Domain

from odoo.addons.school_core.tools.local_time import TIMEZONE

from .school_mark import NUMBER_COLUMNS


class SchoolClass(models.Model):
    _inherit = "school.class"

    def _inspect_entry(self, month):
        """Yield (class, figure, number) of the terms that the month belongs to."""
        groups = self.env["school.entry.progress"]._read_group(
            [
                ("class_id", "in", self.ids),
                ("term_id.date_start", "<", month + relativedelta(months=1)),
                ("term_id.date_end", ">=", month),
            ],
            ["class_id"],
            ["required:sum", "missing:sum", "late:sum", "entered_late:sum"],
        )
        for school_class, required, missing, late, entered_late in groups:
            yield school_class, "required_count", required
            yield school_class, "missing_count", missing
            yield school_class, "late_count", late
            yield school_class, "entered_late_count", entered_late
        cases = self.env["school.mark.anomaly"]._read_group(
            [("class_id", "in", self.ids), ("state", "!=", "closed")], ["class_id"], ["__count"]
        )
        for school_class, number in cases:
            yield school_class, "anomaly_count", number

    def _inspect_size(self, month):
        """Yield how many pupils there were at the start and the end, and who came and left."""
        last = month + relativedelta(months=1, days=-1)
        stays = self.env["school.enrollment"].search_fetch(
            [
                ("class_id", "in", self.ids),
                ("date_start", "<=", last),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", month),
            ],
            ["class_id", "date_start", "date_end"],
        )
        for stay in stays:
            # The first days of a school year bring everybody: that is no change of the class.
            starts = max(month, min(stay.class_id.year_id.date_start, last))
            joined = stay.date_start > starts
            left = bool(stay.date_end) and stay.date_end < last
            yield stay.class_id, "size_start", int(not joined)
            yield stay.class_id, "size_end", int(not left)
            yield stay.class_id, "joined_count", int(joined)
            yield stay.class_id, "left_count", int(left)

    def _inspect_changes(self, month):
        """Yield how many marks were changed, and how many dossiers were carried out."""
        zone = timezone(TIMEZONE)
        start, end = (
            zone.localize(datetime.combine(day, time.min)).astimezone(utc).replace(tzinfo=None)
            for day in (month, month + relativedelta(months=1))
        )
        within = Domain([("at", ">=", start), ("at", "<", end)])
        changes = self.env["school.trail"]._read_group(
            within
            & Domain(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("chain", "in", [f"class:{class_id}" for class_id in self.ids]),
                    ("model", "=", "school.mark"),
                    ("field", "in", NUMBER_COLUMNS),
                    ("old", "!=", False),
                ]
            ),
            ["class_id"],
            ["__count"],
        )
        for school_class, number in changes:
            yield school_class, "change_count", number
        dossiers = self.env["school.mark.correction"]._read_group(
            [("class_id", "in", self.ids), ("applied_at", ">=", start), ("applied_at", "<", end)],
            ["class_id"],
            ["__count"],
        )
        for school_class, number in dossiers:
            yield school_class, "correction_count", number
