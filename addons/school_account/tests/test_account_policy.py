# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.school_core.tests.common import covers

from ..tools.account_policy import Facts, Policy, barrier, due, strictest, weaknesses

NOW = datetime(2026, 11, 2)


def facts(**values):
    there = {
        "is_staff": True,
        "has_second_factor": False,
        "password_date": NOW - timedelta(days=10),
        "must_change": False,
        "is_locked": False,
        "needs_second_factor": False,
        "keeps_books": False,
    }
    return Facts(**{**there, **values})


@tagged("post_install", "-at_install")
class TestAccountPolicy(BaseCase):
    @covers("ACC-03")
    def test_weak_passwords_are_told_apart(self):
        policy = Policy()
        for password, found in (
            ("Hoc-tap-2026", []),
            ("Abc123", ["length"]),
            ("abcdefgh", ["kinds"]),
            ("abcdefg1", ["kinds"]),
            ("Mậtkhẩu2", []),
            ("Annv.kd-2026", ["login"]),
            ("ÁNNV.KD-2026a", ["login"]),
            ("12345", ["length", "kinds"]),
        ):
            with self.subTest(password=password):
                self.assertEqual(weaknesses(password, "annv.kd", policy), found)

    @covers("ACC-03")
    def test_parents_are_asked_for_the_length_only(self):
        self.assertEqual(weaknesses("matkhaumoi", "0912345678", Policy(), is_staff=False), [])
        self.assertEqual(
            weaknesses("0912345678", "0912345678", Policy(), is_staff=False), ["login"]
        )

    @covers("ACC-03")
    def test_passwords_of_parents_do_not_age_by_default(self):
        old = NOW - timedelta(days=400)
        self.assertIsNone(due(facts(is_staff=False, password_date=old), Policy()))
        self.assertEqual(
            barrier(facts(is_staff=False, password_date=old), Policy(days_parent=365), NOW),
            "expired",
        )

    @covers("ACC-03")
    def test_barriers_come_in_order(self):
        locked = facts(is_locked=True, must_change=True)
        self.assertEqual(barrier(locked, Policy(), NOW), "locked")
        self.assertEqual(barrier(facts(must_change=True), Policy(), NOW), "given")
        policy = Policy(days=10)
        self.assertEqual(barrier(facts(), policy, NOW), "expired")
        self.assertIsNone(barrier(facts(), policy, NOW - timedelta(seconds=1)))
        self.assertIsNone(barrier(facts(), Policy(days=0), NOW + timedelta(days=9999)))
        needs = facts(needs_second_factor=True)
        self.assertIsNone(barrier(needs, Policy(), NOW))
        asked = Policy(second_factor=True)
        self.assertEqual(barrier(needs, asked, NOW), "second_factor")
        self.assertIsNone(barrier(needs._replace(has_second_factor=True), asked, NOW))

    @covers("ACC-03")
    def test_only_who_keeps_the_books_changes_after_a_time_of_entry(self):
        policy = Policy(entry_end=NOW - timedelta(days=1))
        keeper = facts(keeps_books=True)
        self.assertEqual(barrier(keeper, policy, NOW), "entry")
        self.assertIsNone(barrier(facts(), policy, NOW))
        self.assertIsNone(barrier(keeper, policy._replace(after_entry=False), NOW))
        self.assertIsNone(barrier(keeper._replace(password_date=NOW), policy, NOW))
        self.assertIsNone(barrier(keeper, policy, NOW - timedelta(days=2)), "not over yet")

    def test_of_several_schools_the_strictest_settings_count(self):
        found = strictest(
            [
                Policy(days=0, kinds=2, concurrent="first", tries=10),
                Policy(days=60, length=12, concurrent="show", tries=0, second_factor=True),
            ]
        )
        self.assertEqual((found.days, found.kinds, found.length, found.tries), (60, 3, 12, 10))
        self.assertEqual((found.concurrent, found.second_factor), ("first", True))
        self.assertEqual(strictest([]), Policy())
