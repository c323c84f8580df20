# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from odoo.addons.web.controllers.utils import _get_login_redirect_url

WRONG = (
    "Tên đăng nhập hoặc mã không đúng, hoặc mã không còn dùng được (đã dùng, hết hạn, hoặc nhập"
    " sai 5 lần). Hãy xem lại phiếu; nếu vẫn không được, đề nghị nhà trường cấp phiếu mới."
)
TOO_OFTEN = "Đã nhập sai nhiều lần. Hãy đợi một phút rồi thử lại."
UNLIKE = "Hai lần nhập mật khẩu không giống nhau."
EMPTY = "Hãy nhập mật khẩu của riêng mình."


class SchoolFirstUse(http.Controller):
    """The page of the first-use letter: login and code, then a password of one's own.

    Nothing is kept between the two steps; the second sends the code again, and only that uses it
    up. nginx limits how often an address may ask, Odoo how often one may fail, the code itself
    how often it may be guessed.
    """

    @http.route(
        "/bat-dau",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        school_barrier=False,
    )
    def first_use(self, login="", code="", password=None, again=None, **_form):
        values = {"login": login, "code": code, "step": "code", "error": "", "name": ""}
        if request.httprequest.method == "GET":
            return self._page(values)
        try:
            with request.env["res.users"]._assert_can_auth(user=login):
                user_sudo = request.env["school.account.code"]._redeem(login, code)
        except AccessDenied as refusal:
            values["error"] = WRONG if refusal.args == AccessDenied().args else TOO_OFTEN
            return self._page(values)
        values.update(
            step="password",
            name=user_sudo.name,
            policy=user_sudo._school_policy(),
            is_staff=not user_sudo.share,
        )
        if password is None:
            return self._page(values)
        if not password.strip() or password != again:
            values["error"] = UNLIKE if password.strip() else EMPTY
            return self._page(values)
        try:
            with request.env.cr.savepoint():
                request.env["school.account.code"].with_context(lang="vi_VN")._redeem(
                    login, code, password
                )
        except UserError as refusal:
            values["error"] = refusal.args[0]
            return self._page(values)
        credential = {"login": user_sudo.login, "password": password, "type": "password"}
        try:
            info = request.session.authenticate(request.env, credential)
        except AccessDenied:
            # The password is set; why the account may not come in yet is told at the log-in.
            return request.redirect("/web/login", 303)
        home = "/odoo" if user_sudo._is_internal() else "/my"
        target = _get_login_redirect_url(info["uid"], home if request.session.uid else None)
        return request.redirect(target, 303)

    def _page(self, values):
        return request.render(
            "school_account.first_use_page",
            values,
            headers=[("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex")],
        )
