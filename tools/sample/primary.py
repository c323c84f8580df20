# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Levels, tests, qualities and competencies of invented pupils of primary school (Thông tư 27).

Term 1 complete; of term 2 the middle only, and half of the classes of that.
"""

from . import plan

FINAL_TESTS = {
    **dict.fromkeys(("tv", "toan"), 1),
    **dict.fromkeys(("anh", "tincn"), 3),
    **dict.fromkeys(("lsdl", "khoahoc"), 4),
}
MIDTERM_TESTS = dict.fromkeys(("tv", "toan"), 4)
QUALITIES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
COMPETENCIES = (
    *("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo"),
    *("Ngôn ngữ", "Tính toán", "Khoa học", "Công nghệ", "Tin học", "Thẩm mĩ", "Thể chất"),
)
FROM_GRADE_3 = ("Công nghệ", "Tin học")
PARTS = ("Giữa kì", "Cuối kì")
#: The first classes of each grade have the middle of term 2 already.
AHEAD = ("A",)
SUBJECT_REMARKS = {
    "T": ("Nắm chắc kiến thức, vận dụng tốt.", "Tiếp thu nhanh, làm bài cẩn thận."),
    "H": ("Hoàn thành các yêu cầu, cần mạnh dạn hơn.", "Hiểu bài, cần luyện tập thêm."),
    "C": ("Cần được giúp đỡ thêm về kiến thức cơ bản.",),
}
REMARKS = {
    "T": ("Ngoan, lễ phép, tích cực giúp đỡ bạn.", "Chăm chỉ, tự giác học tập."),
    "D": ("Có cố gắng, cần tự tin khi trình bày.", "Biết hợp tác, cần tập trung hơn."),
    "C": ("Cần gia đình cùng nhắc nhở em chăm chỉ hơn.",),
}
LABELS = {"T": "Tốt", "D": "Đạt", "C": "Cần cố gắng"}


def fill(random, pupil):
    """Give ``pupil`` the levels of all that is assessed so far."""
    pupil.marks["ability"] = ability = random.gauss(8.3, 1.2)
    terms = ((1, PARTS), (2, PARTS[:1] if pupil.school_class.endswith(AHEAD) else ()))
    for term, parts in terms:
        for subject in plan.periods_of(pupil.school_class, pupil.grade):
            level = ability + random.gauss(0, 0.6)
            row = {}
            for part in parts:
                row |= _assess(random, subject, pupil.grade, part, level)
            if row:
                grade = row.get("Mức cuối kì") or row["Mức giữa kì"]
                row["Nhận xét"] = random.choice(SUBJECT_REMARKS[grade])
                pupil.marks[term, subject] = row
        for part in parts:
            pupil.conduct[term, part] = _qualities(random, pupil.grade, ability)
    excused, unexcused = int(random.expovariate(0.7)), int(random.expovariate(3))
    remark = random.choice(REMARKS["T" if ability > 7 else "D"])
    pupil.conduct[1] = {"Có phép": excused, "Không phép": unexcused, "Nhận xét": remark}


def _assess(random, subject, grade, part, level):
    word = "giữa kì" if part == PARTS[0] else "cuối kì"
    row = {f"Mức {word}": "T" if level > 7.4 else "H" if level > 4.6 else "C"}
    tests = MIDTERM_TESTS if part == PARTS[0] else FINAL_TESTS
    if grade >= tests.get(subject, 9):
        row["GK" if part == PARTS[0] else "CK"] = min(
            10, max(2, round(level + random.gauss(0.3, 0.6)))
        )
    return row


def _qualities(random, grade, ability):
    row = {}
    for name in (*QUALITIES, *COMPETENCIES):
        if grade < 3 and name in FROM_GRADE_3:
            row[name] = ""
            continue
        level = ability + random.gauss(0.8 if name in QUALITIES else 0, 0.6)
        row[name] = LABELS["T" if level > 7.2 else "D" if level > 4.4 else "C"]
    general = "T" if ability > 7.2 else "D" if ability > 4.4 else "C"
    return row | {
        "Nhận xét phẩm chất": random.choice(REMARKS[general]),
        "Nhận xét năng lực chung": random.choice(REMARKS[general]),
        "Nhận xét năng lực đặc thù": random.choice(SUBJECT_REMARKS["T" if general == "T" else "H"]),
    }


def mark_row(pupil, subject, term):
    marks = pupil.marks[term, subject]
    names = ("Mức giữa kì", "GK", "Mức cuối kì", "CK", "Nhận xét")
    return {
        **_who(pupil, term, {"Môn học": plan.SUBJECT_NAMES[subject]}),
        **{name: marks.get(name, "") for name in names},
    }


def quality_row(pupil, term, part):
    return {**_who(pupil, term, {"Lần đánh giá": part}), **pupil.conduct[term, part]}


def conduct_row(pupil, term):
    return {**_who(pupil, term, {}), **pupil.conduct[term]}


def _who(pupil, term, what):
    place = {"Lớp": pupil.school_class, **what, "Học kì": term}
    return {**place, "Mã học sinh": pupil.code, "Họ và tên": pupil.name}
