# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The staff of a school and who teaches what, with a load of 17 to 19 periods a week."""

from dataclasses import dataclass, field

from . import plan
from .people import plain

HOMEROOM_LOAD = 4
WEEKS = 35


@dataclass
class Person:
    code: str
    name: str
    gender: str
    birth_date: object
    phone: str
    department: str
    job: str
    duties: list[str]
    login: str = ""
    subjects: tuple[str, ...] = ()
    load: float = 0
    classes: list[str] = field(default_factory=list)


class Staff:
    def __init__(self, people, prefix, abbreviation, year):
        self.people = people
        self.prefix = prefix
        self.abbreviation = abbreviation
        self.year = year
        self.members = []
        self.logins = set()
        self.homerooms = {}
        self.assignments = []

    def hire(self, department, job, *duties, subjects=()):
        random = self.people.random
        gender = "Nữ" if random.random() < 0.62 and job != "Bảo vệ" else "Nam"
        youngest = 42 if department == "Ban giám hiệu" else 26
        name = self.people.name(gender, self.people.family_name(), is_adult=True)
        person = Person(
            code=f"{self.prefix}{len(self.members) + 1:03d}",
            name=name,
            gender=gender,
            birth_date=self.people.birth_date(self.year - random.randint(youngest, 57)),
            phone=self.people.phone(),
            department=department,
            job=job,
            duties=list(duties),
            subjects=subjects,
        )
        if any(duties):
            person.login = self._login(name)
        self.members.append(person)
        return person

    def _login(self, name):
        """Return given name and initials with the school's ending: annv.dt, then annv2.dt."""
        words = plain(name).split()
        base = words[-1] + "".join(word[0] for word in words[:-1])
        login, number = f"{base}.{self.abbreviation}", 2
        while login in self.logins:
            login, number = f"{base}{number}.{self.abbreviation}", number + 1
        self.logins.add(login)
        return login

    def teach(self, person, name, subject, weekly):
        self.assignments.append((person, name, subject))
        person.load += weekly
        person.classes.append(name)

    def lead(self, person, name):
        self.homerooms[name] = person
        person.duties.append("Giáo viên chủ nhiệm")
        person.load += HOMEROOM_LOAD


def secondary_staff(people, year):
    staff = Staff(people, "DT", "dt", year)
    principal = staff.hire("Ban giám hiệu", "Hiệu trưởng", "Hiệu trưởng")
    academic = staff.hire(
        "Ban giám hiệu", "Phó Hiệu trưởng", "Phó Hiệu trưởng chuyên môn", "Quản trị sổ điểm"
    )
    facilities = staff.hire(
        "Ban giám hiệu", "Phó Hiệu trưởng", "Phó Hiệu trưởng cơ sở vật chất", "Quản trị trang tin"
    )
    groups, headed = [], set()
    for department, subjects, size, homerooms in plan.SECONDARY_GROUPS:
        teachers = [
            staff.hire(department, "Giáo viên", "Giáo viên", subjects=subjects)
            for _number in range(size)
        ]
        if department not in headed:
            headed.add(department)
            teachers[0].job = "Tổ trưởng chuyên môn"
            teachers[0].duties.append("Tổ trưởng chuyên môn")
            teachers[0].load += 3
        groups.append((subjects, teachers, homerooms))
    for job, duty in plan.SECONDARY_OFFICE:
        staff.hire("Tổ Văn phòng", job, *([duty] if duty else []))
    _share_secondary(staff, groups, [academic, facilities, principal])
    return staff


def _share_secondary(staff, groups, leaders):
    classes = plan.secondary_classes()
    leading = [teacher for _subjects, teachers, number in groups for teacher in teachers[-number:]]
    free = [name for name, _grade in classes]
    for teacher, name in zip(_spread(leading, len(free)), free, strict=True):
        staff.lead(teacher, name)
        staff.teach(teacher, name, "hdtn", 3)
    for subjects, teachers, _number in groups:
        for name, grade in classes:
            periods = plan.periods_of(name, grade)
            for subject in subjects:
                if subject in periods:
                    own = staff.homerooms[name] in teachers
                    teacher = min(teachers, key=lambda person: person.load)
                    if own and staff.homerooms[name].load < 17:
                        teacher = staff.homerooms[name]
                    staff.teach(teacher, name, subject, periods[subject] / WEEKS)
    # Local content: the leaders teach a little too, the rest goes to whoever has the least.
    teachers = [teacher for _subjects, teachers, _number in groups for teacher in teachers]
    for position, (name, _grade) in enumerate(classes):
        if position < 10:
            teacher = leaders[min(position // 4, 2)]
            if "Giáo viên" not in teacher.duties:
                teacher.duties.append("Giáo viên")
        else:
            teacher = min(teachers, key=lambda person: person.load)
        staff.teach(teacher, name, "gddp", 1)


def _spread(teachers, number):
    """Deal the homeroom teachers of the groups out so that grades get a mix of subjects."""
    return sorted(teachers, key=lambda person: (int(person.code[2:]) * 7) % number)[:number]


def primary_staff(people, year):
    staff = Staff(people, "SN", "sn", year)
    staff.hire("Ban giám hiệu", "Hiệu trưởng", "Hiệu trưởng")
    staff.hire("Ban giám hiệu", "Phó Hiệu trưởng", "Phó Hiệu trưởng chuyên môn", "Quản trị sổ điểm")
    classes = plan.primary_classes()
    leading = [
        staff.hire(f"Tổ {grade if grade < 4 else '4 - 5'}", "Giáo viên", "Giáo viên")
        for _name, grade in classes
    ]
    for teacher in (leading[0], leading[3], leading[6], leading[9]):
        teacher.job = "Tổ trưởng chuyên môn"
        teacher.duties.append("Tổ trưởng chuyên môn")
    special = {}
    for department, subjects, size in plan.PRIMARY_SPECIALISTS:
        special[subjects[0]] = [
            staff.hire(department, "Giáo viên", "Giáo viên", subjects=subjects)
            for _number in range(size)
        ]
    for job, duty in plan.PRIMARY_OFFICE:
        staff.hire("Tổ Văn phòng", job, *([duty] if duty else []))
    for teacher, (name, grade) in zip(leading, classes, strict=True):
        staff.lead(teacher, name)
        for subject, periods in plan.periods_of(name, grade).items():
            choice = special.get(subject, [teacher])
            staff.teach(min(choice, key=lambda person: person.load), name, subject, periods / WEEKS)
    return staff
