# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the two schools teach: classes, subjects with yearly periods, groups of teachers."""

SUBJECT_NAMES = {
    "van": "Ngữ văn",
    "toan": "Toán",
    "anh": "Tiếng Anh",
    "gdcd": "Giáo dục công dân",
    "lsdl": "Lịch sử và Địa lí",
    "khtn": "Khoa học tự nhiên",
    "cnghe": "Công nghệ",
    "tin": "Tin học",
    "gdtc": "Giáo dục thể chất",
    "nthuat": "Nghệ thuật",
    "hdtn": "Hoạt động trải nghiệm, hướng nghiệp",
    "gddp": "Nội dung giáo dục của địa phương",
    "su": "Lịch sử",
    "dia": "Địa lí",
    "gdktpl": "Giáo dục kinh tế và pháp luật",
    "ly": "Vật lí",
    "hoa": "Hoá học",
    "sinh": "Sinh học",
    "gdqp": "Giáo dục quốc phòng và an ninh",
    "amnhac": "Âm nhạc",
    "mthuat": "Mĩ thuật",
    "tv": "Tiếng Việt",
    "daoduc": "Đạo đức",
    "tnxh": "Tự nhiên và Xã hội",
    "khoahoc": "Khoa học",
    "tincn": "Tin học và Công nghệ",
}
COMMENT_SUBJECTS = {"gdtc", "nthuat", "hdtn", "gddp", "amnhac", "mthuat", "daoduc", "tnxh"}

THCS_PERIODS = {
    "van": 140,
    "toan": 140,
    "anh": 105,
    "gdcd": 35,
    "lsdl": 105,
    "khtn": 140,
    "cnghe": 35,
    "tin": 35,
    "gdtc": 70,
    "nthuat": 70,
    "hdtn": 105,
    "gddp": 35,
}
THPT_PERIODS = {
    "van": 105,
    "toan": 105,
    "anh": 105,
    "su": 52,
    "gdtc": 70,
    "gdqp": 35,
    "hdtn": 105,
    "gddp": 35,
}
PRIMARY_PERIODS = {
    1: {"tv": 420, "toan": 105, "daoduc": 35, "tnxh": 70},
    2: {"tv": 350, "toan": 175, "daoduc": 35, "tnxh": 70},
    3: {"tv": 245, "toan": 175, "anh": 140, "daoduc": 35, "tnxh": 70, "tincn": 70},
    4: {"tv": 245, "toan": 175, "anh": 140, "daoduc": 35, "lsdl": 70, "khoahoc": 70, "tincn": 70},
}
PRIMARY_PERIODS[5] = PRIMARY_PERIODS[4]
PRIMARY_COMMON = {"gdtc": 70, "nthuat": 70, "hdtn": 105}

# The four chosen subjects of each upper secondary class.
CHOICES = {
    "10A": ("ly", "hoa", "sinh", "tin"),
    "10B": ("ly", "hoa", "tin", "cnghe"),
    "10C": ("dia", "gdktpl", "tin", "mthuat"),
    "11A": ("ly", "hoa", "sinh", "tin"),
    "11B": ("ly", "hoa", "dia", "gdktpl"),
    "11C": ("dia", "gdktpl", "cnghe", "amnhac"),
    "12A": ("ly", "hoa", "sinh", "tin"),
    "12B": ("dia", "gdktpl", "tin", "cnghe"),
}
# Classes whose pupils take a cluster of specialised topics in these subjects.
TOPICS = {"10A": ("toan", "ly", "hoa"), "11A": ("toan", "ly", "hoa"), "12A": ("toan", "ly", "hoa")}

# Department, its subjects, number of teachers, number of homeroom teachers among them.
SECONDARY_GROUPS = (
    ("Tổ Ngữ văn", ("van",), 7, 5),
    ("Tổ Toán", ("toan",), 7, 4),
    ("Tổ Ngoại ngữ", ("anh",), 6, 4),
    ("Tổ Sử - Địa - GDCD", ("lsdl", "su", "dia"), 5, 3),
    ("Tổ Sử - Địa - GDCD", ("gdcd", "gdktpl"), 2, 1),
    ("Tổ Khoa học tự nhiên", ("khtn", "ly", "hoa", "sinh"), 7, 4),
    ("Tổ Tin học - Công nghệ", ("tin", "cnghe"), 4, 1),
    ("Tổ Thể chất - Nghệ thuật", ("gdtc", "gdqp"), 4, 1),
    ("Tổ Thể chất - Nghệ thuật", ("nthuat", "amnhac", "mthuat"), 3, 1),
)
SECONDARY_OFFICE = (
    ("Giáo vụ", "Giáo vụ"),
    ("Quản trị hệ thống", "Quản trị hệ thống"),
    ("Văn thư", "Văn thư"),
    ("Kế toán", "Kế toán"),
    ("Nhân viên y tế", "Y tế"),
    ("Nhân viên thư viện", "Thư viện"),
    ("Nhân viên thiết bị", "Thiết bị"),
    ("Thủ quỹ", ""),
    ("Tư vấn học đường", ""),
    ("Bảo vệ", ""),
    ("Bảo vệ", ""),
    ("Phục vụ", ""),
)
PRIMARY_SPECIALISTS = (
    ("Tổ chuyên biệt", ("anh",), 2),
    ("Tổ chuyên biệt", ("tincn",), 1),
    ("Tổ chuyên biệt", ("gdtc",), 2),
    ("Tổ chuyên biệt", ("nthuat",), 2),
)
PRIMARY_OFFICE = (
    ("Giáo vụ", "Giáo vụ"),
    ("Quản trị hệ thống", "Quản trị hệ thống"),
    ("Kế toán", "Kế toán"),
    ("Nhân viên y tế", "Y tế"),
    ("Bảo vệ", ""),
)


def secondary_classes():
    """Return [(class, grade)] of the school of both secondary levels."""
    lower = [(f"{grade}{letter}", grade) for grade in range(6, 10) for letter in "ABCD"]
    return lower + [(name, int(name[:2])) for name in CHOICES]


def primary_classes():
    return [(f"{grade}{letter}", grade) for grade in range(1, 6) for letter in "ABC"]


def periods_of(name, grade):
    """Return {subject: yearly periods} of a class."""
    if grade <= 5:
        return {**PRIMARY_PERIODS[grade], **PRIMARY_COMMON}
    if grade <= 9:
        return {**THCS_PERIODS, **({"cnghe": 52} if grade >= 8 else {})}
    return {**THPT_PERIODS, **dict.fromkeys(CHOICES[name], 70)}


def regular_marks(subject, periods, has_topics=False):
    """Return how many regular marks a term needs (TT22 Điều 6)."""
    if subject in COMMENT_SUBJECTS or periods <= 35:
        return 2 + has_topics
    return (3 if periods <= 70 else 4) + has_topics
