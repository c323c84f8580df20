# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .school_student_private import CONTACT_GROUPS


class SchoolStudent(models.Model):
    """What is missing of the minimum of a pupil's data (TM Điều 7.1)."""

    _inherit = "school.student"

    missing_items = fields.Char(
        compute="_compute_missing_items",
        search="_search_missing_items",
        compute_sudo=True,
        groups=CONTACT_GROUPS,
        help="What is missing of the minimum of data.",
    )

    @api.model
    def _minimum_data(self, schools=None):
        """Return ``[(label, domain of the pupils who lack it)]`` in the order of the circular.

        :param schools: those of the pupils that are asked for, as far as they are known
        """
        private = self.env["school.student.private"]._fields

        def label(field):
            return field._description_string(self.env)

        own = self._own_schools_domain(schools)

        def lacks(name):
            return ~Domain("private_ids", "any!", own & Domain(name, "!=", False))

        def lacks_guardian(domain=Domain.TRUE):
            return ~Domain("guardian_ids", "any!", own & domain)

        return [
            (label(self._fields["birth_date"]), Domain("birth_date", "=", False)),
            (label(private["ethnic_group_id"]), lacks("ethnic_group_id")),
            (label(self._fields["gender"]), Domain("gender", "=", False)),
            (label(private["permanent_address"]), lacks("street") & lacks("ward")),
            (label(private["policy_status"]), lacks("policy_status")),
            (label(self._fields["guardian_ids"]), lacks_guardian()),
            (
                self.env._("Contact phone"),
                lacks("phone")
                & lacks_guardian(Domain("partner_id", "any!", Domain("phone", "!=", False))),
            ),
        ]

    @api.model
    def _own_schools_domain(self, schools=None):
        """Return which lines of pupils to look at: a province's database has many more."""
        if not schools and self.env.su:
            return Domain.TRUE
        return Domain("school_id", "in", (schools or self.env.companies).ids)

    @api.model
    def _select_lacking(self, domain, schools=None):
        """Return ``(labels, SQL)``: a row for each pupil of ``domain`` who may be read.

        Its columns are ``id``, ``class_id`` (of today) and, for each label, ``item_0`` ...: whether
        the pupil lacks it.
        """
        students = self.with_context(active_test=False)
        query = students._search(domain)
        items = self._minimum_data(schools)
        columns = [
            SQL(
                "(%s) AS %s",
                lacking.optimize_full(students)._to_sql(students, query.table, query),
                SQL.identifier(f"item_{number}"),
            )
            for number, (_label, lacking) in enumerate(items)
        ]
        class_id = students._field_to_sql(query.table, "class_id", query)
        rows = query.select(
            SQL.identifier(query.table, "id"), SQL("%s AS class_id", class_id), *columns
        )
        return [label for label, _lacking in items], rows

    @api.model
    def _lacking(self, domain, schools=None):
        """Return ``{student_id: [what the pupil lacks]}`` of the pupils of ``domain``."""
        labels, rows = self._select_lacking(domain, schools)
        return {
            student_id: [label for label, lacks in zip(labels, lacking, strict=True) if lacks]
            for student_id, _class_id, *lacking in self.env.execute_query(rows)
        }

    @api.depends(
        "birth_date",
        "gender",
        "private_ids.ethnic_group_id",
        "private_ids.street",
        "private_ids.ward",
        "private_ids.policy_status",
        "private_ids.phone",
        "guardian_ids.partner_id.phone",
    )
    @api.depends_context("lang")
    def _compute_missing_items(self):
        # Searched, not read: in sudo mode the cache would keep what others may not see.
        lacking = self._lacking([("id", "in", self._origin.ids)], self._origin.school_id)
        for student in self:
            student.missing_items = ", ".join(lacking.get(student._origin.id, ()))

    def _search_missing_items(self, operator, value):
        if operator != "in":
            return NotImplemented
        # The field says of the pupil's data only whether they are there, so it looks behind
        # the rules of the private data; its groups keep other teachers out.
        items = self._minimum_data()
        asked = [lacking for label, lacking in items if label in value]
        if not all(value):
            asked.append(~Domain.OR(lacking for _label, lacking in items))
        return Domain.OR(asked)
