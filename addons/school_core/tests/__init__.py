# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_isolation
from . import test_school_calendar
from . import test_school_year
from . import test_import
from . import test_import_rights
from . import test_import_values
from . import test_trail
from . import test_print_check
from . import test_trail_anchor
from . import test_trail_sessions
from . import test_school_assignment
from . import test_school_class
from . import test_lock
from . import test_lock_grant
from . import test_lock_matrix
from . import test_people_data
from . import test_people_movements
from . import test_people_names
from . import test_people_security
from . import test_people_students
from . import test_people_tours
from . import test_approval
from . import test_access_matrix
from . import test_school_duties
from . import test_home, test_school_settings
from . import test_org_tours
from . import test_unlock_request
