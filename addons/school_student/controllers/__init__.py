# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_change_portal, school_missing_export
