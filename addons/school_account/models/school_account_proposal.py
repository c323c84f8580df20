# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, models
from odoo.fields import Domain

from odoo.addons.school_core.tools import vietnamese
from odoo.addons.school_core.tools.dated import in_force

from ..tools import account_names


class SchoolAccountProposal(models.AbstractModel):
    """Who of a school has an account, who gets which login, and who lacks what.

    A proposal is a dict of the fields of ``school.account.batch.line``. What is proposed is what
    is then made: both read the same staff, guardians and taken logins.
    """

    _name = "school.account.proposal"
    _description = "Proposal of Accounts"

    @api.model
    def _staff(self, school, administrator=None):
        """Return the proposals for the staff of ``school``, sorted the Vietnamese way.

        :param administrator: who gets the account of the school's administrator (DN Điều 3.2 b)
        """
        employees = self.env["hr.employee"].search([("company_id", "=", school.id)])
        returning = self._returning(employees.filtered(lambda e: not e.user_id))
        abbreviation = school.school_abbreviation
        names = {}
        for employee in employees:
            if employee == administrator and school.school_district_abbreviation:
                names[employee] = account_names.administrator_login(
                    school.school_district_abbreviation, abbreviation or ""
                )
            else:
                names[employee] = account_names.staff_login(employee.name, abbreviation or "")
        new = [e for e in employees if not e.user_id and e not in returning and names[e]]
        wanted = [names[employee] for employee in new]
        taken = self.env["res.users"]._taken_logins(wanted)
        logins = dict(zip(new, account_names.number_clashes(wanted, taken), strict=True))
        users = employees.with_context(active_test=False).user_id
        states = self._states(users)
        found = []
        for employee in employees:
            # sudo: the login of a colleague is told to the keeper of accounts.
            user = employee.user_id
            user_sudo = (user or returning.get(employee, user)).sudo()
            problem = ""
            if not user_sudo and not abbreviation:
                problem = self.env._("The school has no abbreviation.")
            elif not user_sudo and not names[employee]:
                problem = self.env._("The name has no letter to make a login of.")
            state = "lacking" if problem else states.get(user.id, "new")
            note = ""
            if employee in returning:
                note = self.env._("Returns: has the former account back.")
            elif not employee.work_email and state != "used":
                note = self.env._("No e-mail address: the letter must be printed.")
            found.append(
                {
                    "employee_id": employee.id,
                    "name": employee.name,
                    "place": employee.department_id.name or "",
                    "login": user_sudo.login or logins.get(employee, ""),
                    "email": employee.work_email or "",
                    "user_id": user.id,
                    "former_user_id": returning.get(employee, user).id if not user else False,
                    "state": state,
                    "note": problem or note,
                }
            )
        return found

    @api.model
    def _returning(self, employees):
        """Return {employee: former account} of those who worked here before.

        It is the same person if name and date of birth are those of a former member of the staff.
        """
        known = employees.filtered(lambda e: e.sudo().birthday)
        if not known:
            return {}
        former_sudo = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "in", known.company_id.ids),
                    ("id", "not in", known.ids),
                    ("name_plain", "in", known.mapped("name_plain")),
                    ("user_id.active", "=", False),
                    ("user_id.school_left_on", "!=", False),
                ]
            )
        )
        by_person = {(f.company_id, f.name_plain, f.birthday): f.user_id for f in former_sudo}
        found = {}
        for employee in known:
            # compared only: the birthday is not the maker's to read
            person = (employee.company_id, employee.name_plain, employee.sudo().birthday)
            if person in by_person:
                found[employee] = by_person.pop(person)
        return found

    @api.model
    def _parents(self, school, classes):
        """Return the proposals for the guardians of the pupils in ``classes``, class by class."""
        # one query for all of them, wherever they come from
        classes = classes.browse(classes.ids)
        present = Domain.OR(
            Domain("class_id", "in", of_year.ids) & in_force(year._day_within())
            for year, of_year in classes.grouped("year_id").items()
        )
        places = self.env["school.enrollment"].search(present)
        class_of = {place.student_id: place.class_id for place in places}
        guardians = self.env["school.guardian"].search(
            [("student_id", "in", places.student_id.ids)]
        )
        order = {school_class: n for n, school_class in enumerate(classes)}
        persons = {}
        for guardian in guardians.sorted(
            lambda g: (
                order[class_of[g.student_id]],
                g.student_id.name_key,
                g.student_id.id,
                g.sequence,
                g.id,
            )
        ):
            persons.setdefault(self._person(guardian), []).append(guardian)
        accounts = self._accounts(persons)
        shared = self._shared_phones(persons, accounts)
        users = self.env["res.users"].union(*accounts.values())
        states = self._states(users)
        found = []
        for person, rows in persons.items():
            first, user = rows[0], accounts.get(person)
            phone, note, problem, login = person[1], "", "", ""
            # the account is told by its login and whether it is of another school
            elsewhere = user and school not in user.sudo().company_ids
            if user:
                login = user.sudo().login
                if elsewhere:
                    note = self.env._("Has an account for a child at another school already.")
            elif phone and phone not in shared:
                login = phone
            elif not school.school_abbreviation:
                problem = self.env._("The school has no abbreviation.")
            else:
                login = account_names.card_login(first.partner_id.id, school.school_abbreviation)
                note = self.env._("No telephone: login by card.")
                if phone:
                    note = self.env._(
                        "The telephone is also that of %(others)s: login by card.",
                        others=", ".join(shared[phone] - {first.name}) or "?",
                    )
            children = self.env["school.student"].union(*(row.student_id for row in rows))
            # compared only
            linked = user and all(row.sudo().user_id == user for row in rows)
            state = "lacking" if problem else "new"
            if linked and not elsewhere:
                state = states.get(user.id, "new")
            found.append(
                {
                    "guardian_ids": [Command.set([row.id for row in rows])],
                    "class_id": class_of[first.student_id].id,
                    "name": first.name,
                    "place": class_of[first.student_id].name,
                    "children": ", ".join(
                        f"{child.name} ({class_of[child].name})" for child in children
                    ),
                    "login": login,
                    "email": first.email or "",
                    "user_id": user.id if linked and not elsewhere else False,
                    "former_user_id": user.id if user else False,
                    "state": state,
                    "note": problem or note,
                }
            )
        return found

    @api.model
    def _person(self, guardian):
        """Return what tells one person from another: name and telephone, or the contact."""
        phone = guardian.phone or ""
        number = phone.startswith("+") and phone
        name = vietnamese.plain(vietnamese.clean_name(guardian.name))
        return (name, number) if number else (f"#{guardian.partner_id.id}", "")

    @api.model
    def _accounts(self, persons):
        """Return {person: account}: of a child here, or by telephone and name at another school."""
        accounts = {}
        for person, rows in persons.items():
            # sudo: the keeper of accounts may not read users, but deals with these.
            user_sudo = rows[0].sudo().with_context(active_test=False).user_id
            for row in rows[1:]:
                user_sudo = user_sudo or row.sudo().with_context(active_test=False).user_id
            if user_sudo:
                accounts[person] = user_sudo.sudo(False)
        phones = [person[1] for person in persons if person[1] and person not in accounts]
        # sudo: as above; a login is found by the exact number, and it counts only for its name.
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search([("login", "in", phones), ("share", "=", True)])
        )
        for user_sudo in users_sudo:
            person = (vietnamese.plain(user_sudo.name), user_sudo.login)
            if person in persons:
                accounts[person] = user_sudo.sudo(False)
        return accounts

    @api.model
    def _shared_phones(self, persons, accounts):
        """Return {phone: names of those who gave it}, where it cannot be the login of one."""
        phones = {}
        for (_name, phone), rows in persons.items():
            if phone:
                phones.setdefault(phone, set()).add(rows[0].name)
        users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        for user in users_sudo.search_fetch([("login", "in", list(phones))], ["login", "name"]):
            if user.sudo(False) not in accounts.values():
                phones[user.login].add(user.name)
        return {phone: names for phone, names in phones.items() if len(names) > 1}

    @api.model
    def _states(self, users):
        """Return {id of an account: where its first use stands}."""
        with_password = users._with_password()
        codes_sudo = self.env["school.account.code"].sudo().search([("user_id", "in", users.ids)])
        codes = {code.user_id.id: code for code in codes_sudo}
        states = {}
        for user_sudo in users.sudo():
            code = codes.get(user_sudo.id)
            if not user_sudo.active or user_sudo.school_account_ids.locked_date:
                states[user_sudo.id] = "locked"
            elif user_sudo.sudo(False) in with_password:
                states[user_sudo.id] = "used"
            elif code and code._is_open():
                states[user_sudo.id] = "waiting"
            else:
                states[user_sudo.id] = "expired" if code else "made"
        return states
