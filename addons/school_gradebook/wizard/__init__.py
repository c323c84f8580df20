# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_class_book_print
from . import school_entry_apply
from . import school_mark_anomaly_answer
from . import school_cross_check_assign
from . import school_mark_compare
from . import school_mark_compare_line
