# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_access_matrix
from . import test_account_barrier
from . import test_account_compliance
from . import test_account_logins
from . import test_account_policy
from . import test_account_tours
from . import test_account_ways_around
from . import (
    test_account_batch,
    test_account_code,
    test_account_halves,
    test_account_leaving,
    test_account_names,
    test_account_overview,
    test_account_parents,
    test_duty,
)
