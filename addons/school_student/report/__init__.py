# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    certificate_book,
    discipline_decision,
    education_dossier,
    policy_list,
    reward_decision,
    reward_paper,
    size_report,
    student_register,
    study_confirmation,
    transfer_paper,
)
