# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_handover_plan
from . import school_handover_scope
from . import school_handover_export
from . import school_handover_workbooks
from . import school_handover_prints
from . import school_handover_load
from . import school_handover_load_numbers
from . import school_handover_load_rows
from . import school_handover_load_tables
from . import school_handover_load_trail
from . import school_handover
from . import school_handover_making
from . import ir_attachment
from . import res_company
from . import school_home
