# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Write the spreadsheets of the sample schools into data/sample.

Usage: python tools/sample/generate.py [--year 2026] [--seed 2026] [--out data/sample]

The same year and seed give the same bytes. Every school, person and figure is invented.
"""

import argparse
import datetime
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from sample import cases, marks, paths, plan, primary, pupils, staff
from sample.people import COMMUNE, PROVINCE, People
from sample.workbook import write_workbook

AUTHORITY = {"Cơ quan quản lí": f"Sở Giáo dục và Đào tạo {PROVINCE}", "Mã cơ quan": "SO-PT"}
SCHOOLS = (
    {
        "Mã trường": "25900701",
        "Tên trường": "Trường THCS và THPT Đồi Trăng",
        "Tên viết tắt": "dt",
        "Cấp học": "THCS; THPT",
        **AUTHORITY,
        "Địa chỉ": f"Thôn Gò Mây, {COMMUNE}",
        "Phường, xã": COMMUNE[0].upper() + COMMUNE[1:],
        "Tỉnh, thành phố": PROVINCE,
        "Điện thoại": "02103000701",
        "Email": "c23doitrang@example.edu.vn",
    },
    {
        "Mã trường": "25900401",
        "Tên trường": "Trường Tiểu học Suối Ngàn",
        "Tên viết tắt": "sn",
        "Cấp học": "TH",
        **AUTHORITY,
        "Địa chỉ": f"Thôn Suối Ngàn, {COMMUNE}",
        "Phường, xã": COMMUNE[0].upper() + COMMUNE[1:],
        "Tỉnh, thành phố": PROVINCE,
        "Điện thoại": "02103000401",
        "Email": "c1suoingan@example.edu.vn",
    },
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--year", type=int, default=2026, help="the year the school year starts in")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "sample")
    arguments = parser.parse_args()
    generate(arguments.out, arguments.year, arguments.seed)


def generate(out, year, seed):
    people = People(random.Random(seed))
    write_workbook(out / "truong.xlsx", {"Trường": list(SCHOOLS)})
    upper, lower = SCHOOLS
    told = _secondary(out / upper["Mã trường"], people, upper, year)
    _primary(out / lower["Mã trường"], people, lower, year)
    lines = [f"| {pupil.code} | {pupil.school_class} | {text} |" for pupil, text in told]
    readme = (ROOT / "tools" / "sample" / "README.template.md").read_text("utf-8")
    (out / "README.md").write_text(readme.replace("@CASES@", "\n".join(lines)), "utf-8")


def _secondary(folder, people, school, year):
    team = staff.secondary_staff(people, year)
    classes = plan.secondary_classes()
    members = pupils.make_pupils(people, "DT", school["Mã trường"], classes, 40, year)
    for pupil in members:
        for term in (1, 2):
            marks.fill(people.random, pupil, term)
            marks.behave(people.random, pupil, term)
    told = cases.apply(members, year)
    _common(folder, school, team, classes, members, year)
    _exceptions(folder, members)
    paths.write_secondary(folder / "school_student", members, year)
    for term in (1, 2):
        write_workbook(
            folder / f"{5 + term}-diem-hoc-ki-{term}.xlsx",
            {f"Khối {grade}": _mark_rows(members, grade, term) for grade in range(6, 13)},
        )
    write_workbook(
        folder / "8-ren-luyen-chuyen-can.xlsx",
        {
            f"Học kì {term}": [
                marks.conduct_row(pupil, term, _place(pupil))
                for pupil in members
                if term in pupil.conduct
            ]
            for term in (1, 2)
        },
    )
    return told


def _primary(folder, people, school, year):
    team = staff.primary_staff(people, year)
    classes = plan.primary_classes()
    members = pupils.make_pupils(people, "SN", school["Mã trường"], classes, 30, year)
    _common(folder, school, team, classes, members, year)
    for pupil in members:
        primary.fill(people.random, pupil)
    for term in (1, 2):
        write_workbook(
            folder / f"{5 + term}-danh-gia-hoc-ki-{term}.xlsx",
            {f"Khối {grade}": _level_rows(members, grade, term) for grade in range(1, 6)},
        )
    write_workbook(
        folder / "8-pham-chat-nang-luc.xlsx",
        {
            f"Học kì {term}": [
                primary.quality_row(pupil, term, part)
                for part in primary.PARTS
                for pupil in members
                if (term, part) in pupil.conduct
            ]
            for term in (1, 2)
        },
    )
    write_workbook(
        folder / "9-chuyen-can-nhan-xet.xlsx",
        {"Học kì 1": [primary.conduct_row(pupil, 1) for pupil in members]},
    )
    paths.write_primary(folder / "school_student", members, year)


def _common(folder, school, team, classes, members, year):
    write_workbook(folder / "1-nam-hoc.xlsx", {"Năm học": [_year_row(year)]})
    write_workbook(folder / "2-nhan-su.xlsx", {"Nhân sự": [_staff_row(p) for p in team.members]})
    write_workbook(
        folder / "3-lop-hoc.xlsx",
        {
            "Lớp học": [
                {
                    "Lớp": name,
                    "Khối": grade,
                    "Phòng học": f"P{position:02d}",
                    "Mã giáo viên chủ nhiệm": team.homerooms[name].code,
                    "Giáo viên chủ nhiệm": team.homerooms[name].name,
                }
                for position, (name, grade) in enumerate(classes, 1)
            ],
            "Môn học của lớp": [
                _plan_row(name, subject, periods)
                for name, grade in classes
                for subject, periods in plan.periods_of(name, grade).items()
            ],
        },
    )
    write_workbook(
        folder / "4-hoc-sinh.xlsx",
        {"Học sinh": [pupils.pupil_row(pupil) for pupil in members]},
        title=f"DANH SÁCH HỌC SINH - {school['Tên trường']} - NĂM HỌC {year}-{year + 1}",
    )
    write_workbook(
        folder / "5-phan-cong.xlsx",
        {
            "Phân công giảng dạy": [
                {
                    "Mã giáo viên": teacher.code,
                    "Họ và tên giáo viên": teacher.name,
                    "Lớp": name,
                    "Môn học": plan.SUBJECT_NAMES[subject],
                }
                for teacher, name, subject in team.assignments
            ]
        },
    )


def _exceptions(folder, members):
    """Write exemptions and movements, which stand beside the pupils' cases."""
    names = {"exemption": "Miễn giảm", "movement": "Biến động"}
    write_workbook(
        folder / "5b-mien-giam-bien-dong.xlsx",
        {
            sheet: [
                {"Mã học sinh": pupil.code, "Họ và tên": pupil.name, **pupil.marks[key]}
                for pupil in members
                if key in pupil.marks
            ]
            for key, sheet in names.items()
        },
    )


