# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Vietnamese text without Odoo: names split, compared and searched as Vietnamese readers do."""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of the tones in Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_END, _SPACE, _PUNCTUATION, _DIGIT, _LETTER, _FOREIGN = 0, 1, 2, 3, 13, 99
_WEIGHTS = {
    " ": _SPACE,
    **{str(digit): _DIGIT + digit for digit in range(10)},
    **{letter: _LETTER + place for place, letter in enumerate(_ALPHABET)},
}


def clean_name(name: str | None) -> str:
    """Return ``name`` composed (NFC) and with single spaces, as it is to be stored."""
    return " ".join(unicodedata.normalize("NFC", name or "").split())


def proper_name(name: str) -> str:
    """Return ``name`` with the capitals of a name: of NGUYỄN THỊ ÁNH, Nguyễn Thị Ánh.

    Only words all in capitals, or in small letters, change; a single letter is a name (Y, Ê).
    """

    def proper(match):
        word = match.group()
        return word.capitalize() if word.islower() or (len(word) > 1 and word.isupper()) else word

    return re.sub(r"[^\W\d_]+", proper, name)


def spelling_key(name: str | None) -> str:
    """Return what two spellings of one name have in common: Hoà and Hòa, any capitals.

    The tone stands after its syllable; nothing else is taken away, so that Anh is not Ánh.
    """
    words = unicodedata.normalize("NFD", clean_name(name).lower()).split()
    return " ".join(
        "".join(char for char in word if char not in _TONES)
        + "".join(char for char in word if char in _TONES)
        for word in words
    )


def split_name(name: str | None) -> tuple[str, str]:
    """Return the family with the middle names, and the given name, which stands last."""
    *family, given = clean_name(name).split(" ")
    return " ".join(family), given


def plain(text: str | None) -> str:
    """Return ``text`` in lower case without tone marks and diacritics (đ becomes d)."""
    decomposed = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letter_and_tone(char: str) -> tuple[int, int]:
    base, tone = "", 1
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            base += part
    base = unicodedata.normalize("NFC", base)
    weight = _WEIGHTS.get(base) or _WEIGHTS.get(plain(base))
    if weight is None:
        weight = _FOREIGN if base.isalnum() else _PUNCTUATION
    return weight, tone


def _text_key(text: str) -> str:
    weights = [_letter_and_tone(char) for char in unicodedata.normalize("NFC", text).lower()]
    letters = "".join(f"{weight:02d}" for weight, _tone in weights)
    tones = "".join(str(tone) for _weight, tone in weights)
    return f"{letters}{_END:02d}{tones}"


def name_key(name: str | None) -> str:
    """Return a string of digits that sorts as the Vietnamese sort persons.

    By the given name, then by what stands before it; in each, the letters decide before the
    tones, as in the dictionary and in the collation vi of Unicode. Digits sort alike in every
    collation of a database and in Python, and do not move when the system's ICU is upgraded.
    """
    family, given = split_name(name)
    return f"{_text_key(given)}{_END:02d}{_text_key(family)}"
