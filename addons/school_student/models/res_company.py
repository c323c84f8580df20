# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """The counter of a school's register (sổ đăng bộ); it never goes back."""

    _inherit = "res.company"

    school_register_last = fields.Integer(
        string="Last Register Number",
        readonly=True,
        copy=False,
        help="The highest number that the register ever gave; 0 while the register has not begun.",
    )

    def _take_register_numbers(self, count):
        """Return the first of ``count`` numbers that are nobody's, and take them.

        The row of the school is locked until the transaction ends, so no two admissions get one
        number.
        """
        self.ensure_one()
        ((last,),) = self._move_register_counter(
            SQL("COALESCE(school_register_last, 0) + %s", count)
        )
        return last - count + 1

    def _raise_register_counter(self, number):
        """Let the counter go on after ``number``, which came from elsewhere."""
        self.ensure_one()
        self._move_register_counter(SQL("GREATEST(school_register_last, %s)", number))

    def _move_register_counter(self, value):
        self.flush_recordset(["school_register_last"])
        self.env.cr.execute(
            SQL(
                "UPDATE res_company SET school_register_last = %s WHERE id = %s"
                " RETURNING school_register_last",
                value,
                self.id,
            )
        )
        found = self.env.cr.fetchall()
        self.invalidate_recordset(["school_register_last"])
        return found
