# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.tools.local_time import TIMEZONE

from .res_users_keeping import KEEPERS

#: What Odoo would do for each account by itself: e-mails, notes on the contact.
QUIET = {
    "no_reset_password": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "school_many_accounts": True,
}


class SchoolAccountMaker(models.AbstractModel):
    """Makes the accounts that :class:`SchoolAccountProposal` proposes, without passwords.

    Which login and which rights an account gets is never taken from the caller: it is proposed
    anew for the persons chosen.
    """

    _name = "school.account.maker"
    _description = "Making of Accounts"

    @api.model
    def _check_maker(self, school):
        if self.env.su or self.env.user.has_group("base.group_erp_manager"):
            return
        if not any(self.env.user.has_group(xmlid) for xmlid in KEEPERS):
            raise AccessError(
                self.env._(
                    "Only the principal or the school's system administrator makes accounts."
                )
            )
        if school not in self.env.user.company_ids:
            raise AccessError(
                # the name of a school is no secret
                self.env._("%(school)s is not your school.", school=school.sudo().name)
            )

    @api.model
    def _make_staff(self, school, employees, administrator=None):
        """Make the accounts of ``employees`` who have none and lack nothing; return them.

        :param administrator: the employee who gets the account of the school's administrator
        """
        self._check_maker(school)
        administrator = administrator or employees.browse()
        if administrator.user_id:
            raise UserError(
                self.env._(
                    "%(employee)s has the account %(login)s already; the school administrator's"
                    " account is for a person without one.",
                    employee=administrator.name,
                    # whoever makes accounts sees their logins, and not the users
                    login=administrator.sudo().user_id.login,
                )
            )
        if administrator and not school.school_district_abbreviation:
            raise UserError(
                self.env._(
                    "%(school)s has no abbreviation of its district, with which the"
                    " administrator's login begins.",
                    school=school.name,
                )
            )
        chosen = {
            proposal["employee_id"]: proposal
            for proposal in self.env["school.account.proposal"]._staff(school, administrator)
            if proposal["state"] == "new" and proposal["employee_id"] in employees.ids
        }
        # sudo: users are the operator's to make; which ones and with which rights is decided here.
        employees_sudo = self.env["hr.employee"].sudo().browse(chosen)
        by_assignment = self._duties_by_assignment(employees_sudo)
        staff = self.env.ref("school_core.group_school_staff")
        new_sudo = employees_sudo.filtered(lambda e: not chosen[e.id]["former_user_id"])
        users_sudo = self._create_users(
            school,
            [
                {
                    "name": employee.name,
                    "login": chosen[employee.id]["login"],
                    "email": employee.work_email,
                    "group_ids": [Command.set((staff | by_assignment.get(employee, staff)).ids)],
                }
                for employee in new_sudo
            ],
            [employee.work_contact_id for employee in new_sudo],
        )
        # By the resource, which the account belongs to: the employee's own write would look
        # for the channels of each one's department.
        for employee, user in zip(new_sudo, users_sudo, strict=True):
            employee.resource_id.user_id = user
        users_sudo |= self._return_accounts(employees_sudo - new_sudo, chosen)
        self.env["school.duty"]._reconcile(users_sudo)
        if administrator and administrator.user_id:
            self.env["school.duty"].create(
                {
                    "teacher_id": administrator.id,
                    "group_id": self.env.ref("school_core.group_school_system").id,
                    "date_start": self.env["res.users"]._school_today(),
                }
            )
        return users_sudo.sudo(False)

    @api.model
    def _return_accounts(self, employees_sudo, chosen):
        """Give those who return to a new file their former account."""
        users_sudo = self.env["res.users"].sudo()
        for employee in employees_sudo:
            users_sudo |= users_sudo.browse(chosen[employee.id]["former_user_id"])
        former_sudo = employees_sudo.with_context(active_test=False).search(
            [("user_id", "in", users_sudo.ids)]
        )
        former_sudo.resource_id.user_id = False
        self.env.flush_all()
        for employee in employees_sudo:
            employee.resource_id.user_id = chosen[employee.id]["former_user_id"]
        users_sudo._give_access_back()
        return users_sudo

    @api.model
    def _make_parents(self, school, classes, guardians):
        """Make the accounts of ``guardians`` who have none and lack nothing; return them."""
        self._check_maker(school)
        chosen = [
            proposal
            for proposal in self.env["school.account.proposal"]._parents(school, classes)
            if proposal["state"] == "new"
            and set(proposal["guardian_ids"][0][2]) & set(guardians.ids)
        ]
        group = self.env.ref("school_core.group_school_parent")
        new = [proposal for proposal in chosen if not proposal["former_user_id"]]
        # sudo: as in _make_staff; guardians are linked by the program alone.
        guardians_sudo = self.env["school.guardian"].sudo()
        first_rows = guardians_sudo.browse(p["guardian_ids"][0][2][0] for p in new)
        users_sudo = self._create_users(
            school,
            [
                {
                    "name": proposal["name"],
                    "login": proposal["login"],
                    "group_ids": [Command.set(group.ids)],
                }
                for proposal in new
            ],
            [row.partner_id for row in first_rows],
        )
        for proposal, user in zip(new, users_sudo, strict=True):
            proposal["former_user_id"] = user.id
        for proposal in chosen:
            user_sudo = users_sudo.browse(proposal["former_user_id"])
            rows = guardians_sudo.browse(proposal["guardian_ids"][0][2])
            rows.user_id = user_sudo
            if school not in user_sudo.company_ids:
                user_sudo.company_ids = [Command.link(school.id)]
            users_sudo |= user_sudo
        guardians_sudo._follow_children(users_sudo)
        return users_sudo.sudo(False)

    @api.model
    def _create_users(self, school, vals_list, contacts):
        """Create users on their ``contacts``, unless somebody signs in by such a one already.

        :param contacts: for each of ``vals_list`` a contact that holds name and address, or none
        """
        # sudo: see _make_staff
        users_sudo = self.env["res.users"].sudo().with_context(**QUIET, active_test=False)
        partners_sudo = self.env["res.partner"].sudo().union(*contacts)
        taken = users_sudo.search([("partner_id", "in", partners_sudo.ids)]).partner_id
        personal = {
            "lang": "vi_VN" if self.env["res.lang"]._get_data(code="vi_VN") else self.env.lang,
            "tz": TIMEZONE,
        }
        # All at once: by way of the users, each contact would be written by itself.
        free_sudo = partners_sudo - taken
        free_sudo.write(personal)
        free_sudo.fetch(["active", "company_id"])
        values = []
        for vals, contact in zip(vals_list, contacts, strict=True):
            person = {"partner_id": contact.id}
            if not contact or contact in taken:
                person = {"name": vals["name"], "email": vals.get("email"), **personal}
            values.append(
                {
                    "login": vals["login"],
                    "group_ids": vals["group_ids"],
                    "company_id": school.id,
                    "company_ids": [Command.set(school.ids)],
                    **person,
                }
            )
        return users_sudo.create(values).with_context(active_test=True)

    @api.model
    def _duties_by_assignment(self, employees):
        """Return {employee: groups} for those who are assigned to classes, now or soon."""
        today = self.env["res.users"]._school_today()
        open_now = ["|", ("date_end", "=", False), ("date_end", ">=", today)]
        found = {}
        for model, name in (
            ("school.teaching.assignment", "teacher"),
            ("school.homeroom.assignment", "homeroom"),
        ):
            group = self.env.ref(f"school_core.group_school_{name}")
            # who is assigned decides about the duties, also where the maker does not see the class
            assignments = self.env[model].sudo()
            assigned = assignments.search(
                [("teacher_id", "in", employees.ids), *open_now]
            ).teacher_id
            for employee in assigned:
                found[employee] = found.get(employee, group) | group
        return found
