# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.import_clean import clean_sheet
from ..tools.import_sheet import Sheet
from ..tools.vietnamese_encoding import (
    TCVN3,
    VNI,
    decode_tcvn3,
    decode_utf8,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    encoding_of_font,
    judge,
)
from ..tools.vietnamese_syllable import is_syllable
from .common import covers

MANY = settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ"
)
# As published: the sentence that the makers of converters test with.
TABLE = (
    ("Tiếng Việt", "TiÕng ViÖt", "Tieáng Vieät"),
    ("Đường Trường Sơn", "§\xadêng Tr\xadêng S¬n", "Ñöôøng Tröôøng Sôn"),
    ("Nguyễn Thị Hồng Phượng", "NguyÔn ThÞ Hång Ph\xadîng", "Nguyeãn Thò Hoàng Phöôïng"),
    ("Lẳng lặng, ngẫm nghĩ", "L¼ng lÆng, ngÉm nghÜ", "Laúng laëng, ngaãm nghó"),
    ("Quỳ, kỹ, mỷ, lý, kỵ", "Quú, kü, mû, lý, kþ", "Quyø, kyõ, myû, lyù, kî"),
    ("của hổ cỡ ổi ủ", "cña hæ cì æi ñ", "cuûa hoå côõ oåi uû"),
    ("bằng sắt, giữ gìn", "b»ng s¾t, gi÷ g×n", "baèng saét, giöõ gìn"),
)
# Names and words as lists hold them, many of which have letters of Western languages only.
GOOD = (
    *(
        "Hoàng",
        "Hà",
        "Lê",
        "Võ",
        "Lã",
        "Ngô",
        "Tô Hà",
        "Thúy",
        "Thuý",
        "Hòa",
        "Đoàn",
        "Chí",
        "Kính",
    ),
    *("Nguyễn Thị Ánh", "NGUYỄN THỊ ÁNH", "H'Hen Niê", "Y Ê Ban", "Đắk Lắk", "Krông Pắc", "Ðặng"),
    *("René", "José", "Müller", "Café", "Zoë", "Noël", "São Paulo", "François", "Ångström", "Łódź"),
    *("20 °C", "m²", "© 2020", "«abc»", "5 µm", "§ 5", "½", "¼", "Đỗ", "ơ", "Ý", "Âu Cơ", "Ôn"),
)
WORDS = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thị Văn Đức Hữu"
WORDS = [*WORDS.split(), *"Ngọc Hồng Quỳnh Khánh Thùy Kiều Uyên Phượng Ánh Yến Nghĩa Mỵ".split()]


def lower_or_capital(text):
    """Return ``text`` without capitals that TCVN3 keeps in another font."""
    return "".join(
        char.lower() if encode_tcvn3(char) == encode_tcvn3(char.lower()) else char for char in text
    )


