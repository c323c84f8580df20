# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
from datetime import timedelta

import psycopg2
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.access_matrix import Undo
from odoo.addons.school_core.tests.common import covers

from .correction_common import CorrectionCommon

LOGINS = (
    *("teacher", "other_teacher", "homeroom", "head_department", "vice_academic", "principal"),
    *("gradebook_admin", "secretary", "clerk", "system"),
)
#: Who decides about locks opens them rightly; that is not tried here.
NO_KEEPERS = tuple(login for login in LOGINS if login not in ("gradebook_admin", "principal"))
COLUMNS = ("regular_1", "midterm", "final")
STEPS = ("submit", "confirm", "approve", "execute", "refuse", "withdraw", "reopen")
TEACHER = ("teacher", "teacher", "midterm", 9.5, "submit")
operation = st.tuples(
    st.sampled_from(
        (
            *("write", "sudo_write", "web_save", "grid", "make", "remove", "load", "copy", "lock"),
            *("unlock", "grant", "request", "ask", "ask", "tamper", "results", "wait"),
            *("step", "step", "go_on", "go_on", "go_on", "go_on"),
        )
    ),
    st.sampled_from(LOGINS),
    st.sampled_from(NO_KEEPERS),
    st.sampled_from(COLUMNS),
    st.sampled_from((0, 5, 9.5, 10)),
    st.sampled_from(STEPS),
)


@tagged("post_install", "-at_install")
class TestLockedCells(CorrectionCommon):
    """A locked cell never changes, whatever is tried in whatever order by whomever (LOCK-01).

    The only exception is a dossier that went its whole way, and then the cell holds what the
    dossier says.
    """

    @covers("LOCK-01", "GB-06")
    @mute_logger("odoo.sql_db")
    def test_no_sequence_of_operations_changes_a_locked_cell(self):
        carried_out = []

        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @example([("ask", *TEACHER), ("go_on", *TEACHER), ("write", *TEACHER), ("go_on", *TEACHER)])
        @given(st.lists(operation, min_size=8, max_size=20))
        def run(operations):
            with (
                contextlib.suppress(Undo),
                freeze_time("2026-11-20 03:00:00") as clock,
                self.env.cr.savepoint(),
            ):
                self.clock = clock
                for number, (name, *what) in enumerate(operations):
                    self._try(getattr(self, f"_do_{name}"), *what)
                    self._check(operations[: number + 1])
                carried_out.extend(self._applied())
                raise Undo
            self.env.invalidate_all()

        run()
        self.assertTrue(carried_out, "some dossiers went the whole way")

    def _try(self, action, *what):
        with (
            contextlib.suppress(UserError, psycopg2.Error),
            self.env.cr.savepoint(),
        ):
            action(*what)
            self.env.flush_all()

    def _applied(self):
        return self.env["school.mark.correction"].search([("approval_state", "=", "applied")])

    def _check(self, operations):
        self.env.flush_all()
        self.env.invalidate_all()
        allowed = {(self.binh.id, name): {value} for name, value in self.before.items()}
        for line in self._applied().line_ids:
            allowed.setdefault((line.student_id.id, line.column_id.code), {False}).add(
                line.new_value
            )
        for row in self.sheet.mark_ids:
            for name in COLUMNS:
                values = allowed.get((row.student_id.id, name), {False})
                self.assertIn(
                    (row[name], row[name] is False),
                    [(value, value is False) for value in values],
                    operations,
                )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = {name: cls.mark[name] for name in COLUMNS}

    # what is tried; each with the login of anybody, one who keeps no locks, a column, a value, a step

    def _do_write(self, login, _other, column, value, _step):
        self._as(login, self.mark).write({column: value})

    def _do_sudo_write(self, login, _other, column, value, _step):
        self._as(login, self.mark).sudo().write({column: value, "remark": "x"})

    def _do_web_save(self, login, _other, column, value, _step):
        self._as(login, self.mark).web_save({column: value}, {})

    def _do_grid(self, login, _other, column, value, _step):
        cells = [self._cell(self.binh, column, value, seen=self.mark[column])]
        cells.append(self._cell(self.anh, column, value))
        self._as(login, self.sheet).grid_save({"number": 1, "cells": cells})

    def _do_make(self, login, _other, column, value, _step):
        self._as(login, self.env["school.mark"]).create(
            {"sheet_id": self.sheet.id, "student_id": self.anh.id, column: value}
        )

    def _do_remove(self, login, _other, _column, _value, _step):
        self._as(login, self.mark).sudo().unlink()

    def _do_load(self, login, _other, column, value, _step):
        marks = self._as(login, self.env["school.mark"])
        marks.load([".id", column], [[str(self.mark.id), str(value)]])

    def _do_copy(self, login, _other, column, value, _step):
        self._as(login, self.mark).copy({"student_id": self.anh.id, column: value})

    def _do_lock(self, _login, other, _column, _value, _step):
        self._as(other, self.lock).write({"date_end": "2026-11-02 00:00:00"})

    def _do_unlock(self, _login, other, _column, _value, _step):
        values = {"kind_id": self.lock.kind_id.id, "company_id": self.school.id, "reason": "x"}
        self._as(other, self.env["school.lock"]).create({**values, "state": "open"})

    def _do_grant(self, login, _other, column, _value, _step):
        self._as(login, self.env["school.lock.grant"]).create(
            {
                "kind_id": self.lock.kind_id.id,
                "company_id": self.school.id,
                "column_id": self._column(column).id,
                "user_id": self.users["teacher"].id,
                "date_end": "2026-12-01 00:00:00",
                "reason": "x",
            }
        )

    def _do_request(self, login, _other, _column, _value, _step):
        self._as(login, self.env["school.unlock.request"]).create(
            {
                "kind_id": self.lock.kind_id.id,
                "company_id": self.school.id,
                "class_id": self.class_8a.id,
                "reason": "x",
            }
        )

    def _do_ask(self, login, _other, column, value, _step):
        new = f"{value:g}".replace(".", ",")
        self._ask(self._line(column, new), login=login)

    def _dossier(self):
        return self.env["school.mark.correction"].search([], limit=1)

    def _do_tamper(self, login, _other, _column, value, _step):
        self._as(login, self._dossier()).line_ids.write({"new_text": f"{value:g}"})

    def _do_results(self, login, _other, _column, _value, step):
        book = self.class_8a.result_book_ids.filtered(lambda book: book.period == "1")
        comment = {} if step == "reopen" else {"comment": "x"}
        getattr(self._as(login, book), f"action_{step}")(**comment)

    def _do_wait(self, _login, _other, _column, value, _step):
        self.clock.tick(timedelta(hours=5 * value))

    def _do_step(self, login, _other, _column, _value, step):
        self._step(self._dossier(), login, step)

    def _do_go_on(self, *_what):
        """Take the next steps as they should be taken, so that some dossiers come to their end."""
        dossier = self._dossier()
        for _time in range(3):
            found = self._next_step(dossier)
            if not found:
                return
            self._step(dossier, *found)

    def _next_step(self, dossier):
        for login in LOGINS:
            record = self._as(login, dossier)
            if not dossier or not record.has_access("read"):
                continue
            actions = {*(record.approval_actions or ())} - {"refuse", "withdraw"}
            if actions:
                return login, actions.pop()
        return None

    def _step(self, dossier, login, step):
        asked = {"password": self._password(login)} if step in ("approve", "execute") else {}
        comment = {"comment": "x"} if step == "refuse" else {}
        getattr(self._as(login, dossier), f"action_{step}")(**asked, **comment)
