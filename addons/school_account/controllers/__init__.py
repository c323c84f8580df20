# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    first_use,
    letters,
    reset_password,
    school_account_barrier,
    school_account_export,
    school_login_portal,
)
