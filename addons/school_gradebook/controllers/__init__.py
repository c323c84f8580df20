# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import school_mark_distribution, school_mark_export, school_report
