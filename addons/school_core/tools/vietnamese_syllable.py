# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whether a word can be a Vietnamese syllable: how text in a wrong encoding is told from right."""

import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "ch", "k", "p", "t")
_STOP_TONES = {"\u0301", "\u0323"}
# The clusters are those of place names and of names of ethnic minorities.
_ONSETS = set(
    "b c ch d đ g gh gi h k kh l m n nh ng ngh p ph qu r s t th tr v x "
    "bl br dr đr gr hr kl kr ml mr pl pr tl".split()
) | {""}
_RHYMES = set(
    "a ac ach ai am an ang anh ao ap at au ay "
    "ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet "
    "oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut "
    "uy uya uych uynh uyên uyêt uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu "
    "ươc ươi ươm ươn ương ươp ươt ươu y ych ynh yt yp yu yêc yêm yên yêng yêt yêu ak ăk âk ek êk ik ok ôk uk ưk"
    "".split()
)


@lru_cache(maxsize=20000)
def is_syllable(word: str) -> bool:
    """Return whether ``word`` (composed) is spelt as a Vietnamese syllable."""
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    letters, tones = _split_tones(word.lower())
    if len(tones) > 1:
        return False
    return any(
        letters[:cut] in _ONSETS
        and letters[cut:] in _RHYMES
        and (not letters.endswith(_STOPS) or tones in _STOP_TONES)
        for cut in range(min(4, len(letters)))
    )


def _split_tones(word):
    """Return the letters without tone marks, and the tone marks."""
    letters, tones = [], ""
    for part in unicodedata.normalize("NFD", word):
        if part in _TONES:
            tones += part
        else:
            letters.append(part)
    return unicodedata.normalize("NFC", "".join(letters)), tones
