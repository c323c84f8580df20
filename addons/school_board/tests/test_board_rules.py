# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo.tests import TransactionCase, tagged

from odoo.addons.school_core.tests.common import covers

from ..rules.composition import faults
from ..rules.periods import outcome, period

THREE = ("head", "deputy", "standing")


def board(*positions, principal=False, duties=True):
    return [
        {"position": one, "person": i, "is_principal": principal, "has_duties": duties}
        for i, one in enumerate(positions)
    ]


@tagged("post_install", "-at_install")
class TestBoardRules(TransactionCase):
    @covers("ORG-05")
    def test_who_must_sit_on_a_board(self):
        for kind, members, expected in (
            ("governing", board(*THREE), []),
            ("governing", board(*THREE, "member", "member"), []),
            ("governing", board(*THREE, "member", "member", "member"), [("too_many", 5)]),
            (
                "governing",
                board("head", "deputy"),
                [("too_few", 3), ("no_position", "standing")],
            ),
            ("governing", board("head", *THREE), [("position_twice", "head")]),
            ("governing", board("head", "deputy", "deputy", "standing"), []),
            ("governing", board(*THREE, duties=False), [("no_duties", i) for i in range(3)]),
            (
                "governing",
                [*board(*THREE), board("head")[0] | {"position": "member"}],
                [("person_twice", 0)],
            ),
            ("editorial", board("head", "member", principal=True), []),
            ("editorial", board("head", "member"), [("head_not_principal", None)]),
            (
                "editorial",
                board("member"),
                [("too_few", 2), ("no_position", "head"), ("head_not_principal", None)],
            ),
        ):
            with self.subTest(kind=kind, members=members):
                self.assertEqual(faults(kind, members), expected)

    @covers("ORG-05")
    def test_periods(self):
        terms = [(date(2026, 9, 5), date(2027, 1, 17)), (date(2027, 1, 18), date(2027, 5, 31))]
        for frequency, day, expected in (
            ("week", date(2026, 11, 22), (date(2026, 11, 16), date(2026, 11, 22))),
            ("month", date(2028, 2, 10), (date(2028, 2, 1), date(2028, 2, 29))),
            ("term", date(2027, 1, 18), terms[1]),
            ("term", date(2027, 7, 1), None),
        ):
            with self.subTest(frequency=frequency, day=day):
                self.assertEqual(period(frequency, day, terms), expected)

    def test_each_day_lies_in_its_period(self):
        for number in range(1500):
            day = date(2027, 1, 1) + timedelta(days=number)
            for frequency in ("week", "month"):
                first, last = period(frequency, day)
                self.assertTrue(first <= day <= last)
                self.assertEqual(period(frequency, first), (first, last))
                self.assertEqual(period(frequency, last), (first, last))

    def test_outcome(self):
        deadline, today = date(2026, 10, 31), date(2026, 11, 5)
        for done, now, expected in (
            (None, date(2026, 10, 31), "open"),
            (None, today, "overdue"),
            (date(2026, 10, 31), today, "in_time"),
            (date(2026, 11, 1), today, "late"),
        ):
            self.assertEqual(outcome(deadline, done, now), expected)
