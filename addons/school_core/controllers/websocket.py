# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.bus.controllers.websocket import WebsocketController


class SchoolWebsocketController(WebsocketController):
    @route()
    def websocket(self, version=None):
        """Override: once the websocket has ended, nothing more is read from its connection.

        The evented server keeps the connection open and takes what a browser sends late, e.g. the
        answer to a ping of which it was asked too long ago, for the next HTTP request: the log
        then tells of an "Invalid HTTP method". A closed file says that no request follows.
        """
        response = super().websocket(version)
        # Where Odoo itself takes the socket from; its public copy leaves such keys out.
        environ = request.httprequest._HTTPRequest__environ
        response.call_on_close(environ["wsgi.input"].close)
        return response