def _mark_rows(members, grade, term):
    rows = [
        marks.mark_row(pupil, subject, term, _place(pupil))
        for pupil in members
        if pupil.grade == grade
        for subject in plan.periods_of(pupil.school_class, grade)
        if (term, subject) in pupil.marks
    ]
    order = list(plan.SUBJECT_NAMES.values())
    return sorted(rows, key=lambda row: (row["Lớp"], order.index(row["Môn học"])))


def _level_rows(members, grade, term):
    rows = [
        primary.mark_row(pupil, subject, term)
        for pupil in members
        if pupil.grade == grade
        for subject in plan.periods_of(pupil.school_class, grade)
        if (term, subject) in pupil.marks
    ]
    order = list(plan.SUBJECT_NAMES.values())
    return sorted(rows, key=lambda row: (row["Lớp"], order.index(row["Môn học"])))


def _place(pupil):
    return pupil.marks.get("class", pupil.school_class)


def _year_row(year):
    return {
        "Năm học": f"{year}-{year + 1}",
        "Bắt đầu học kì I": datetime.date(year, 9, 7),
        "Kết thúc học kì I": datetime.date(year + 1, 1, 16),
        "Bắt đầu học kì II": datetime.date(year + 1, 1, 18),
        "Kết thúc học kì II": datetime.date(year + 1, 5, 29),
    }


def _staff_row(person):
    return {
        "Mã cán bộ": person.code,
        "Họ và tên": person.name,
        "Ngày sinh": person.birth_date,
        "Giới tính": person.gender,
        "Tổ chuyên môn": person.department,
        "Chức vụ": person.job,
        "Nhiệm vụ": "; ".join(person.duties),
        "Điện thoại": person.phone,
        "Tên đăng nhập": person.login,
    }


def _plan_row(name, subject, periods):
    comment = subject in plan.COMMENT_SUBJECTS
    return {
        "Lớp": name,
        "Môn học": plan.SUBJECT_NAMES[subject],
        "Số tiết cả năm": periods,
        "Hình thức đánh giá": "Nhận xét" if comment else "Điểm số",
        "Cụm chuyên đề": "x" if subject in plan.TOPICS.get(name, ()) else "",
    }


if __name__ == "__main__":
    main()
