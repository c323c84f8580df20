# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The pupils of a school with their families; about one in twelve has a brother or sister there."""

import datetime
from dataclasses import dataclass, field

from .people import COMMUNE, PROVINCE


@dataclass
class Pupil:
    code: str
    moet_code: str
    name: str
    gender: str
    birth_date: datetime.date
    school_class: str
    grade: int
    family: dict
    policy: str = ""
    disability: str = ""
    date_start: datetime.date | None = None
    other_school: str = ""
    note: str = ""
    marks: dict = field(default_factory=dict)
    conduct: dict = field(default_factory=dict)


def make_pupils(people, prefix, school_code, classes, size, year):
    """Return ``size`` pupils for each (class, grade) of ``classes``, class by class."""
    random = people.random
    pupils, families = [], []
    for name, grade in classes:
        for _number in range(size):
            if families and random.random() < 0.08:
                family = families.pop(random.randrange(len(families)))
            else:
                family = people.family(people.ethnic_group(), people.address())
                families.append(family)
            gender = random.choice(("Nam", "Nữ"))
            late = random.random() < 0.02
            number = len(pupils) + 1
            pupils.append(
                Pupil(
                    code=f"{prefix}{number:05d}",
                    moet_code=f"{school_code}{number:06d}"[-10:],
                    name=people.name(gender, family["family"]),
                    gender=gender,
                    birth_date=people.birth_date(year - 5 - grade - late),
                    school_class=name,
                    grade=grade,
                    family=family,
                    policy=_policy(random),
                )
            )
    return pupils


def _policy(random):
    chance = random.random()
    if chance < 0.04:
        return "Hộ nghèo"
    if chance < 0.09:
        return "Hộ cận nghèo"
    return "Con thương binh" if chance < 0.095 else ""


def pupil_row(pupil):
    parents = pupil.family["parents"]
    row = {
        "Mã học sinh": pupil.code,
        "Mã định danh Bộ GDĐT": pupil.moet_code,
        "Họ và tên học sinh": pupil.name,
        "Ngày sinh": pupil.birth_date,
        "Giới tính": pupil.gender,
        "Dân tộc": pupil.family["group"],
        "Lớp": pupil.school_class,
        "Nơi sinh": f"tỉnh {PROVINCE}",
        "Địa chỉ thường trú": pupil.family["address"],
        "Xã, phường": COMMUNE,
        "Tỉnh, thành phố": PROVINCE,
        "Diện chính sách": pupil.policy,
        "Khuyết tật": pupil.disability,
        "Ngày vào lớp": pupil.date_start or "",
        "Chuyển đến từ trường": pupil.other_school,
    }
    for relation in ("Cha", "Mẹ", "Người giám hộ"):
        person = parents.get(relation, {})
        short = "người giám hộ" if relation == "Người giám hộ" else relation.lower()
        row[f"Họ tên {short}"] = person.get("name", "")
        row[f"Điện thoại {short}"] = person.get("phone", "")
        row[f"Nghề nghiệp {short}"] = person.get("occupation", "")
    return row
