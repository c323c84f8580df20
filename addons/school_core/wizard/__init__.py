# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_approval_decide,
    school_lock_set,
    school_assignment_replace,
    school_class_plan,
    school_class_size,
    school_movement_batch,
    school_print_wizard,
    school_trail_check,
)
