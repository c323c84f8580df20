# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class MarkNoticeTerm1(models.AbstractModel):
    """The notice of marks (phiếu báo điểm): every mark of a pupil in a term, one page a pupil."""

    _name = "report.school_gradebook.mark_notice_1"
    _inherit = ["report.school_gradebook.contact_slip_1"]
    _description = "Notice of Marks, Term 1"

    _report_name = "school_gradebook.mark_notice_1"


class MarkNoticeTerm2(models.AbstractModel):
    _name = "report.school_gradebook.mark_notice_2"
    _inherit = ["report.school_gradebook.contact_slip_2"]
    _description = "Notice of Marks, Term 2 and Year"

    _report_name = "school_gradebook.mark_notice_2"
