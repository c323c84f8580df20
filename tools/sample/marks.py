# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks, conduct and absences of invented pupils: term 1 complete, term 2 half."""

from decimal import ROUND_HALF_UP, Decimal

from . import plan

EASIER = {"gdcd": 0.6, "tin": 0.4, "cnghe": 0.4, "gdqp": 0.6, "anh": -0.5, "toan": -0.4}
HALF_DONE_MIDTERMS = ("van", "toan", "anh", "khtn", "ly", "dia")
REMARKS = {
    "tot": (
        "Chăm ngoan, tích cực tham gia hoạt động của lớp.",
        "Có ý thức tự học tốt, hoà đồng với bạn bè.",
        "Lễ phép, trung thực, hoàn thành tốt nhiệm vụ được giao.",
    ),
    "kha": (
        "Ngoan, cần mạnh dạn phát biểu hơn.",
        "Thực hiện khá tốt nội quy, còn đôi lần đi muộn.",
    ),
    "dat": ("Cần cố gắng chuẩn bị bài trước khi đến lớp.",),
    "chua_dat": ("Nhiều lần vi phạm nội quy, cần gia đình phối hợp nhắc nhở.",),
}
CONDUCT = {"tot": "Tốt", "kha": "Khá", "dat": "Đạt", "chua_dat": "Chưa đạt"}


def rounded(value):
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def quarter(value):
    """Return ``value`` as a teacher gives it: a quarter of a mark, to one decimal, 1 to 10."""
    return rounded(min(10, max(1, round(value * 4) / 4)))


def columns(subject, periods, has_topics):
    count = plan.regular_marks(subject, periods, has_topics)
    return [f"TX{number}" for number in range(1, count + 1)]


def fill(random, pupil, term):
    """Give ``pupil`` the marks of a term: {subject: {column: mark}}."""
    ability = pupil.marks.setdefault("ability", min(9.6, random.gauss(7.2, 1.05)))
    for subject, periods in plan.periods_of(pupil.school_class, pupil.grade).items():
        topics = term == 2 and subject in plan.TOPICS.get(pupil.school_class, ())
        regular = columns(subject, periods, topics)
        level = ability + EASIER.get(subject, 0) + random.gauss(0, 0.55)
        wanted = [*regular, "GK", "CK"]
        if term == 2:
            wanted = regular[: max(1, len(regular) // 2)]
            if subject in HALF_DONE_MIDTERMS:
                wanted.append("GK")
        pupil.marks[term, subject] = {
            column: _mark(random, subject, level, column) for column in wanted
        }


def _mark(random, subject, level, column):
    if subject in plan.COMMENT_SUBJECTS:
        return "Đ" if random.random() < 0.995 or level > 6 else "CĐ"
    spread = {"GK": 0.9, "CK": 0.8}.get(column, 0.7)
    return quarter(random.gauss(level + (0.4 if column.startswith("TX") else -0.2), spread))


def behave(random, pupil, term):
    chance = random.random() - (0.15 if pupil.marks["ability"] < 6 else 0)
    level = "tot" if chance > 0.18 else "kha" if chance > -0.02 else "dat"
    excused = min(9, int(random.expovariate(0.55)))
    unexcused = int(random.expovariate(2.2))
    if term == 2:
        excused, unexcused = excused // 2, unexcused // 2
    pupil.conduct[term] = {
        "Kết quả rèn luyện": CONDUCT[level] if term == 1 else "",
        "Nghỉ có phép": excused,
        "Nghỉ không phép": unexcused,
        "Nhận xét của giáo viên chủ nhiệm": random.choice(REMARKS[level]) if term == 1 else "",
    }


def mark_row(pupil, subject, term, place):
    marks = pupil.marks[term, subject]
    return {
        "Lớp": place,
        "Môn học": plan.SUBJECT_NAMES[subject],
        "Học kì": term,
        "Mã học sinh": pupil.code,
        "Họ và tên": pupil.name,
        **{f"TX{number}": marks.get(f"TX{number}", "") for number in range(1, 6)},
        "GK": marks.get("GK", ""),
        "CK": marks.get("CK", ""),
    }


def conduct_row(pupil, term, place):
    return {
        "Lớp": place,
        "Học kì": term,
        "Mã học sinh": pupil.code,
        "Họ và tên": pupil.name,
        **pupil.conduct[term],
    }
