# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from urllib.parse import quote

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.phone_validation.tools.phone_validation import phone_format
from odoo.addons.school_core.tools.local_time import local_time
from odoo.addons.school_core.tools.pdf import html_to_pdf

from ..tools import first_use_code

PAGE = "/bat-dau"


class SchoolAccountLetter(models.AbstractModel):
    """First-use letters: on paper, or by e-mail; each with a code that was not known before.

    The codes are made for the letters and shown in them only: the PDF is handed to whoever asked
    for it and kept nowhere, unless it is a print job's, which is deleted after a day.
    """

    _name = "school.account.letter"
    _description = "First-Use Letters"

    @api.model
    def _print(self, school, kind, addressees):
        """Return the PDF of the letters for ``addressees``, whose former codes are dead.

        :param addressees: values for the letters, each with its ``user``, in their order
        """
        letters = self._prepare(school, addressees, "print")
        html = self.env["ir.qweb"]._render(
            f"school_account.letters_{kind}",
            {"school": school, "letters": letters, "groups": self._by_place(letters)},
            raise_if_not_found=True,
            lang="vi_VN",
        )
        return html_to_pdf(f"<!DOCTYPE html>{html}")

    @api.model
    def _print_half(self, school, user, half, number):
        """Return the PDF with one half of a code, see ``school.account.code._issue_half``."""
        # sudo: the address of the server and the login of the account are printed, nothing else.
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url").rstrip("/")
        values = {
            "school": school,
            "name": user.sudo().name,
            "login": user.sudo().login,
            "half": first_use_code.readable(half),
            "number": number,
            "holder": self.env.user.name,
            "address": f"{base.partition('://')[2]}{PAGE}",
        }
        html = self.env["ir.qweb"]._render("school_account.letter_half", values, lang="vi_VN")
        return html_to_pdf(f"<!DOCTYPE html>{html}")

    @api.model
    def _mail(self, school, addressees):
        """Send the letters by e-mail, in the queue; their codes are in the messages only."""
        lacking = [addressee["name"] for addressee in addressees if not addressee["email"]]
        if lacking:
            raise UserError(
                self.env._(
                    "No e-mail address: %(names)s. Print these letters.", names=", ".join(lacking)
                )
            )
        letters = self._prepare(school, addressees, "mail")
        # sudo: whoever keeps the accounts need not see the queue of messages.
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": f"{school.name}: tài khoản của Thầy/Cô",
                    "email_to": letter["email"],
                    "email_from": school.email_formatted or self.env.user.email_formatted,
                    "body_html": self.env["ir.qweb"]._render(
                        "school_account.letter_mail", {"school": school, "letter": letter}
                    ),
                    "auto_delete": True,
                }
                for letter in letters
            ]
        )

    @api.model
    def _prepare(self, school, addressees, way):
        users = self.env["res.users"].union(*(addressee["user"] for addressee in addressees))
        if not users:
            raise UserError(self.env._("Choose persons who have an account."))
        codes = self.env["school.account.code"]._issue(users, school, way)
        # sudo: the address of the server is a system parameter, and a code is nobody's to read.
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url").rstrip("/")
        issued_sudo = self.env["school.account.code"].sudo()
        expires = issued_sudo.search([("user_id", "in", users.ids)], limit=1).expires_at
        until = local_time(self.env, expires)
        report = self.env["ir.actions.report"]
        letters = []
        for addressee in addressees:
            user_sudo = addressee["user"].sudo()
            code = first_use_code.readable(codes[addressee["user"]])
            # Behind the # the browser keeps it to itself: no server log sees the code.
            link = f"{base}{PAGE}#{quote(user_sudo.login)}/{code}"
            image = report.barcode("QR", link, width=220, height=220, barBorder=1)
            letters.append(
                {
                    **addressee,
                    "login": self._readable_login(user_sudo.login),
                    "code": code,
                    "until": until,
                    "address": f"{base.partition('://')[2]}{PAGE}",
                    "link": link,
                    "qr": f"data:image/png;base64,{base64.b64encode(image).decode()}",
                }
            )
        return letters

    @api.model
    def _readable_login(self, login):
        if not login.startswith("+"):
            return login
        return phone_format(login, "VN", 84, force_format="NATIONAL", raise_exception=False)

    @api.model
    def _by_place(self, letters):
        groups = {}
        for letter in letters:
            groups.setdefault(letter["place"], []).append(letter)
        return groups
