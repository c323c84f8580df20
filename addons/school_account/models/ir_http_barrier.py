# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.http import SessionExpiredException, request

#: What is served without a person's rights, or lets the person go.
OPEN_PATHS = frozenset(
    (
        *("/web/login", "/web/login/totp", "/web/session/logout", "/web/session/destroy"),
        *("/web/session/authenticate", "/web/webclient/translations", "/web/manifest.webmanifest"),
        *("/web/service-worker.js", "/web/health", "/logo", "/logo.png", "/robots.txt"),
        *("/web/binary/company_logo", "/web/session/get_lang_list", "/website/translations"),
        # each message over the websocket is asked by itself: ir.websocket
        *("/websocket", "/bus/websocket_worker_bundle"),
    )
)
OPEN_PREFIXES = ("/web/assets/", "/auth-timeout/")
#: The web client finds out by itself who is logged in (auth="none").
CLIENT_PREFIXES = ("/odoo", "/web", "/scoped_app")
RENEWAL, SECOND_FACTOR = "/school/account/renew", "/school/account/second-factor"


class IrHttp(models.AbstractModel):
    """Let nobody pass who must choose a password or set up a second factor first (ACC-03).

    Every request with a person behind it comes through here: pages, the web client's calls, the
    portal, and programs with an API key. Programs that send a password are met in ``res.users``.
    """

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        super()._authenticate(endpoint)
        uid = request.session.uid or request.env.uid
        if not uid or cls._is_open(endpoint):
            return
        user = request.env(user=uid)["res.users"].browse(uid)
        if barrier := user._school_barrier():
            refusal = SessionExpiredException(user._school_barrier_text(barrier))
            refusal.school_barrier = barrier
            raise refusal

    @classmethod
    def _is_open(cls, endpoint):
        path = request.httprequest.path
        if endpoint.routing["auth"] == "none" and not path.startswith(CLIENT_PREFIXES):
            return True
        return (
            not endpoint.routing.get("school_barrier", True)
            or path in OPEN_PATHS
            or path.startswith(OPEN_PREFIXES)
        )

    @classmethod
    def _handle_error(cls, exception):
        barrier = getattr(exception, "school_barrier", None)
        if barrier and barrier != "locked" and request.dispatcher.routing_type == "http":
            page = SECOND_FACTOR if barrier == "second_factor" else RENEWAL
            return request.redirect_query(page, {"redirect": request.httprequest.full_path})
        return super()._handle_error(exception)
