"""Fed to `odoo shell`: a school of 2,000 pupils in 46 classes with 13 subjects; the marks come by SQL."""

import json
import random

env = globals()["env"]
SUBJECTS = "van toan anh gdcd lsdl khtn cnghe tin gdtc nthuat hdtn gddp nn2".split()
SIZES = [45] * 44 + [19, 1]
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Minh Thanh Đức Ngọc Quang Thu Hữu Gia".split()
GIVEN = (
    "An Ánh Bình Châu Cường Dũng Đạt Giang Hà Hiếu Hoa Hùng Khánh Lan Linh Long Mai Nam Nga".split()
)

chance = random.Random(7)
level = env.ref("school_core.school_level_thcs")
school = env["res.company"].create(
    {
        "name": "THCS Đo tốc độ",
        "school_abbreviation": "tt",
        "school_level_ids": [(4, level.id)],
        "country_id": env.ref("base.vn").id,
        # the database is kept for longer than a mark may be changed
        "school_edit_days": 366,
    }
)
env.user.write({"company_ids": [(4, school.id)], "company_id": school.id})
env = env(context={**env.context, "allowed_company_ids": school.ids})
year = env["school.year"].create(
    {"company_id": school.id, "date_start": "2026-09-05", "date_end": "2027-05-31", "state": "open"}
)
if not year.term_ids:
    env["school.term"].create(
        [
            {"year_id": year.id, "number": 1, "date_start": "2026-09-05", "date_end": "2027-01-16"},
            {"year_id": year.id, "number": 2, "date_start": "2027-01-18", "date_end": "2027-05-31"},
        ]
    )
grades = [env.ref(f"school_core.school_grade_{number}") for number in (6, 7, 8, 9)]
classes = env["school.class"].create(
    [
        {
            "name": f"{grades[place % 4].number}B{place // 4 + 1:02d}",
            "year_id": year.id,
            "grade_id": grades[place % 4].id,
        }
        for place in range(len(SIZES))
    ]
)
subjects = [env.ref(f"school_core.school_subject_{code}") for code in SUBJECTS]
planned = {(plan.class_id, plan.subject_id) for plan in classes.subject_ids}
env["school.class.subject"].create(
    [
        {"class_id": school_class.id, "subject_id": subject.id, "periods": 105}
        for school_class in classes
        for subject in subjects
        if (school_class, subject) not in planned
    ]
)
classes._ensure_sheets()


def staff(login, *roles):
    user = env["res.users"].create(
        {
            "name": login,
            "login": login,
            "password": "Bench-pass-1",
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "company_id": school.id,
            "company_ids": [(6, 0, school.ids)],
            "group_ids": [(4, env.ref(f"school_core.group_school_{role}").id) for role in roles],
        }
    )
    env["hr.employee"].create({"name": login, "user_id": user.id, "company_id": school.id})
    return user


teacher, principal = staff("bench.teacher", "teacher"), staff("bench.principal", "principal")
big, small = classes[0], classes[-1]
plans = {
    place: place.subject_ids.filtered(lambda plan: plan.subject_id.code == "toan")
    for place in (big, small)
}
env["school.teaching.assignment"].create(
    [
        {
            "class_subject_id": plan.id,
            "teacher_id": teacher.employee_ids[:1].id,
            "date_start": "2026-09-05",
        }
        for plan in plans.values()
    ]
)
number = 0
for school_class, size in zip(classes, SIZES, strict=True):
    students = env["school.student"].create(
        [
            {
                "name": " ".join(map(chance.choice, (FAMILY, MIDDLE, GIVEN))),
                "code": f"TD{number + place:05d}",
                "school_id": school.id,
                "birth_date": "2013-03-15",
            }
            for place in range(size)
        ]
    )
    number += size
    env["school.enrollment"].create(
        [
            {"student_id": student.id, "class_id": school_class.id, "date_start": "2026-09-05"}
            for student in students
        ]
    )


def sheet_of(school_class):
    sheets = plans[school_class].sheet_ids
    return sheets.sorted(lambda sheet: sheet.term_id.number)[:1].id


facts = {
    "company": school.id,
    "big": sheet_of(big),
    "small": sheet_of(small),
    "teacher": teacher.id,
    "principal": principal.id,
    "classes": classes.ids,
}
env["ir.config_parameter"].set_param("school.bench", json.dumps(facts))
env.cr.commit()
