# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One account of each role, and what the account may reach, by SQL from duties and assignments."""

from dataclasses import dataclass, field

GROUPS = """
    WITH RECURSIVE held(gid) AS (
        SELECT gid FROM res_groups_users_rel WHERE uid = {user}
         UNION SELECT rel.hid FROM res_groups_implied_rel rel JOIN held ON held.gid = rel.gid
    )
    SELECT replace(data.name, 'group_school_', '') FROM held
      JOIN ir_model_data data
           ON data.model = 'res.groups' AND data.res_id = held.gid AND data.module = 'school_core'
     WHERE data.name != 'group_school_staff'
"""
IN_FORCE = "{line}.date_start <= {today} AND coalesce({line}.date_end, {today}) >= {today}"
# the classes that these employees teach or have as homeroom teachers today
CLASSES = """
    SELECT line.class_id FROM school_homeroom_assignment line
     WHERE line.teacher_id IN ({employees}) AND {in_force}
     UNION SELECT plan.class_id FROM school_teaching_assignment line
             JOIN school_class_subject plan ON plan.id = line.class_subject_id
            WHERE line.teacher_id IN ({employees}) AND {in_force}
"""
# who works in the departments that these employees lead, and in the groups below
MEMBERS = """
    SELECT version.employee_id FROM hr_version version
      JOIN hr_department department ON department.id = version.department_id
 LEFT JOIN hr_department above ON above.id = department.parent_id
     WHERE department.manager_id IN ({employees}) OR above.manager_id IN ({employees})
"""
AUTHORITIES = """
    WITH RECURSIVE below(id) AS (
        SELECT school_authority_id FROM res_users WHERE id = {user}
         UNION SELECT school_authority.id FROM school_authority
                 JOIN below ON below.id = school_authority.parent_id
    )
    SELECT school.id FROM res_company school JOIN below ON below.id = school.school_authority_id
"""


@dataclass
class Actor:
    """An account, and what the table of rights means for it."""

    login: str
    user: int
    partner: int
    roles: frozenset
    schools: frozenset
    overseen: frozenset
    employees: frozenset
    members: frozenset
    classes: frozenset
    pupils: frozenset
    children: frozenset
    matrix: dict = field(repr=False)

    @classmethod
    def of(cls, query, login, matrix, today):
        def ids(sql, **values):
            rows = query(sql.format(user=user, today=today, **values))
            return frozenset(row[0] for row in rows if row[0])

        [(user, partner)] = query(f"SELECT id, partner_id FROM res_users WHERE login = '{login}'")
        own = ids("SELECT id FROM hr_employee WHERE user_id = {user}")
        force = IN_FORCE.format(line="line", today=today)
        known = ", ".join(map(str, own or {0}))
        members = ids(MEMBERS, employees=known)
        everybody = ", ".join(map(str, own | members or {0}))
        classes = ids(CLASSES, employees=everybody, in_force=force)
        within = ", ".join(map(str, classes or {0}))
        return cls(
            login=login,
            user=user,
            partner=partner,
            roles=ids(GROUPS),
            schools=ids("SELECT cid FROM res_company_users_rel WHERE user_id = {user}"),
            overseen=ids(AUTHORITIES),
            employees=own,
            members=members,
            classes=classes,
            pupils=ids(f"SELECT student_id FROM school_enrollment WHERE class_id IN ({within})"),
            children=ids("SELECT student_id FROM school_guardian WHERE user_id = {user}"),
            matrix=matrix,
        )

    def reaches(self, model, operation):
        """Return how far the table lets the account's roles reach; empty for a model without."""
        return {self.matrix[model][role][operation] for role in self.roles if model in self.matrix}

    def may(self, model, operation, facts):
        """Whether the table, or else the bounds of the school, allow this record."""
        if "document" in facts:
            # files and messages follow what they belong to
            document, of_document = facts["document"]
            return self.is_mine(facts) or self.may(document, operation, of_document)
        reaches = self.reaches(model, operation)
        if model == "res.partner" and not facts["pupil"]:
            reaches = set()  # the table speaks of families; this is a colleague or a firm
        if model == "res.users" and not facts["school"]:
            reaches = set()  # of no school: the program itself
        if "all" in reaches:
            return True
        schools = self.schools
        if operation == "read" and reaches - {"-"}:
            schools |= self.overseen
        if self.is_mine(facts):
            return True
        if facts["school"] and not facts["school"] & schools:
            return False
        if not reaches or reaches & {"school", "own"}:
            return True
        if "class" in reaches:
            return self._is_of_class(facts)
        return False

    def scope(self, facts):
        """Return how far from the account a record lies."""
        if facts["school"] and not facts["school"] & self.schools:
            return "other school"
        if self.is_mine(facts):
            return "own"
        return "own class" if self._is_of_class(facts) else "other class"

    def is_mine(self, facts):
        """Of oneself or one's own children: rules open these wherever the table says nothing."""
        return bool(
            self.user in facts["user"]
            or self.partner in facts["partner"]
            or facts["employee"] & self.employees
            or facts["pupil"] & self.children
        )

    def _is_of_class(self, facts):
        told = facts["class"] or facts["pupil"] or facts["employee"]
        return not told or bool(
            facts["class"] & self.classes
            or facts["pupil"] & self.pupils
            or facts["employee"] & self.members
        )
