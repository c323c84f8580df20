# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_mark_grid, test_results
from . import test_rules
from . import test_mark_register, test_older_years, test_primary
from . import test_grid_trail
from . import test_js, test_tours
from . import test_import_foreign_marks
from . import test_import_by_name
from . import test_import_marks
from . import test_import_summary
from . import test_import_wide
from . import test_import_sample
from . import test_access_matrix
from . import test_gradebook_locks
from . import test_result_book
from . import test_result_reopen
from . import test_result_review
from . import test_report_cards
from . import test_print_marks
from . import test_prints
from . import test_earlier_primary
from . import test_earlier_result
from . import test_mark_doors, test_pupil_doors
from . import test_mark_distribution, test_mark_target
from . import test_entry_times
from . import test_entry_windows
from . import test_edit_limit
from . import test_mark_correction
from . import test_correction_levels
from . import test_correction_times
from . import test_entry_period_end
from . import test_entry_progress
from . import test_mark_anomaly
from . import test_book_inspection
from . import test_every_door
from . import test_lock_columns
from . import test_exam_transfer
from . import test_correction_remarking
from . import test_correction_told
from . import test_correction_tours
from . import test_book_checks
from . import test_primary_prints, test_primary_tours, test_new_circular
from . import test_locked_cells
from . import test_class_book_parts
from . import test_office_prints
from . import test_print_names, test_workbook_pages
from . import test_year_end
from . import test_circular_words, test_primary_checks, test_result_decision
