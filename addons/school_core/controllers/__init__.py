# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import portal
from . import school_import
from . import school_print_check
from . import websocket
