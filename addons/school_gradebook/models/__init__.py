# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_grid_mixin,
    res_company,
    school_mark,
    school_mark_sheet,
    school_mark_sheet_sync,
    school_mark_sheet_grid,
    school_conduct,
    school_conduct_sheet,
    school_class_subject,
    school_class,
    school_class_results,
    school_enrollment,
    school_exemption,
    school_student,
    school_result,
)
