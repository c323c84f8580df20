# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _school_mark_corrected(self, correction):
        """Called once marks of these pupils are corrected: what tells the parents extends it.

        :param correction: the ``school.mark.correction``, with its lines and its effects
        """
