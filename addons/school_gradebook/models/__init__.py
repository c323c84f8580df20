# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_grid_mixin,
    res_company,
    school_mark,
    school_mark_sheet,
    school_mark_sheet_sync,
    school_mark_sheet_grid,
    school_class_subject,
    school_class,
    school_conduct,
    school_result,
    school_import_book,
    school_import_marks,
    school_import_conduct,
)
