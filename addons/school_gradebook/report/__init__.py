# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_class_book,
    class_book_report,
    class_marks_report,
    teacher_book_report,
    result_meeting_report,
    gradebook_xlsx,
    class_book_xlsx,
    report_card_report,
    mark_notice_report,
    school_result_statistics,
    year_statistics_report,
    year_statistics_xlsx,
    contact_slip_xlsx,
    mark_correction_report,
    check_print_report,
)
