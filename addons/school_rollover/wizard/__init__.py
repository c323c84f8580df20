# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_rollover_change,
    school_rollover_split,
    school_rollover_undo,
    school_year_setup,
    school_year_setup_apply,
    school_year_setup_class,
    school_year_setup_teacher,
)
