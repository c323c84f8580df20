# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.http import request

_logger = logging.getLogger(__name__)


class IrHttp(models.AbstractModel):
    """The first request of a day turns the day, before it asks who may come in.

    The nightly job does the same; a job that is late or stopped must not let anybody in whose
    access ended yesterday.
    """

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        cls._turn_school_day()
        return super()._authenticate(endpoint)

    @classmethod
    def _turn_school_day(cls):
        # Nobody has been asked who he or she is: the program itself turns the day.
        users_sudo = request.env(user=SUPERUSER_ID)["res.users"]
        registry, today = request.env.registry, users_sudo._school_today()
        if getattr(registry, "school_day", None) == today:
            return
        if request.env.cr.readonly:
            # The next request that may write does it; one that reads is not worth a second try.
            return
        try:
            with request.env.cr.savepoint():
                users_sudo._turn_school_day()
        except UserError:
            # Nobody could work any more; the nightly job fails too, and tells the operator.
            _logger.exception("The school's day could not be turned")
        registry.school_day = today
