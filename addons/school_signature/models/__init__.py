# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_handover_plan
from . import school_handover_scope
from . import school_handover_export
from . import school_handover_books
from . import school_handover_load
from . import school_handover_load_tables
from . import school_handover
from . import ir_attachment
from . import res_company
