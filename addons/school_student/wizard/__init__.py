# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    school_portrait_batch,
    school_portrait_batch_line,
    school_register_number,
    school_certificate_batch,
    school_certificate_receive,
    school_reward_batch,
    school_reward_decide,
    school_discipline_revoke,
    school_size_report,
    school_size_report_line,
)
