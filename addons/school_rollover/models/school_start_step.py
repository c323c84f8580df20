# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

#: Who sets up a year: TM Điều 6.2 (initial data), 9.1 (files of the staff), DN Điều 8.4.
STARTERS = ("principal", "vice_academic", "secretary", "clerk", "gradebook_admin", "system")
PLANNERS = ("principal", "vice_academic", "secretary")


class SchoolStartStep(models.AbstractModel):
    """The guided start of a school year (TM 6.2, DN 8.4, OPS-01): what is done and what is left."""

    _inherit = "school.start.step"

    @api.readonly
    @api.model
    def get_start(self, year_id=None):
        """Return the steps of a year, by default the last one that is not closed."""
        if not any(self.env.user.has_group(f"school_core.group_school_{r}") for r in STARTERS):
            raise AccessError(
                self.env._(
                    "The start of the year is for those who set it up: the principal, the"
                    " vice-principal, the secretary, the clerk and the administrators of the"
                    " gradebook and of the system."
                )
            )
        years = self.env["school.year"].search([("company_id", "=", self.env.company.id)])
        year = years.filtered(lambda one: one.id == year_id) or years.filtered(
            lambda one: one.state != "closed"
        )
        steps = sorted(self._steps(year[:1]), key=lambda step: step["sequence"])
        return {
            "school": self.env.company.name,
            "year_id": year[:1].id,
            "years": [{"id": one.id, "name": one.name} for one in years],
            "steps": steps,
        }

    @api.model
    def _steps(self, year):
        return [
            *super()._steps(year),
            *self._steps_year(year),
            *self._steps_staff(),
            *self._steps_classes(year),
            *self._steps_pupils(year),
            *self._steps_books(),
        ]

    @api.model
    def _count(self, model, domain):
        return self.env[model].search_count(list(domain))

    @api.model
    def _steps_year(self, year):
        setters = ("principal", "vice_academic", "system")
        years = {"type": "ir.actions.act_window", "res_model": "school.year"}
        own = {**years, "res_id": year.id, "views": [[False, "form"]]}
        holidays = year.action_view_holidays() if year else "school_core.school_holiday_action"
        free = self._count("resource.calendar.leaves", holidays["domain"]) if year else 0
        return [
            *self._step(
                10,
                "year",
                self.env._("School year and terms"),
                left=int(len(year.term_ids) < 2),
                who=setters,
                action={**own, "name": year.name}
                if year
                else "school_rollover.school_year_setup_action",
                detail=self.env._("The next year is copied from the present one and edited.")
                if not year
                else "",
            ),
            *self._step(
                20,
                "holidays",
                self.env._("Holidays"),
                left=int(not free),
                who=setters,
                action=holidays,
                detail=self.env._("%(count)s free days entered", count=free),
            ),
            *self._step(
                200,
                "open_year",
                self.env._("Open the school year"),
                left=int(year.state not in ("open", "closed")),
                who=setters,
                action={**own, "name": year.name} if year else None,
            ),
        ]

    @api.model
    def _steps_staff(self):
        own = Domain("company_id", "=", self.env.company.id)
        # whoever may not read the files of the staff knows colleagues by name all the same
        staff = "hr.employee.public"
        files = self.env.user.has_group("hr.group_hr_user")
        action = f"school_core.hr_employee{'' if files else '_public'}_action_school"
        total = self._count(staff, own)
        without = own & Domain("department_id", "=", False)
        left = self._count(staff, without) if total else 1
        without_head = own & Domain("manager_id", "=", False)
        departments = self._count("hr.department", own)
        headless = self._count("hr.department", without_head)
        return [
            *self._step(
                30,
                "departments",
                self.env._("Departments and their heads"),
                left=headless if departments else 1,
                total=departments,
                who=("principal", "system"),
                action="school_core.hr_department_action_school",
                detail=self.env._("To do: departments without a head"),
                domain=list(without_head if headless else own),
            ),
            *self._step(
                40,
                "staff",
                self.env._("Staff in their departments"),
                left=left,
                total=total,
                who=("principal", "clerk", "system"),
                action=action,
                detail=self.env._("To do: staff without a department"),
                domain=list(without if total and left else own),
            ),
        ]

    @api.model
    def _steps_classes(self, year):
        own = Domain("year_id", "=", year.id)
        total = self._count("school.class", own)
        without_plan = own & Domain("subject_ids", "=", False)
        without_homeroom = own & Domain("homeroom_id", "=", False)
        untaught = self.env["school.class.subject"]._untaught_domain(year) if year else Domain.FALSE
        classes = "school_core.school_class_action"
        context = {"default_year_id": year.id}
        return [
            *self._step(
                60,
                "classes",
                self.env._("Classes"),
                left=int(not total),
                total=total or None,
                who=PLANNERS,
                action=classes if total else "school_rollover.school_year_setup_action",
                **({"domain": list(own), "context": context} if total else {}),
            ),
            *self._step(
                70,
                "plans",
                self.env._("Subject plans"),
                left=self._count("school.class", without_plan) if total else 1,
                total=total,
                who=PLANNERS,
                action=classes,
                detail=self.env._("To do: classes without subjects"),
                domain=list(without_plan),
                context=context,
            ),
            *self._step(
                80,
                "homeroom",
                self.env._("Homeroom teachers"),
                left=self._count("school.class", without_homeroom) if total else 1,
                total=total,
                who=PLANNERS,
                action=classes,
                detail=self.env._("To do: classes without a homeroom teacher"),
                domain=list(without_homeroom),
                context=context,
            ),
            *self._step(
                90,
                "teaching",
                self.env._("Subject teachers"),
                left=self._count("school.class.subject", untaught) if total else 1,
                total=self._count("school.class.subject", own),
                who=PLANNERS,
                action={
                    "type": "ir.actions.act_window",
                    "name": self.env._("Subjects without a Teacher"),
                    "res_model": "school.class.subject",
                    "views": [[False, "list"], [False, "form"]],
                    "domain": list(untaught),
                    "context": {"group_by": "class_id"},
                },
                detail=self.env._("To do: subjects without a teacher"),
            ),
        ]

    @api.model
    def _steps_pupils(self, year):
        former = (
            self.env["school.year"].search(
                [("company_id", "=", self.env.company.id), ("date_end", "<", year.date_start)],
                limit=1,
            )
            if year
            else year
        )
        waiting = self.env["school.rollover"]._open_enrollments(former, year)
        own = Domain("school_id", "=", self.env.company.id)
        placeless = own & Domain("enrollment_ids", "=", False)
        in_year = Domain("enrollment_ids", "any", [("year_id", "=", year.id)])
        incomplete = own & in_year & Domain("missing_items", "!=", False)
        pupils = self._count("school.student", own & in_year)
        empty = Domain("year_id", "=", year.id) & Domain("enrollment_ids", "=", False)
        classes = self._count("school.class", [("year_id", "=", year.id)])
        students = "school_core.school_student_action"
        return [
            *self._step(
                100,
                "rollover",
                self.env._("Rollover of the former year"),
                left=len(waiting),
                total=len(waiting) + pupils if former else None,
                who=("secretary", "principal"),
                action="school_rollover.school_rollover_action",
                detail=self.env._("Pupils of %(year)s who are not placed yet", year=former.name)
                if former
                else self.env._("There is no former year"),
            ),
            *self._step(
                104,
                "pupils",
                self.env._("Pupils in the classes"),
                left=self._count("school.class", empty) if classes else 1,
                total=classes,
                who=("secretary", "clerk"),
                action="school_core.school_class_action",
                detail=self.env._("To do: classes without pupils"),
                domain=list(empty),
                context={},
            ),
            *self._step(
                106,
                "without_class",
                self.env._("New pupils without a class"),
                left=self._count("school.student", placeless),
                who=("secretary", "clerk"),
                action=students,
                detail=self.env._("Pupils of the school who were in no class yet"),
                domain=list(placeless),
                context={},
            ),
            *self._step(
                108,
                "missing",
                self.env._("Data of the pupils"),
                left=self._count("school.student", incomplete) if pupils else 1,
                total=pupils,
                who=("homeroom", "secretary", "clerk"),
                action="school_core.school_student_action_missing",
                detail=self.env._("To do: pupils whose data are incomplete"),
                domain=list(incomplete),
                context={},
            ),
        ]

    @api.model
    def _steps_books(self):
        # sudo: that the settings are there is no secret; who may change them is the form's matter
        school_sudo = self.env.company.sudo()
        names = ("school_principal_id", "school_abbreviation", "school_level_ids")
        missing = [name for name in names if not school_sudo[name]]
        return self._step(
            120,
            "settings",
            self.env._("Settings of the school and its books"),
            left=len(missing),
            total=len(names),
            who=("principal", "system"),
            action="school_core.res_company_action_school",
            detail=self.env._("Principal, abbreviation, levels; books without a lock"),
        )
