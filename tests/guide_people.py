# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who reads a guide and has no account in the sample schools."""

CHILD = """
    SELECT guardian.id, guardian.student_id FROM school_guardian guardian
      JOIN school_enrollment line
           ON line.student_id = guardian.student_id AND line.date_end IS NULL
      JOIN school_homeroom_assignment assigned ON assigned.class_id = line.class_id
      JOIN hr_employee teacher ON teacher.id = assigned.teacher_id
      JOIN res_users users ON users.id = teacher.user_id AND users.login = '%s'
  ORDER BY guardian.id LIMIT 1
"""


class GuidePeople:
    """Accounts beside those of the sample schools; ``logins`` has all of them by role."""

    def __init__(self, school):
        self.school = school
        self.logins = {role: login for login, role in school.logins}
        office = self.session("Quản trị hệ thống")
        (self.company,) = office.user["user_companies"]["allowed_companies"]
        self._add_people()

    def session(self, role):
        """Return calls of who has a role, in the language of the screens."""
        session = self.school.session(self.logins[role])
        session.context = {"lang": "vi_VN"}
        return session

    def _add_people(self):
        """Give accounts to the roles that nobody has in the sample schools."""
        commune, below = self._commune()
        officer = {"school_authority_id": commune, "company_id": below}
        self._add_account("Tổ trưởng văn phòng", "head_office", "Nguyễn Thị Lan")
        self._add_account("Cán bộ xã", "commune_officer", "Trần Văn Bình", **officer)
        parent = self._add_account("Cha mẹ học sinh", "parent", "Nguyễn Thị Hòa")
        homeroom = self.logins["Giáo viên chủ nhiệm"]
        guardian, self.child = self.school.psql(CHILD % homeroom).split("|")
        self.school.psql(f"UPDATE school_guardian SET user_id = {parent} WHERE id = {guardian}")

    def _commune(self):
        """Put the schools of the province but the first under a commune; return it and one."""
        admin = self.school.session("admin")
        above = admin("school.authority", "search", [[["kind", "=", "province"]]])
        values = {"name": "UBND xã Suối Ngàn", "code": "xa-sn", "kind": "commune"}
        values["parent_id"] = above[0]
        commune = admin("school.authority", "create", [values])
        self.school.psql(
            f"UPDATE res_company SET school_authority_id = {commune}"
            f" WHERE school_authority_id = {above[0]} AND id != {self.company}"
        )
        below = self.school.psql(
            f"SELECT min(id) FROM res_company WHERE school_authority_id = {commune}"
        )
        return commune, int(below)

    def _add_account(self, role, group, name, **values):
        id_of_group = self.school.psql(
            "SELECT res_id FROM ir_model_data WHERE module = 'school_core'"
            f" AND name = 'group_school_{group}'"
        )
        self.logins[role] = f"{group}.mau"
        values |= {"name": name, "login": self.logins[role], "lang": "vi_VN"}
        values.setdefault("company_id", int(self.company))
        values["company_ids"] = [[6, 0, [values["company_id"]]]]
        values["group_ids"] = [[6, 0, [int(id_of_group)]]]
        user = self.school.session("admin")("res.users", "create", [values])
        self.school.psql(
            "UPDATE res_users SET password = other.password FROM res_users other"
            f" WHERE other.login = 'admin' AND res_users.id = {user}"
        )
        return user
