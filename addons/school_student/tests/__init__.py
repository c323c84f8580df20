# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_access_matrix,
    test_certificate,
    test_discipline,
    test_education_plan,
    test_path_import,
    test_path_prints,
    test_policy,
    test_register,
    test_reward,
    test_size_report,
)
