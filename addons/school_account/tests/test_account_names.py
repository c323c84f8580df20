# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_core.tests.common import covers

from ..tools import account_names, first_use_code

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữự"
    "ýỳỷỹỵAĂÂBCDĐEÊÁÀẢÃẠ",
    min_size=1,
    max_size=7,
)
NAMES = st.lists(VIETNAMESE, min_size=1, max_size=6).map(" ".join)


@tagged("post_install", "-at_install")
class TestAccountNames(BaseCase):
    @covers("ACC-02")
    def test_staff_login(self):
        for name, login in (
            ("Nguyễn Thị Minh Hoa", "hoantm.kd"),
            ("Đặng Đình Đức", "ducdd.kd"),
            ("TRẦN VĂN AN", "antv.kd"),
            ("  Lê   Ưng  ", "ungl.kd"),
            ("Hoa", "hoa.kd"),
            ("H'Hen Niê", "nieh.kd"),
            ("Y-Thịnh Mlô", "mloy.kd"),
            ("Lê Nguyễn Hoàng-Anh", "hoanganhln.kd"),
            # typed decomposed (NFD), as some systems export it
            ("Nguye\u0302\u0303n Thi\u0323 Ha\u0300", "hant.kd"),
            ("", ""),
            (None, ""),
            ("Nguyễn ...", ""),
            ("Nguyễn 2", ""),
        ):
            with self.subTest(name):
                self.assertEqual(account_names.staff_login(name, "kd"), login)

    @covers("ACC-02")
    def test_administrator_login(self):
        self.assertEqual(account_names.administrator_login("Q1", "KĐ"), "q1_kd")
        self.assertEqual(account_names.administrator_login("dakmil", "ntt"), "dakmil_ntt")

    @covers("ACC-02")
    def test_clashes_are_numbered_in_order(self):
        logins = ["anv.kd", "anv.kd", "binht.kd", "anv.kd", ""]
        self.assertEqual(
            account_names.number_clashes(logins, set()),
            ["anv.kd", "anv2.kd", "binht.kd", "anv3.kd", ""],
        )
        self.assertEqual(
            account_names.number_clashes(["anv.kd"], {"anv.kd", "anv2.kd", "anv4.kd"}), ["anv3.kd"]
        )

    @settings(database=None)
    @given(NAMES)
    def test_login_is_plain(self, name):
        self.assertTrue(re.fullmatch(r"[a-z]+\.kd", account_names.staff_login(name, "kd")))

    @settings(database=None)
    @given(st.text(max_size=40))
    def test_any_text_gives_a_plain_login_or_none(self, name):
        login = account_names.staff_login(name, "kd")
        self.assertTrue(not login or re.fullmatch(r"[a-z][a-z0-9]*\.kd", login), login)

    @settings(database=None)
    @given(NAMES)
    def test_login_begins_with_the_given_name_and_counts_the_others(self, name):
        *family, given_name = name.split()
        login = account_names.staff_login(name, "kd")
        given_login = account_names.staff_login(given_name, "kd").removesuffix(".kd")
        self.assertTrue(login.startswith(given_login))
        self.assertEqual(len(login), len(given_login) + len(family) + len(".kd"))

    @settings(database=None)
    @given(st.lists(NAMES, max_size=20), st.sets(st.sampled_from(["ab.kd", "ab2.kd", "c.kd"])))
    def test_no_two_logins_are_alike(self, names, taken):
        logins = [account_names.staff_login(name, "kd") for name in names]
        found = account_names.number_clashes(logins, taken)
        self.assertEqual(len(found), len(set(found)))
        self.assertFalse(set(found) & taken)

    def test_code_is_read_as_it_is_typed(self):
        code = first_use_code.new_code()
        self.assertEqual(len(code), 10)
        self.assertEqual(first_use_code.typed(first_use_code.readable(code).lower()), code)
        self.assertEqual(first_use_code.typed(f" {code[:3]} {code[3:]}. "), code)
        self.assertFalse(set("IO01") & set(first_use_code.ALPHABET))