@tagged("post_install", "-at_install")
class TestImportEncoding(BaseCase):
    @covers("OPS-01")
    def test_published_tables(self):
        for text, tcvn3, vni in TABLE:
            self.assertEqual(encode_tcvn3(text), tcvn3)
            self.assertEqual(decode_tcvn3(tcvn3), text)
            self.assertEqual(encode_vni(text), vni)
            self.assertEqual(decode_vni(vni), text)

    def test_every_letter(self):
        self.assertEqual(len(LETTERS), 134)
        for letter in LETTERS:
            self.assertEqual(decode_vni(encode_vni(letter)), letter)
            expected = letter if letter in "ĂÂĐÊÔƠƯ" else letter.lower()
            self.assertEqual(decode_tcvn3(encode_tcvn3(letter)), expected)
        coded = [encode_tcvn3(letter) for letter in LETTERS if letter.islower()]
        self.assertEqual(len(set(coded)), len(coded))
        self.assertEqual(len({encode_vni(letter) for letter in LETTERS}), len(LETTERS))

    @MANY
    @given(
        st.lists(st.sampled_from([*LETTERS, *"bcdghklmnpqrstvx ,.-1"]), max_size=25).map("".join)
    )
    def test_round_trip_of_tcvn3(self, text):
        self.assertEqual(decode_tcvn3(encode_tcvn3(text)).lower(), text.lower())

    @MANY
    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
    def test_round_trip_of_names(self, text):
        for name in (text, text.upper(), text.lower()):
            self.assertEqual(decode_vni(encode_vni(name)), name)
            self.assertEqual(decode_utf8(name.encode().decode("latin-1")), name)
        self.assertEqual(decode_tcvn3(encode_tcvn3(text)), lower_or_capital(text))
        if not text.isascii():
            judgement = judge(text)
            self.assertTrue(judgement.is_unicode, text)

    def test_good_text_is_never_touched(self):
        for text in GOOD:
            sheet = Sheet("a.xlsx", "1", [[text], ["Nguyễn Thị Hồng"], ["An"]])
            clean_sheet(sheet)
            self.assertEqual(sheet.rows[0][0], text.replace("Ð", "Đ"))
            sheet = Sheet("a.xlsx", "1", [[text]])
            clean_sheet(sheet)
            self.assertEqual(sheet.rows[0][0], text.replace("Ð", "Đ"))

    def test_names_are_recognised_beyond_doubt(self):
        for text, *codes in TABLE[:3]:
            for encoding, coded in zip((TCVN3, VNI), codes, strict=True):
                judgement = judge(coded)
                self.assertTrue(judgement.is_certain, coded)
                self.assertEqual(judgement.readings, ((encoding, text),))

    def test_a_word_of_two_readings_follows_its_column(self):
        # "Hoàng" of VNI is Hồng; "Lã" of TCVN3 is Ló.
        rows = [["Nguyeãn Thò Lan"], ["Hoàng"], ["An"]]
        sheet = Sheet("a.csv", "1", rows)
        clean_sheet(sheet)
        self.assertEqual([row[0] for row in rows], ["Nguyễn Thị Lan", "Hồng", "An"])
        self.assertEqual([change.what for change in sheet.changes], ["encoding_vni"] * 2)

    def test_a_mixed_column_is_not_guessed(self):
        rows = [["Nguyeãn Thò Lan"], ["Hoàng"], ["Nguyễn Thị Lan"]]
        sheet = Sheet("a.csv", "1", rows)
        clean_sheet(sheet)
        self.assertEqual([row[0] for row in rows], ["Nguyễn Thị Lan", "Hoàng", "Nguyễn Thị Lan"])
        found = [(change.row, change.what, change.new) for change in sheet.changes]
        self.assertEqual(
            found, [(1, "encoding_vni", "Nguyễn Thị Lan"), (2, "encoding_doubt", "Hồng")]
        )

    def test_the_font_decides_where_nothing_else_does(self):
        self.assertEqual(encoding_of_font(".VnTimeH"), TCVN3)
        self.assertEqual(encoding_of_font("VNI-Times"), VNI)
        self.assertIsNone(encoding_of_font("Times New Roman"))
        sheet = Sheet("a.xlsx", "1", [["Hoàng"], ["Èn"]], fonts={(1, 0): "VNI-Times"})
        clean_sheet(sheet)
        self.assertEqual(sheet.rows[0][0], "Hồng")
        sheet = Sheet("a.xlsx", "1", [["tr­êng"]], fonts={(1, 0): ".VnTimeH"})
        clean_sheet(sheet)
        self.assertEqual(sheet.rows[0][0], "TRƯỜNG")
        # Unicode that was pasted into a cell of such a font stays.
        sheet = Sheet("a.xlsx", "1", [["Hoàng"], ["Nguyễn"]], fonts={(1, 0): "VNI-Times"})
        clean_sheet(sheet)
        self.assertEqual(sheet.rows[0][0], "Hoàng")

    def test_files_mixed_by_column_and_by_cell(self):
        names = [" ".join(random.Random(seed).sample(WORDS, 3)) for seed in range(60)]
        rows = [
            [name, encode_vni(name), encode_tcvn3(name), (name, encode_vni(name))[index % 2]]
            for index, name in enumerate(names)
        ]
        clean_sheet(Sheet("a.csv", "1", rows))
        for name, row in zip(names, rows, strict=True):
            self.assertEqual(row[:2], [name, name])
            self.assertEqual(row[2].lower(), name.lower())
            self.assertEqual(row[3], name)

    def test_composition_spaces_and_letters_that_look_alike(self):
        rows = [
            [unicodedata.normalize("NFD", "Nguyễn Thị Ánh")],
            ["Ðỗ\u00a0Văn\u200b  Аn"],
            ["Nguyễn Thị Tƣờng"],
            ["Москва"],
            ["Nguyá»\x85n"],
        ]
        sheet = Sheet("a.xlsx", "1", rows)
        clean_sheet(sheet)
        self.assertEqual(
            [row[0] for row in rows],
            ["Nguyễn Thị Ánh", "Đỗ Văn An", "Nguyễn Thị Tường", "Москва", "Nguyễn"],
        )
        self.assertEqual(
            [change.what for change in sheet.changes],
            ["composed", "alike", "spaces", "alike", "encoding_utf8"],
        )

    def test_syllables(self):
        for word in WORDS:
            self.assertTrue(is_syllable(word), word)
        for word in ("Nguyeãn", "TrÇn", "bcd", "NguyễN", "Thác̣", "hoàc", "xyz"):
            self.assertFalse(is_syllable(word), word)
