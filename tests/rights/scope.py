# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whose record a row is: its school, class, pupil and people, found by SQL along foreign keys.

Nothing here asks Odoo's access rights or record rules: this is the other side of the comparison.
"""

from collections import defaultdict

# columns that say who typed something, not whose it is
TYPISTS = frozenset(("create_uid", "write_uid"))
LINKS = """
    SELECT child.relname, part.attname, parent.relname, part.attnotnull
      FROM pg_constraint link
      JOIN pg_class child ON child.oid = link.conrelid
      JOIN pg_class parent ON parent.oid = link.confrelid
      JOIN pg_attribute part ON part.attrelid = link.conrelid AND part.attnum = link.conkey[1]
     WHERE link.contype = 'f' AND cardinality(link.conkey) = 1
  ORDER BY 1, part.attnotnull DESC, 2
"""
# what stands for a record of any model: (columns of the model's name and of the id)
PEOPLE = ("res_partner", "res_users", "res_company")
POINTERS = {
    "ir_attachment": ("res_model", "res_id"),
    "mail_message": ("model", "res_id"),
    "mail_activity": ("res_model", "res_id"),
    "mail_followers": ("res_model", "res_id"),
    "school_approval_line": ("model", "res_id"),
}
# people work in the schools that they may open; contacts are those of a pupil, a family, a person
SCHOOLS_OF = {
    "res_company": "SELECT id, id FROM res_company WHERE id IN ({ids})",
    "res_users": "SELECT user_id, cid FROM res_company_users_rel WHERE user_id IN ({ids})",
    "res_partner": """
        SELECT id, company_id FROM res_partner WHERE id IN ({ids}) AND company_id IS NOT NULL
         UNION SELECT partner_id, school_id FROM school_student WHERE partner_id IN ({ids})
         UNION SELECT guardian.partner_id, pupil.school_id FROM school_guardian guardian
                 JOIN school_student pupil ON pupil.id = guardian.student_id
                WHERE guardian.partner_id IN ({ids})
         UNION SELECT person.partner_id, rel.cid FROM res_users person
                 JOIN res_company_users_rel rel ON rel.user_id = person.id
                WHERE person.partner_id IN ({ids})
         UNION SELECT work_contact_id, company_id FROM hr_employee
                WHERE work_contact_id IN ({ids})
    """,
}
# a company that is no school (an office, the operator) has nothing to hide here
SCHOOLS = "SELECT id FROM res_company WHERE school_code IS NOT NULL"
FAMILIES = """
    SELECT partner_id, id FROM school_student WHERE partner_id IN ({ids})
     UNION SELECT partner_id, student_id FROM school_guardian WHERE partner_id IN ({ids})
"""
TARGETS = {
    "school": "res_company",
    "class": "school_class",
    "pupil": "school_student",
    "employee": "hr_employee",
}


class Scope:
    """Reads the foreign keys once; ``query(sql)`` returns rows as lists."""

    def __init__(self, query):
        self.query = query
        self.links = defaultdict(list)
        for child, column, parent, required in query(LINKS):
            if column not in TYPISTS:
                self.links[child].append((column, parent, required))
        self._paths = {}
        self.schools = {i for (i,) in query(SCHOOLS)}

    def path(self, table, target):
        """Return the columns from ``table`` to ``target``, the shortest way, or None.

        A way leads over what a row belongs to: no step but the last goes through people, contacts
        or users, who belong to more than one thing.
        """
        key = table, target
        if key not in self._paths:
            self._paths[key] = self._find(table, target)
        return self._paths[key]

    def _find(self, table, target):
        seen, layer = {table}, [((), table)]
        while layer:
            following = []
            for columns, here in layer:
                if here == target:
                    return columns
                if columns and here in PEOPLE:
                    continue
                for column, parent, _required in self.links[here]:
                    if parent not in seen or parent == target:
                        seen.add(parent)
                        following.append(((*columns, (here, column, parent)), parent))
            layer = following
        return None

    def _walk(self, table, ids, path):
        """Return id → id at the end of ``path``."""
        joins, last = "", "t0.id"
        for i, (_here, column, parent) in enumerate(path):
            last = f"t{i}.{column}"
            if i + 1 < len(path):
                joins += f" LEFT JOIN {parent} t{i + 1} ON t{i + 1}.id = {last}"
        where = f"t0.id IN ({numbers(ids)})"
        return dict(self.query(f"SELECT t0.id, {last} FROM {table} t0{joins} WHERE {where}"))

    def facts(self, table, ids):
        """Return id → {"school": {ids}, "class": .., "pupil": .., "employee": .., "user": ..}.

        What belongs to a record of another model has its model and facts as "document".
        """
        found = {i: {name: set() for name in (*TARGETS, "user", "partner")} for i in ids}
        if not ids:
            return found
        if table in POINTERS:
            self._pointed(table, found)
        if table in SCHOOLS_OF:
            for i, school in self.query(SCHOOLS_OF[table].format(ids=numbers(ids))):
                found[i]["school"].add(school)
        if table == "res_partner":
            for i, pupil in self.query(FAMILIES.format(ids=numbers(ids))):
                found[i]["pupil"].add(pupil)
        for name, target in TARGETS.items():
            path = self.path(table, target)
            if path is None or (name == "school" and table in SCHOOLS_OF):
                continue
            for i, end in self._walk(table, ids, path).items():
                if end:
                    found[i][name].add(end)
        self._people(table, found)
        self._schools_of_users(found)
        for facts in found.values():
            facts["school"] &= self.schools
        return found

    def _schools_of_users(self, found):
        """What belongs to nothing but an account belongs to the schools of the account."""
        bare = {i: facts for i, facts in found.items() if not facts["school"] and facts["user"]}
        users = {user for facts in bare.values() for user in facts["user"]}
        if users:
            pairs = self.query(SCHOOLS_OF["res_users"].format(ids=numbers(users)))
            for facts in bare.values():
                facts["school"] |= {school for user, school in pairs if user in facts["user"]}

    def _people(self, table, found):
        for name, parent in (("user", "res_users"), ("partner", "res_partner")):
            columns = [c for c, to, _required in self.links[table] if to == parent]
            columns += ["id"] if table == parent else []
            for column in columns:
                for i, end in self._walk(table, found, [(table, column, parent)]).items():
                    found[i][name] |= {end} - {None}
        columns = [c for c, to, _required in self.links[table] if to == "hr_employee"]
        for column in columns:
            for i, end in self._walk(table, found, [(table, column, "hr_employee")]).items():
                found[i]["employee"] |= {end} - {None}

    def _pointed(self, table, found):
        model_column, id_column = POINTERS[table]
        where = f"id IN ({numbers(found)}) AND {id_column} > 0"
        targets = defaultdict(lambda: defaultdict(list))
        for i, model, target in self.query(
            f"SELECT id, {model_column}, {id_column} FROM {table} WHERE {where}"
        ):
            targets[(model or "").replace(".", "_")][target].append(i)
        for of_table, rows in targets.items():
            if of_table in POINTERS or not self._is_table(of_table):
                continue
            for target, facts in self.facts(of_table, list(rows)).items():
                for i in rows[target]:
                    found[i]["document"] = of_table.replace("_", "."), facts

    def _is_table(self, name):
        return bool(self.query(f"SELECT 1 FROM pg_class WHERE relname = '{name}'"))


def numbers(ids):
    return ", ".join(str(int(i)) for i in ids)
