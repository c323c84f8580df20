# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_access_matrix,
    test_certificate,
    test_change_portal,
    test_complete_tours,
    test_completeness,
    test_discipline,
    test_education_plan,
    test_path_import,
    test_path_prints,
    test_policy,
    test_portrait,
    test_register,
    test_reward,
    test_size_report,
    test_student_change,
)
