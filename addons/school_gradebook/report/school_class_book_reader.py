# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

#: The office, which prints and keeps the books (DN Điều 19.1, 19.2; TM Điều 12).
OFFICE = ("clerk", "head_office")


class SchoolClassBook(models.AbstractModel):
    """Who prints the books without reading marks anywhere else: the office of the school.

    Clerk and head of office have no right on marks, conduct or results: they can neither list nor
    search, export nor change them. What they may do is print whole books of classes that they may
    read; so the books are gathered for them here, and pupils as the user who prints.
    """

    _inherit = "school.class.book"

    @api.model
    def _is_office(self):
        """Return whether the user prints for the office."""
        return self.env.user._has_role(*OFFICE)

    @api.model
    def _reader(self, classes):
        """Return the environment that reads the books of ``classes`` for the user."""
        classes.check_access("read")
        # sudo: the office prints what it does not browse; only these classes are read with it
        return self.sudo().env if self._is_office() else self.env

    @api.model
    def _with_roster(self, classes):
        """Return the classes whose pupils the user reads, all of them.

        Who checks the sheet of a colleague reads its marks, and not who is in the class.
        """
        enrollments = self.env["school.enrollment"]
        domain = [("class_id", "in", classes.ids)]
        # only compared: which pupils of the classes the user does not see
        hidden = enrollments.sudo().search(domain) - enrollments.search(domain)
        return classes - hidden.class_id.with_env(self.env)

    @api.model
    def _collect_whole(self, classes):
        """Collect ``classes`` for a print that shows all of their pupils."""
        if hidden := classes - self._with_roster(classes):
            raise AccessError(
                self.env._(
                    "You may not read the pupils of: %(classes)s.",
                    classes=", ".join(hidden.mapped("name")),
                )
            )
        return self._collect(classes)
