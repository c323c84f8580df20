# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_access_matrix
from . import test_handover
from . import test_handover_asking
from . import test_handover_load
from . import test_handover_workbooks
from . import test_handover_command
