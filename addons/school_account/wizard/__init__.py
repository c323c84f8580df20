# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_account_lock
from . import (
    hr_departure_wizard,
    school_account_batch,
    school_account_batch_line,
    school_account_half,
)
