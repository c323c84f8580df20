# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

#: The order in which lines are shown.
TONES = ("late", "todo", "info", "done")
PLANNERS = ("principal", "vice_academic")
KEEPERS_OF_PUPILS = ("secretary", "clerk")


class SchoolHome(models.AbstractModel):
    """What waits for the user today, shown after login.

    An addon adds its lines by inheriting ``school.home`` and extending :meth:`_lines` with
    :meth:`_line`. A provider asks the database once, with the user's own rights, whatever the
    size of the school.
    """

    _name = "school.home"
    _description = "Home"

    @api.readonly
    @api.model
    def get_today(self):
        """Return who and when (``head``) and what waits (``lines``), in one call."""
        lines = self._lines()
        return {
            "head": self._head(),
            "lines": sorted(lines, key=lambda line: TONES.index(line["tone"])),
        }

    @api.model
    def _lines(self):
        """Return the lines of the user; see :meth:`_line`."""
        year = self.env["school.year"]._current()
        return [
            *self._lines_year(year),
            *self._lines_plan(year),
            *self._lines_pupils(year),
            *self._lines_requests(),
            *self._lines_activities(),
        ]

    @api.model
    def _line(self, key, title, count, action, *, tone="todo", detail="", **changes):
        """Return a list with one line, or without any where ``count`` is 0.

        :param str action: xmlid of a window action, or the dict of an action
        :param changes: what differs from that action, e.g. ``domain`` or ``context``
        """
        if not count:
            return []
        if isinstance(action, str):
            action = self.env["ir.actions.act_window"]._for_xml_id(action)
        return [
            {
                "key": key,
                "title": title,
                "count": count,
                "tone": tone,
                "detail": detail,
                "action": {**action, **changes},
            }
        ]

    @api.model
    def _line_found(self, key, title, model, domain, action, **changes):
        """Return the line of the records of ``model`` in ``domain``, which alone it opens."""
        count = self.env[model].search_count(domain)
        return self._line(
            key, title, count, action, **{"domain": list(domain), "context": {}, **changes}
        )

    @api.model
    def _line_records(self, key, title, records, action, **changes):
        """Return the line of ``records``, which alone it opens."""
        domain = [("id", "in", records.ids)]
        return self._line(key, title, len(records), action, domain=domain, context={}, **changes)

    @api.model
    def _line_waiting(self, key, title, model, action):
        """Return the line of the records that wait for a duty of the user."""
        domain = self.env[model]._approval_waiting_domain()
        return self._line_found(key, title, model, domain, action)

    @api.model
    def _line_to_approve(self, key, title, model, action):
        """Return the line of the records that the user himself approves.

        The duty, which the domain asks for, alone does not say for whom of two a record waits.
        """
        if not self.env[model].has_access("read"):
            return []
        waiting = self.env[model].search(self.env[model]._approval_waiting_domain())
        mine = waiting.filtered(lambda one: "approve" in (one.approval_actions or ()))
        return self._line_records(key, title, mine, action)

    @api.model
    def _is_one_of(self, roles):
        return self.env.user._has_role(*roles)

    # who and when

    @api.model
    def _head(self):
        today = fields.Date.context_today(self)
        year = self.env["school.year"]._current()
        # Which groups exist is nobody's secret, but only administrators may read them.
        groups_sudo = self.env.user.sudo().group_ids.sorted("sequence", reverse=True)
        xmlids = groups_sudo._get_external_ids()
        roles_sudo = groups_sudo.filtered(
            lambda group: any(".group_school_" in xmlid for xmlid in xmlids[group.id])
        )
        return {
            "user": self.env.user.name,
            "roles": roles_sudo.mapped("name"),
            "school": self.env.company.name,
            "year": year.name or "",
            "week": year._week_of(today) if year else None,
            "today": fields.Date.to_string(today),
        }

    # lines of school_core

    @api.model
    def _lines_year(self, year):
        if year or not self._is_one_of(("system", *PLANNERS)):
            return []
        return self._line(
            "no_year",
            self.env._("No school year runs today"),
            1,
            "school_core.school_year_action",
            detail=self.env._("Set up the year with its terms and weeks."),
        )

    @api.model
    def _lines_plan(self, year):
        if not year or not self._is_one_of(PLANNERS):
            return []
        without_homeroom = Domain([("year_id", "=", year.id), ("homeroom_id", "=", False)])
        without_teacher = self.env["school.class.subject"]._untaught_domain(year)
        return [
            *self._line(
                "class_without_homeroom",
                self.env._("Classes without a homeroom teacher"),
                self.env["school.class"].search_count(without_homeroom),
                "school_core.school_class_action",
                context={"search_default_current_year": 1, "search_default_without_homeroom": 1},
            ),
            *self._line(
                "subject_without_teacher",
                self.env._("Subjects without a teacher"),
                self.env["school.class.subject"].search_count(without_teacher),
                {
                    "type": "ir.actions.act_window",
                    "name": self.env._("Subjects without a Teacher"),
                    "res_model": "school.class.subject",
                    "views": [[False, "list"], [False, "form"]],
                    "domain": list(without_teacher),
                    "context": {"group_by": "class_id"},
                },
            ),
        ]

    @api.model
    def _lines_pupils(self, year):
        """Pupils who lack the minimum of data (TM Điều 7.1): the own class's, or the school's."""
        missing = Domain([("missing_items", "!=", False), ("class_id", "!=", False)])
        if not self._is_one_of(KEEPERS_OF_PUPILS):
            if not self._is_one_of(("homeroom",)):
                return []
            missing &= Domain("class_id.homeroom_id.user_id", "=", self.env.uid)
        today, deadline = fields.Date.context_today(self), self._pupil_data_deadline(year)
        return self._line_found(
            "pupil_missing_data",
            self.env._("Pupils whose data are incomplete"),
            "school.student",
            missing,
            "school_core.school_student_action_missing",
            tone="info" if not deadline else "late" if deadline < today else "todo",
            detail=self.env._("To be completed by %(date)s", date=format_date(self.env, deadline))
            if deadline
            else "",
            context={"search_default_group_class": 1},
        )

    @api.model
    def _pupil_data_deadline(self, year):
        """Return the day by which the user is to have completed the data of pupils."""
        return year.pupil_data_deadline

    @api.model
    def _lines_requests(self):
        if not self._is_one_of(PLANNERS):
            return []
        return [
            *self._line_waiting(
                "unlock_requests",
                self.env._("Requests to open a closed book"),
                "school.unlock.request",
                "school_core.school_unlock_request_action",
            ),
            *self._line_waiting(
                "movement_requests",
                self.env._("Movements of pupils to decide"),
                "school.movement.request",
                "school_core.school_movement_request_action",
            ),
        ]

    @api.model
    def _lines_activities(self):
        """To-dos of Odoo that are due: approvals waiting for the user are among them."""
        today = fields.Date.context_today(self)
        due = Domain([("user_id", "=", self.env.uid), ("date_deadline", "<=", today)])
        counts = self.env["mail.activity"]._read_group(due, ["date_deadline:day"], ["__count"])
        late = sum(count for day, count in counts if day < today)
        return self._line(
            "activity",
            self.env._("To-dos that are due"),
            sum(count for _day, count in counts),
            "mail.mail_activity_action_my",
            tone="late" if late else "todo",
            detail=self.env._("%(count)s of them late", count=late) if late else "",
        )
