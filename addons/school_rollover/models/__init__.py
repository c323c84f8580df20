# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_class,
    school_rollover,
    school_rollover_apply,
    school_rollover_check,
    school_rollover_class,
    school_rollover_line,
    school_rollover_pupils,
    school_start_step,
    school_home,
)
