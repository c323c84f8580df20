# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, freeze_time
from odoo.tests import common as tests_common

from odoo.addons.base.tests.common import BaseCommon

#: The staff of the school: an account of each of these roles, with its name.
ROLES = (
    "principal",
    "vice_academic",
    "head_department",
    "gradebook_admin",
    "homeroom",
    "teacher",
    "secretary",
    "clerk",
    "system",
)

#: Seconds for an answer, and how much slower than Odoo expects a browser may be: tests run side by
#: side, on small machines.
PATIENCE, SLOWNESS = 120, 5
#: Friday, ten o'clock in Viet Nam.
SCHOOL_DAY = freeze_time("2026-11-20 03:00:00", tick=True)


def covers(*requirement_ids):
    """State which rows of the requirements a test proves (read by ``make requirements``)."""

    def decorate(function):
        function._covers = requirement_ids
        return function

    return decorate


class WebCase(HttpCase):
    """A test over HTTP or in a browser, with patience."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # tenths of a second for the browser to start, or Odoo warns and skips the test
        cls.classPatch(tests_common, "CHECK_BROWSER_ITERATIONS", 10 * PATIENCE)
        # what Odoo multiplies its waits by for a browser that is made slow on purpose
        slow = property(lambda browser: SLOWNESS, lambda browser, factor: None)
        cls.startClassPatcher(
            patch.object(tests_common.ChromeBrowser, "throttling_factor", slow, create=True)
        )

    def url_open(self, url, *args, timeout=PATIENCE, **kwargs):
        return super().url_open(url, *args, timeout=timeout, **kwargs)


@SCHOOL_DAY
class SchoolCommon(BaseCommon):
    """One lower secondary school with a year, two classes, and one user per role.

    Its clock stands on a school day of the year, whenever the tests run; a test of another day
    freezes that. The clock of the database (``cr.now()``, what triggers write) goes on as it
    does; a class of tests that needs both alike sets ``freeze_time`` to None.

    ``cls.users`` maps a role (the end of its group's xmlid) to its user; the subject teacher
    teaches mathematics in 8A, the homeroom teacher has 8A, ``other_teacher`` has nothing there.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "Asia/Ho_Chi_Minh"
        cls.level = cls.env.ref("school_core.school_level_thcs")
        cls.grade_8 = cls.env.ref("school_core.school_grade_8")
        cls.maths = cls.env.ref("school_core.school_subject_toan")
        cls.physical = cls.env.ref("school_core.school_subject_gdtc")
        cls.school = cls._create_school("THCS Kim Đồng", "kd")
        cls.other_school = cls._create_school("THCS Lê Lợi", "ll")
        cls.env.user.write(
            {
                "company_ids": [Command.link(cls.school.id), Command.link(cls.other_school.id)],
                "company_id": cls.school.id,
            }
        )
        cls.year = cls._create_year(cls.school)
        cls.term_1, cls.term_2 = cls.year.term_ids.sorted("number")
        cls.class_8a = cls._create_class("8A")
        cls.class_8b = cls._create_class("8B")
        cls.maths_8a = cls._plan_subject(cls.class_8a, cls.maths)
        cls.physical_8a = cls._plan_subject(cls.class_8a, cls.physical)
        cls.maths_8b = cls._plan_subject(cls.class_8b, cls.maths)
        cls.users = {}
        cls.employees = {}
        cls._create_all_staff(
            *((role, role, cls.school) for role in ROLES),
            ("other_teacher", "teacher", cls.school),
            ("foreign_teacher", "teacher", cls.other_school),
        )
        cls.school.school_principal_id = cls.employees["principal"]
        cls.env["school.homeroom.assignment"].create(
            {
                "class_id": cls.class_8a.id,
                "teacher_id": cls.employees["homeroom"].id,
                "date_start": cls.year.date_start,
            }
        )
        cls.env["school.teaching.assignment"].create(
            [
                {
                    "class_subject_id": plan.id,
                    "teacher_id": cls.employees["teacher"].id,
                    "date_start": cls.year.date_start,
                }
                for plan in (cls.maths_8a, cls.physical_8a)
            ]
        )

    @contextmanager
    def assertRefused(self, regex, exception=ValidationError):
        """Like ``assertRaisesRegex``, but what was done before the refusal is rolled back."""
        with self.assertRaises(exception) as refusal:
            yield refusal
        self.assertRegex(str(refusal.exception), regex)

    @classmethod
    def _as(cls, login, record):
        """Return ``record`` as the user of ``login`` sees it, with nothing in cache."""
        cls.env.flush_all()
        cls.env.invalidate_all()
        return record.with_user(cls.users[login]).with_context(
            allowed_company_ids=cls.users[login].company_ids.ids
        )

    @classmethod
    def _create_school(cls, name, abbreviation):
        return cls.env["res.company"].create(
            {
                "name": name,
                "school_abbreviation": abbreviation,
                "school_level_ids": [Command.link(cls.level.id)],
                "currency_id": cls.env.ref("base.VND").id,
                "country_id": cls.env.ref("base.vn").id,
            }
        )

    @classmethod
    def _create_year(cls, school, start=2026):
        return cls.env["school.year"].create(
            {
                "name": f"{start}-{start + 1}",
                "company_id": school.id,
                "date_start": f"{start}-09-05",
                "date_end": f"{start + 1}-05-31",
                "state": "open",
                "term_ids": [
                    Command.create(
                        {
                            "name": "Term 1",
                            "number": 1,
                            "date_start": f"{start}-09-05",
                            "date_end": f"{start + 1}-01-17",
                        }
                    ),
                    Command.create(
                        {
                            "name": "Term 2",
                            "number": 2,
                            "date_start": f"{start + 1}-01-18",
                            "date_end": f"{start + 1}-05-31",
                        }
                    ),
                ],
            }
        )

    @classmethod
    def _create_class(cls, name, year=None, grade=None):
        return cls.env["school.class"].create(
            {
                "name": name,
                "year_id": (year or cls.year).id,
                "grade_id": (grade or cls.grade_8).id,
            }
        )

    @classmethod
    def _plan_subject(cls, school_class, subject, **values):
        return cls.env["school.class.subject"].create(
            {"class_id": school_class.id, "subject_id": subject.id, **values}
        )

    @classmethod
    def _create_staff(cls, login, role=None, company=None):
        return cls._create_all_staff((login, role or login, company or cls.school))

    @classmethod
    def _create_users(cls, *accounts):
        """Create the users of ``(login, role, school)``, all at once."""
        users = (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"{login} (school_core.group_school_{role})",
                        "login": login,
                        "password": login.ljust(8, "x"),
                        "email": f"{login[0]}.{login[0]}@example.com",
                        "group_ids": [
                            Command.set(cls.env.ref(f"school_core.group_school_{role}").ids)
                        ],
                        "company_id": school.id,
                        "company_ids": [Command.set(school.ids)],
                        "tz": "Asia/Ho_Chi_Minh",
                    }
                    for login, role, school in accounts
                ]
            )
            .with_env(cls.env)
        )
        # each alone: what is read of one is not read of the others, whom the reader may not see
        cls.users.update({user.login: user.browse(user.id) for user in users})
        return users

    @classmethod
    def _create_all_staff(cls, *staff):
        """Create the users of ``(login, role, school)`` and their employees."""
        users = cls._create_users(*staff)
        employees = cls.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": user.company_id.id}
                for user in users
            ]
        )
        cls.employees.update(
            {
                user.login: employee.browse(employee.id)
                for user, employee in zip(users, employees, strict=True)
            }
        )
        return users

    @classmethod
    def _create_department(cls, *members, head="head_department"):
        """Create the department of mathematics, led by ``head``, of the staff with these logins."""
        department = cls.env["hr.department"].create(
            {
                "name": "Tổ Toán",
                "company_id": cls.school.id,
                "manager_id": cls.employees[head].id if head else False,
            }
        )
        for login in members:
            cls.employees[login].department_id = department
        return department

    @classmethod
    def _create_students(cls, school_class, names, date_start=None):
        """Create pupils with ``names`` enrolled in ``school_class``; return them in that order."""
        school = school_class.company_id
        count = cls.env["school.student"].search_count([("school_id", "=", school.id)])
        students = cls.env["school.student"].create(
            [
                {
                    "name": name,
                    "code": f"HS{count + i:05d}",
                    "school_id": school.id,
                    "birth_date": "2013-03-15",
                }
                for i, name in enumerate(names, 1)
            ]
        )
        cls.env["school.enrollment"].create(
            [
                {
                    "student_id": student.id,
                    "class_id": school_class.id,
                    "date_start": date_start or school_class.year_id.date_start,
                }
                for student in students
            ]
        )
        return students
