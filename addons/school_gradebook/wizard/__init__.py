# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_entry_apply
from . import school_mark_anomaly_answer
