# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_board_report_print
from . import school_staff_case_print
