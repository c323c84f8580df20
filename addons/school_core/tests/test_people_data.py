# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
class TestPeopleData(SchoolCommon):
    @covers("PUP-01")
    def test_ethnic_groups_are_the_states_list(self):
        groups = self.env["school.ethnic.group"].search([("code", "not in", ("55", "99"))])
        self.assertEqual(groups.mapped("code"), [f"{n:02d}" for n in range(1, 55)])
        found = self.env["school.ethnic.group"]._find(
            ["kinh", "H'Mông", "Ê đê", "Gia Rai", "Khơ me", "Cao Lan", "08", "Elbe"]
        )
        self.assertEqual(
            {name: group.code for name, group in found.items()},
            {
                "kinh": "01",
                "H'Mông": "08",
                "Ê đê": "12",
                "Gia Rai": "10",
                "Khơ me": "05",
                "Cao Lan": "15",
                "08": "08",
            },
        )

    def test_names_of_ethnic_groups_are_found_without_doubt(self):
        Group = self.env["school.ethnic.group"]
        groups = Group.search([])
        found = Group._find(groups.mapped("name"))
        self.assertEqual(list(found.values()), list(groups))

    @covers("PUP-01")
    def test_provinces_are_those_since_july_2025(self):
        states = self.env["res.country.state"].search([("country_id.code", "=", "VN")])
        self.assertEqual(len(states), 34)
        names = states.mapped("name")
        self.assertIn("TP Huế", names)
        self.assertIn("Lâm Đồng", names)
        self.assertNotIn("Hà Giang", names)
