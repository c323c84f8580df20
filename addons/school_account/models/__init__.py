# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import ir_http_barrier
from . import ir_http_words
from . import ir_websocket
from . import res_company_account
from . import res_device_log
from . import res_users_password
from . import res_users_session
from . import school_account
from . import school_account_compliance
from . import school_account_export
from . import school_account_keeping
from . import school_home_account
from . import school_import_sample
from . import school_login
from . import school_password
from . import (
    hr_employee,
    hr_version,
    ir_http,
    res_company,
    res_partner,
    res_users_keeping,
    res_users_names,
    res_users_signup,
    school_account_code,
    school_account_halves,
    school_account_letter,
    school_account_maker,
    school_account_proposal,
    school_assignment_mixin,
    school_duty,
    school_enrollment,
    school_guardian,
    school_print_job,
    school_start_step,
)
