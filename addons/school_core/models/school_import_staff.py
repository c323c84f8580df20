# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import Command, models
from odoo.exceptions import UserError

from ..tools.import_columns import BIRTH_DATE, EMAIL, GENDER, NAME
from ..tools.import_table import Column, add_notice, add_problem
from ..tools.import_values import fold
from ..tools.local_time import TIMEZONE

# Duty, as the group's name ends, with the spellings; several may stand in one cell.
DUTIES = {
    "principal": ("Hiệu trưởng",),
    "vice_academic": ("Phó Hiệu trưởng chuyên môn", "Phó Hiệu trưởng"),
    "vice_facilities": ("Phó Hiệu trưởng cơ sở vật chất",),
    "head_department": ("Tổ trưởng chuyên môn", "Tổ trưởng", "Tổ phó chuyên môn"),
    "gradebook_admin": ("Quản trị sổ điểm",),
    "website_admin": ("Quản trị trang tin", "Quản trị website"),
    "homeroom": ("Giáo viên chủ nhiệm", "Chủ nhiệm", "GVCN"),
    "teacher": ("Giáo viên", "Giáo viên bộ môn", "GVBM", "GV"),
    "secretary": ("Giáo vụ",),
    "clerk": ("Văn thư",),
    "head_office": ("Chánh văn phòng", "Tổ trưởng văn phòng"),
    "nurse": ("Y tế", "Nhân viên y tế"),
    "librarian": ("Thư viện", "Nhân viên thư viện"),
    "equipment_keeper": ("Thiết bị", "Nhân viên thiết bị"),
    "accountant": ("Kế toán",),
    "system": ("Quản trị hệ thống",),
}


