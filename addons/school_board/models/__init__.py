# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_board_part
from . import school_board
from . import school_board_check
from . import school_board_recurrence
from . import school_board_member
from . import school_board_duty
from . import school_board_duty_sample
from . import school_board_task
from . import school_board_report
from . import school_board_report_line
from . import school_staff_case
from . import school_home
