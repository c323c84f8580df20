# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_access_matrix
from . import test_next_level
from . import test_rollover
from . import test_rollover_undo
from . import test_rollover_refusals
from . import test_split
from . import test_start
from . import test_year_setup
from . import test_rollover_tours
