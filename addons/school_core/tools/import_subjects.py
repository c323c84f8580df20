# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How schools write the subjects of the 2018 programme, beside the name in the programme."""

from .import_values import fold

_I_TO_Y = str.maketrans("íĩ", "ýỹ")
SUBJECT_SPELLINGS = {
    "van": ("Văn", "Văn học", "Ng.văn", "N.văn"),
    "toan": ("Toán học",),
    "anh": ("Ngoại ngữ 1", "NN1", "Ngoại ngữ", "N.ngữ", "NN", "Anh", "Anh văn"),
    "gdcd": ("Công dân", "CD"),
    "lsdl": ("LS&ĐL", "Lịch sử - Địa lí", "Sử Địa"),
    "cnghe": ("CN",),
    "gdtc": ("Thể dục", "TD", "T.dục"),
    "nthuat": ("NT",),
    "hdtn": ("Hoạt động trải nghiệm", "HĐTN", "HĐTNHN", "HĐTN, HN"),
    "gddp": ("Giáo dục địa phương", "GDĐP", "NDGDĐP"),
    "su": ("Sử",),
    "dia": ("Địa",),
    "gdktpl": ("Giáo dục kinh tế & pháp luật", "GDKT&PL", "KTPL"),
    "ly": ("Lí", "V.lí"),
    "hoa": ("Hoá", "H.học"),
    "sinh": ("Sinh", "S.học"),
    "gdqp": ("Quốc phòng", "QP", "GDQP&AN", "GDQPAN"),
    "amnhac": ("Nhạc",),
    "mthuat": ("MT",),
    "tv": ("TV",),
    "tnxh": ("TN&XH", "Tự nhiên xã hội"),
    "tincn": ("Tin học - Công nghệ",),
    "nn2": ("Ngoại ngữ 2",),
}


def fold_subject(text):
    """Fold the name of a subject; i and y stand for the same (Vật lí, Vật lý)."""
    return fold(text).replace("y", "i")


def subject_headings(name, *others):
    """Return the headings of a subject, the name first, with i and with y at the end of words."""
    texts = [text for text in (name, *others) if text]
    return tuple(dict.fromkeys([*texts, *(text.translate(_I_TO_Y) for text in texts)]))
