# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Text of the time before Unicode: TCVN3 (ABC), VNI and UTF-8 read as Windows-1252.

The tables are those of TCVN 5712:1993 (third character set, fonts ".Vn...") and of the VNI fonts
for Windows. In both, a program that does not know the font sees Western letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .vietnamese_syllable import is_syllable

TCVN3, VNI, UTF8 = "tcvn3", "vni", "utf8"

_TCVN3_TO = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3_FROM = bytes.fromhex(
    "b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb ae cccecfd0d1 aad2d3d4d5d6 d7d8dcddde"
    "dfe1e2e3e4 abe5e6e7e8e9 aceaebecedee eff1f2f3f4 adf5f6f7f8f9 fafbfcfdfe a1a2a3a4a5a6a7"
).decode("latin-1")
_TO_UNICODE = dict(zip(_TCVN3_FROM, _TCVN3_TO, strict=True))
_TO_TCVN3 = {char: code for code, char in _TO_UNICODE.items()}

# VNI writes the letter and after it a mark; only đ, ơ, ư, i with a tone and ỵ are one character.
_TONE_MARKS = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_HAT_MARKS = dict(zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_BREVE_MARKS = dict(zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_SINGLE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni_table():
    table = dict(_VNI_SINGLE)
    for letter, code in zip("aeouyơư", "aeouyôö", strict=True):
        for mark, tone in _TONE_MARKS.items():
            table[code + mark] = letter + tone
    for letter in "aeo":
        for mark, tone in _HAT_MARKS.items():
            table[letter + mark] = letter + "\u0302" + tone
    for mark, tone in _BREVE_MARKS.items():
        table["a" + mark] = "a\u0306" + tone
    return {code: unicodedata.normalize("NFC", text) for code, text in table.items()}


_FROM_VNI = _vni_table()
_TO_VNI = {text: code for code, text in reversed(_FROM_VNI.items())}
_VNI_CODE = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)), re.IGNORECASE)
# Windows-1252, and the control characters where it has none: what Excel makes of such bytes.
_BYTE_OF = {
    bytes([code]).decode("cp1252", errors="ignore") or chr(code): code for code in range(256)
}
_CHAR_OF = {code: char for char, code in _BYTE_OF.items()}
_BYTE_OF |= {chr(code): code for code in range(0x80, 0xA0)}
_LEGACY_CHARS = {
    TCVN3: set(_TCVN3_FROM),
    VNI: set("".join(_FROM_VNI) + "".join(_FROM_VNI).upper()),
}
_EDGES = re.compile(r"[\s!-&(-/:-@\[-`{-~]+")


def decode_tcvn3(text: str) -> str:
    """Return ``text`` of a TCVN3 font as Unicode.

    The capital letters with tones of TCVN3 are small ones in another font; a word whose plain
    letters are capitals is one of capitals.
    """
    return " ".join(map(_decode_tcvn3_word, text.split(" ")))


def _decode_tcvn3_word(word):
    decoded = "".join(_TO_UNICODE.get(char, char) for char in word)
    plain = [char for char in word if char.isascii() and char.isalpha()]
    if len(plain) > 1 and all(char.isupper() for char in plain):
        return decoded.upper()
    return decoded


def encode_tcvn3(text: str) -> str:
    """Return Unicode ``text`` as a TCVN3 font stores it; capitals with a tone become small."""
    return "".join(
        _TO_TCVN3.get(char) or _TO_TCVN3.get(char.lower()) or char
        for char in unicodedata.normalize("NFC", text)
    )


def decode_vni(text: str) -> str:
    """Return ``text`` of a VNI font as Unicode."""
    return _VNI_CODE.sub(_decode_vni_code, text)


def _decode_vni_code(match):
    letter = _FROM_VNI[match.group().lower()]
    return letter.upper() if match.group()[0].isupper() else letter


def encode_vni(text: str) -> str:
    """Return Unicode ``text`` as a VNI font stores it."""
    coded = []
    for char in unicodedata.normalize("NFC", text):
        code = _TO_VNI.get(char.lower())
        if not code:
            coded.append(char)
        else:
            coded.append(code.upper() if char.isupper() else code)
    return "".join(coded)


def decode_utf8(text: str) -> str:
    """Return UTF-8 that was read as Windows-1252 as what it was; ``text`` when it is none."""
    try:
        return bytes(_BYTE_OF[char] for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


DECODERS = {TCVN3: decode_tcvn3, VNI: decode_vni, UTF8: decode_utf8}


@dataclass(frozen=True)
class Judgement:
    """How a text may be read.

    ``is_unicode``: it is Vietnamese as it stands, beyond doubt when ``is_certain``; ``readings``:
    what it would be in each of the encodings that make Vietnamese of it. ``is_certain`` without
    ``is_unicode``: the only reading is beyond doubt.
    """

    is_unicode: bool
    is_certain: bool
    readings: tuple[tuple[str, str], ...] = ()


_ASCII = Judgement(True, False)


@lru_cache(maxsize=50000)
def judge(text: str) -> Judgement:
    if text.isascii():
        return _ASCII
    if repaired := _repaired_utf8(text):
        return Judgement(False, True, ((UTF8, repaired),))
    if any(char not in _BYTE_OF for char in text):
        # Letters that no Western text has; a single one shows that a person wrote Unicode.
        return Judgement(True, any(ord(char) > 0xFF and char.isalpha() for char in text))
    words = [word for word in _EDGES.split(text) if not word.isascii()]
    readings = tuple(
        (encoding, decoded)
        for encoding in (TCVN3, VNI)
        if (decoded := DECODERS[encoding](text)) != text and _all_syllables(words, encoding)
    )
    is_unicode = all(is_syllable(word.replace("Ð", "Đ").replace("ð", "đ")) for word in words)
    # "Nữ" and "Mẹ" are short as well, but "5 µm" is no Vietnamese.
    is_word = any(len(word) > 2 or word[0].isupper() for word in words)
    is_certain = not is_unicode and len(readings) == 1 and is_word
    return Judgement(is_unicode, is_certain, readings)


def _all_syllables(words, encoding):
    return bool(words) and all(
        all(is_syllable(part) for part in _EDGES.split(DECODERS[encoding](word)) if part)
        for word in words
    )


def decode_western(content: bytes) -> str:
    """Return bytes as Windows-1252 shows them; the few that it leaves open stay as they are."""
    return "".join(map(_CHAR_OF.__getitem__, content))


def _repaired_utf8(text):
    repaired = decode_utf8(text)
    return repaired if repaired != text else ""


def encoding_of_font(font: str | None) -> str | None:
    """Return the encoding that a font stands for: ".VnTime", "VNI-Times"."""
    name = (font or "").strip().lower()
    if name.startswith(".vn"):
        return TCVN3
    if name.startswith("vni"):
        return VNI
    return None


def is_capital_font(font: str | None) -> bool:
    """Return whether the font shows small letters as capitals: ".VnTimeH"."""
    return encoding_of_font(font) == TCVN3 and (font or "").strip().endswith("H")


def can_be(text: str, encoding: str) -> bool:
    """Return whether each letter of ``text`` beyond ASCII has a place in the encoding."""
    return not text.isascii() and all(
        char.isascii() or char in _LEGACY_CHARS[encoding] or not char.isalpha() for char in text
    )