class SchoolImportStaff(models.AbstractModel):
    """Staff with department, duties and, where a login is given, a user with the duties' groups.

    Users are made with the rights of whoever imports: without the right to make users, a filled
    login is an error.
    """

    _name = "school.import.staff"
    _inherit = "school.import.kind"
    _description = "Import of Staff"

    _kind = "staff"
    _kind_sequence = 30
    _kind_model = "hr.employee"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_head_office",
        "school_core.group_school_clerk",
        "school_core.group_school_secretary",
        "school_core.group_school_system",
    )
    _kind_sheet = "Nhân sự"
    _kind_key = ("staff_code",)

    def _kind_title(self):
        return self.env._("Staff")

    def _kind_columns(self):
        return [
            Column(
                "staff_code",
                ("Mã cán bộ", "Mã nhân sự", "Mã giáo viên", "Mã GV", "Mã CBGVNV"),
                "code",
                required=True,
                example="GV001",
            ),
            replace(
                NAME,
                headers=("Họ và tên", "Họ tên", "Họ và tên cán bộ", "Họ và tên giáo viên"),
                required=True,
                example="Nguyễn Thị Hoa",
            ),
            BIRTH_DATE,
            GENDER,
            Column("department", ("Tổ chuyên môn", "Tổ", "Tổ, bộ phận"), example="Tổ Toán"),
            Column("job", ("Chức vụ", "Vị trí việc làm"), example="Giáo viên"),
            Column(
                "duties",
                ("Nhiệm vụ", "Vai trò"),
                "list",
                help="Một hoặc nhiều nhiệm vụ, cách nhau bằng dấu chấm phẩy; quyết định quyền",
                example="Giáo viên; Giáo viên chủ nhiệm",
            ),
            Column("phone", ("Điện thoại", "Số điện thoại", "SĐT", "Điện thoại di động"), "phone"),
            EMAIL,
            Column(
                "login",
                ("Tên đăng nhập", "Tài khoản"),
                "code",
                help="Điền nếu người này có tài khoản; mật khẩu đặt sau",
                example="hoant.gm",
            ),
        ]

    def _kind_lists(self):
        return {"duties": [spellings[0] for spellings in DUTIES.values()]}

    def _load(self, run, table, rows):
        groups = self._duty_groups(table, rows)
        departments = self._departments(run, rows)
        known = {
            employee.school_staff_code: employee
            for employee in self.env["hr.employee"].search(
                [
                    ("company_id", "=", run.company.id),
                    ("school_staff_code", "in", [row.values.get("staff_code") for row in rows]),
                ]
            )
        }
        self._load_users(run, table, rows, known, groups)
        entries = []
        for row in rows:
            if not row.is_valid:
                continue
            values = row.values
            person = {
                "school_staff_code": values["staff_code"],
                "name": values["name"],
                "company_id": run.company,
                "birthday": values.get("birth_date"),
                "sex": values.get("gender"),
                "department_id": departments.get(values.get("department")),
                "job_title": values.get("job"),
                "mobile_phone": values.get("phone"),
                "work_email": values.get("email"),
                "user_id": values.get("user"),
            }
            person = {name: value for name, value in person.items() if value}
            entries.append((row, known.get(values["staff_code"]), person))
        saved = self._save(table, "hr.employee", entries)
        self._give_duties(table, saved, groups)
        self._appoint(run, saved, groups)

    def _give_duties(self, table, staff, groups):
        """Add the duties that are missing; who may give which is the employee's own rule."""
        for row, employee in staff:
            missing = groups[row.number] - employee.school_duty_ids
            if missing and not employee.user_id:
                add_notice(table, row, "duties", "no_account")
            elif missing:
                try:
                    employee.school_duty_ids |= missing
                except UserError as error:
                    add_problem(table, row, "duties", "refused", reason=str(error))

    def _appoint(self, run, staff, groups):
        """Enter the principal and the heads of departments where their place is still free."""
        principal = self.env.ref("school_core.group_school_principal")
        may_appoint = run.company.has_access("write")
        for row, employee in staff:
            if principal in groups[row.number] and may_appoint:
                run.company.school_principal_id = run.company.school_principal_id or employee
            # A deputy has the duties of a head without being one.
            spellings = [fold(name) for name in row.values.get("duties", ())]
            if any(name.startswith(fold("Tổ trưởng")) for name in spellings):
                department = employee.department_id
                department.manager_id = department.manager_id or employee

    def _duty_groups(self, table, rows):
        """Return the groups of each row by its number."""
        by_spelling = {
            fold(spelling): duty for duty, spellings in DUTIES.items() for spelling in spellings
        }
        groups = {}
        for row in rows:
            own = self.env["res.groups"]
            for name in row.values.get("duties", ()):
                duty = by_spelling.get(fold(name))
                if duty:
                    own |= self.env.ref(f"school_core.group_school_{duty}")
                else:
                    add_problem(table, row, "duties", "no_duty", name=name)
            groups[row.number] = own
        return groups

    def _departments(self, run, rows):
        """Return the departments of the rows by name, made where they are missing."""
        names = {row.values["department"] for row in rows if "department" in row.values}
        Department = self.env["hr.department"]
        existing = Department.search([("company_id", "=", run.company.id)])
        known = {fold(department.name): department for department in existing}
        missing = {fold(name): name for name in sorted(names) if fold(name) not in known}
        if missing:
            made = Department.create(
                [
                    {
                        "name": name,
                        "company_id": run.company.id,
                        "school_kind": "office" if "vanphong" in key else "professional",
                    }
                    for key, name in missing.items()
                ]
            )
            known |= dict(zip(missing, made, strict=True))
        return {name: known[fold(name)] for name in names}

    def _load_users(self, run, table, rows, known, groups):
        """Make the users of the rows that give a new login."""
        rows = [row for row in rows if "login" in row.values and "staff_code" in row.values]
        Users = self.env["res.users"].with_context(no_reset_password=True, active_test=False)
        logins = [row.values["login"].lower() for row in rows]
        users = {user.login: user for user in Users.search([("login", "in", logins)])}
        new = []
        for row in rows:
            login = row.values["login"].lower()
            employee = known.get(row.values["staff_code"])
            user = users.get(login)
            if user and (not employee or employee.user_id != user):
                add_problem(table, row, "login", "login_taken")
            elif not user and not Users.has_access("create"):
                add_problem(table, row, "login", "no_logins")
            elif not user and row.is_valid:
                new.append((row, login))
        created = Users.create(
            [self._user_values(run, row, login, groups[row.number]) for row, login in new]
        )
        for (row, _login), user in zip(new, created, strict=True):
            row.values["user"] = user

    def _user_values(self, run, row, login, groups):
        return {
            "name": row.values["name"],
            "login": login,
            "email": row.values.get("email"),
            "company_id": run.company.id,
            "company_ids": [Command.set(run.company.ids)],
            "group_ids": [
                Command.set((groups or self.env.ref("school_core.group_school_staff")).ids)
            ],
            "tz": TIMEZONE,
            "lang": self.env.lang or self.env.user.lang,
        }
