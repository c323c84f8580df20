# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


class EntryCommon(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Window = cls.env["school.entry.window"]
        cls.grade_9 = cls.env.ref("school_core.school_grade_9")
        with freeze_time("2026-09-10"):
            cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=6)

    @classmethod
    def _column(cls, code, kind="mark"):
        return cls.env.ref(f"school_gradebook.school_book_column_{kind}_{code}")

    @classmethod
    def _window(cls, *codes, kind="mark", **values):
        return cls.Window.with_user(cls.users["gradebook_admin"]).create(
            {
                "name": "Đợt nhập điểm",
                "year_id": cls.year.id,
                "kind_id": cls.env.ref(f"school_gradebook.school_book_kind_{kind}").id,
                "column_ids": [Command.set([cls._column(code, kind).id for code in codes])],
                **values,
            }
        )

    @classmethod
    def _test_date(cls, day, column="midterm", **values):
        return cls.env["school.test.date"].create(
            {
                "year_id": cls.year.id,
                "term_id": cls.term_1.id,
                "column_id": cls._column(column).id,
                "date": day,
                **values,
            }
        )

    def _reason(self, column, moment=None, sheet=None):
        sheet = sheet or self.sheet
        lock = self.env["school.lock"]
        scope = {
            "key": 0,
            "company_id": self.school.id,
            "year_id": self.year.id,
            "term_id": sheet.term_id.id,
            "grade_id": sheet.class_id.grade_id.id,
            "class_id": sheet.class_id.id,
            "subject_id": sheet.subject_id.id,
        }
        closed = lock._closed("mark", [scope], moment and datetime.fromisoformat(moment))
        return lock._reason(closed.get(0), column)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestEntryWindows(EntryCommon):
    @covers("GB-04")
    def test_open_without_windows(self):
        for column in ("regular_1", "midterm", "final", "remark"):
            self.assertFalse(self._reason(column))

    @covers("GB-04")
    def test_until_the_end_of_a_week(self):
        """Week 8 ends on Sunday 1 November, at midnight in Viet Nam: 17:00 UTC."""
        self._window("regular_1", week=8, term_id=self.term_1.id)
        for moment, is_closed in (
            ("2026-09-10 00:00:00", False),
            ("2026-11-01 16:59:59", False),
            ("2026-11-01 17:00:00", True),
            ("2027-05-01 00:00:00", True),
        ):
            with self.subTest(moment=moment):
                self.assertEqual(bool(self._reason("regular_1", moment)), is_closed)
                self.assertFalse(self._reason("regular_2", moment))
                self.assertFalse(self._reason("regular_1", moment, self.sheet_2))
        sentence = self._reason("regular_1")
        for part in ("23:59 01/11/2026", "Đợt nhập điểm", self.users["gradebook_admin"].name):
            self.assertIn(part, sentence)

    @covers("GB-04")
    def test_days_of_each_month(self):
        self._window("final", timing="month_days", day_from=29, day_to=31)
        for moment, is_closed in (
            ("2026-10-28 16:59:59", True),
            ("2026-10-28 17:00:00", False),
            ("2026-10-31 16:59:59", False),
            ("2026-10-31 17:00:00", True),
            ("2027-02-27 16:59:59", True),
            ("2027-02-27 17:00:00", False),
            ("2027-02-28 16:59:59", False),
            ("2027-02-28 17:00:00", True),
        ):
            with self.subTest(moment=moment):
                self.assertEqual(bool(self._reason("final", moment)), is_closed)
        sentence = self._reason("final")
        self.assertIn("23:59 31/10/2026", sentence)
        self.assertIn("00:00 29/11/2026", sentence)

    @covers("GB-04")
    def test_working_days_after_a_test(self):
        self._window("midterm", "final", timing="test_date", working_days=10)
        self.assertFalse(self._reason("midterm"), "no date of a test, no end")
        test = self._test_date("2026-11-02", grade_id=self.grade_8.id, subject_id=self.maths.id)
        for moment, is_closed in (
            ("2026-11-01 16:59:59", True),
            ("2026-11-01 17:00:00", False),
            ("2026-11-16 16:59:59", False),
            ("2026-11-16 17:00:00", True),
        ):
            with self.subTest(moment=moment):
                self.assertEqual(bool(self._reason("midterm", moment)), is_closed)
        self.assertFalse(self._reason("final"))
        self.assertFalse(self._reason("midterm", sheet=self.physical_sheet))
        self.assertFalse(self._reason("midterm", sheet=self.sheet_2))
        # the class has written its test later
        own = self._test_date("2026-11-12", class_id=self.class_8a.id, subject_id=self.maths.id)
        self.assertFalse(self._reason("midterm"))
        self.assertTrue(self._reason("midterm", sheet=self._sheet(self.maths_8b, self.term_1)))
        own.unlink()
        self.assertTrue(self._reason("midterm"))
        test.date = "2026-11-09"
        self.assertFalse(self._reason("midterm"))

    @covers("GB-04")
    def test_day_off_moves_the_end(self):
        self._window("midterm", timing="test_date", working_days=10)
        self._test_date("2026-11-06")
        moment = "2026-11-21 03:00:00"
        self.assertTrue(self._reason("midterm", moment))
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Bão",
                "calendar_id": self.school.resource_calendar_id.id,
                "company_id": self.school.id,
                "school_first_day": "2026-11-16",
                "school_last_day": "2026-11-17",
            }
        )
        self.assertFalse(self._reason("midterm", moment))
        makeup = self.env["school.makeup.day"].create(
            {"year_id": self.year.id, "date": "2026-11-14"}
        )
        self.assertEqual(
            self.Window.slot_ids.search([]).mapped("last_day")[-1:], [date(2026, 11, 23)]
        )
        makeup.unlink()
        leave.unlink()
        self.assertTrue(self._reason("midterm", moment))

    @covers("GB-04")
    def test_special_windows_come_first(self):
        self._window("final", week=8)
        self._window("final", week=35, grade_id=self.grade_8.id)
        self._window("midterm", week=35)
        self._window("midterm", week=8, level_id=self.level.id)
        self._window("regular_1", week=8)
        self._window("regular_1", week=17)
        self._window("regular_2", week=8, grade_id=self.grade_9.id)
        self.assertFalse(self._reason("final"), "that of the grade counts")
        self.assertTrue(self._reason("midterm"), "that of the level counts")
        self.assertFalse(self._reason("regular_1"), "of two alike each opens")
        self.assertFalse(self._reason("regular_2"), "of another grade")

    @covers("GB-04", "LOCK-01")
    def test_a_decision_comes_before_the_timetable(self):
        self._window("midterm", week=8)
        self._window("final", week=35)
        lock = (
            self.env["school.lock"]
            .with_user(self.users["principal"])
            .create(
                {
                    "kind_id": self._column("midterm").kind_id.id,
                    "company_id": self.school.id,
                    "class_id": self.class_8a.id,
                    "state": "open",
                    "date_start": "2026-11-20 00:00:00",
                    "date_end": "2026-11-22 00:00:00",
                    "reason": "Quyết định 12",
                }
            )
        )
        self.assertFalse(self._reason("midterm"))
        self.assertTrue(self._reason("midterm", "2026-11-22 00:00:00"))
        lock.write({"state": "closed", "column_id": self._column("final").id})
        self.assertTrue(self._reason("midterm"))
        self.assertIn("Quyết định 12", self._reason("final"))

    @covers("GB-04", "LOCK-01")
    def test_opens_where_books_are_closed_by_default(self):
        self.school.school_lock_default = "closed"
        self._window("midterm", week=17)
        self.assertFalse(self._reason("midterm"))
        self.assertTrue(self._reason("final"))

    @covers("GB-04", "LOCK-01")
    def test_every_door(self):
        self._window("regular_1", "midterm", week=8)
        answers = self._as("teacher", self.sheet).grid_save(
            {
                "number": 1,
                "cells": [
                    self._cell(self.binh, "regular_1", 9, seen=6),
                    self._cell(self.binh, "final", 9),
                ],
            }
        )["cells"]
        self.assertEqual([answer["status"] for answer in answers], ["locked", "saved"])
        self.assertIn("Đợt nhập điểm", answers[0]["reason"])
        mark = self._as("teacher", self.mark)
        for door in (
            lambda: mark.write({"regular_1": 9}),
            lambda: mark.web_save({"midterm": 9}, {}),
            lambda: self.mark.sudo().write({"regular_1": False}),
            lambda: self._mark(self.sheet, self.anh, midterm=5),
        ):
            with self.assertRaisesRegex(UserError, "Đợt nhập điểm"), self.env.cr.savepoint():
                door()
        self.assertEqual(self.mark.regular_1, 6)

    @covers("GB-04")
    def test_no_further_query(self):
        scopes = [self._scope_of(self.sheet), self._scope_of(self.physical_sheet)]
        lock = self.env["school.lock"]
        counts = []
        lock._closed("mark", scopes)  # kinds, columns and grades are kept in memory
        for _windows in range(2):
            self.env.flush_all()
            lock._forget()
            before = self.env.cr.sql_log_count
            lock._closed("mark", scopes)
            counts.append(self.env.cr.sql_log_count - before)
            self._window("midterm", "final", "regular_1", week=35)
        self.assertEqual(counts, [1, 1])

    def _scope_of(self, sheet):
        return {
            "key": sheet.id,
            "company_id": self.school.id,
            "year_id": self.year.id,
            "term_id": sheet.term_id.id,
            "grade_id": sheet.class_id.grade_id.id,
            "class_id": sheet.class_id.id,
            "subject_id": sheet.subject_id.id,
        }

    @covers("GB-04")
    def test_change_and_removal(self):
        window = self._window("midterm", week=8)
        self.assertTrue(self._reason("midterm"))
        window.week = 17
        self.assertFalse(self._reason("midterm"))
        window.write({"week": 8, "column_ids": [Command.set(self._column("final").ids)]})
        self.assertFalse(self._reason("midterm"))
        self.assertTrue(self._reason("final"))
        window.active = False
        self.assertFalse(self._reason("final"))
        window.active = True
        self.assertTrue(self._reason("final"))
        window.unlink()
        self.assertFalse(self._reason("final"))
        self.assertFalse(self.env["school.entry.slot"].search([]))

    @covers("GB-04", "AUD-01")
    def test_on_the_trail(self):
        window = self._window("midterm", "final", week=8)
        window.with_user(self.users["principal"]).write(
            {"week": 17, "column_ids": [Command.set(self._column("final").ids)]}
        )
        self.env.flush_all()
        rows = self.env["school.trail"].search(
            [("model", "=", window._name), ("res_id", "=", window.id)], order="id"
        )
        changes = {(row.field, row.old, row.new, row.user_id.login) for row in rows}
        self.assertIn(("week", "8", "17", "principal"), changes)
        self.assertIn(("columns", "midterm, final", "final", "principal"), changes)

    @covers("GB-04")
    def test_refused_rules(self):
        for values in (
            {"week": 0},
            {"week": 36},
            {"timing": "month_days", "day_from": 20, "day_to": 10},
            {"timing": "month_days", "day_from": 20, "day_to": 32},
            {"timing": "test_date", "working_days": 0},
            {"timing": "until_date"},
            {"week": 8, "column_ids": [Command.set(self._column("conduct", "conduct").ids)]},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    self._window("midterm", **values)
        for values in (
            {"date": "2027-08-01"},
            {"class_id": self.class_8a.id, "grade_id": self.grade_8.id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    self._test_date(**{"day": "2026-11-02", **values})

    @covers("GB-04", "LOCK-01")
    def test_who_decides(self):
        for login in ("teacher", "homeroom", "head_department", "vice_academic", "clerk"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.Window.with_user(self.users[login]).create(
                    {
                        "name": "x",
                        "year_id": self.year.id,
                        "kind_id": self._column("final").kind_id.id,
                        "column_ids": [Command.set(self._column("final").ids)],
                        "week": 8,
                    }
                )
        with self.assertRaises(AccessError):
            self.env["school.entry.slot"].with_user(self.users["principal"]).create({})


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestEntrySets(EntryCommon):
    def _apply(self, code, login="gradebook_admin", **values):
        form = Form(self.env["school.entry.apply"].with_user(self.users[login]))
        form.set_id = self.env.ref(f"school_gradebook.school_entry_set_{code}")
        for name, value in values.items():
            form[name] = value
        form.save().action_apply()
        return self.Window.search([("year_id", "=", self.year.id)])

    @covers("GB-04")
    def test_weeks_and_tests(self):
        windows = self._apply("tt")
        windows = windows.sorted("sequence")
        self.assertEqual(windows.mapped("week")[:4], [8, 17, 26, 34])
        self.assertTrue(self._reason("regular_1"))
        self.assertFalse(self._reason("regular_2"))
        self.assertFalse(self._reason("midterm"))
        self._test_date("2026-11-02")
        self.assertTrue(self._reason("midterm"))
        self.assertFalse(self._reason("reassessed", "2027-08-30 16:59:59", self.sheet_2))
        self.assertTrue(self._reason("reassessed", "2027-08-30 17:00:00", self.sheet_2))
        # what differs in the school is edited
        windows[0].week = 17
        self.assertFalse(self._reason("regular_1"))

    @covers("GB-04")
    def test_month_ends(self):
        self._apply("mu")
        self.assertTrue(self._reason("regular_1"))
        self.assertFalse(self._reason("regular_1", "2026-11-30 03:00:00"))
        self.assertFalse(self._reason("remark"))

    @covers("GB-04", "GB-05", "LOCK-01")
    def test_settings_of_a_set(self):
        self.school.school_edit_days = 30
        self._apply("tm")
        self.assertEqual(self.school.school_edit_days, 15)
        self._apply("hbt")
        self.assertEqual(self.school.school_lock_default, "closed")
        self.assertTrue(self._reason("regular_1"))

    @covers("GB-04")
    def test_until_each_term_ends(self):
        self._apply("dn")
        self.assertFalse(self._reason("final"))
        self.assertFalse(self._reason("final", "2027-01-10 16:59:59"))
        self.assertTrue(self._reason("final", "2027-01-10 17:00:00"))
        self.assertFalse(self._reason("final", "2027-01-10 17:00:00", self.sheet_2))

    @covers("GB-04")
    def test_replaces_or_adds(self):
        first = self._apply("tt")
        second = self._apply("dn")
        self.assertFalse(first.exists())
        both = self._apply("mu", replace=False)
        self.assertLess(second, both)

    @covers("GB-04", "ORG-01")
    def test_own_school_only(self):
        foreign_year = self._create_year(self.other_school)
        wizard = (
            self.env["school.entry.apply"]
            .with_user(self.users["gradebook_admin"])
            .create(
                {
                    "year_id": self.year.id,
                    "set_id": self.env.ref("school_gradebook.school_entry_set_hbt").id,
                }
            )
        )
        wizard.sudo().year_id = foreign_year
        with self.assertRaises(AccessError):
            wizard.action_apply()
        self.assertEqual(self.other_school.school_lock_default, "open")
        with self.assertRaises(AccessError):
            self._apply("dn", login="teacher")


@tagged("post_install", "-at_install")
class TestEntryClock(EntryCommon):
    @covers("GB-04")
    def test_midnight(self):
        """The moment of the save counts, not the day in UTC or of the browser."""
        self._window("midterm", week=8)
        last = datetime(2026, 11, 1, 16, 59, 59)
        with freeze_time(last):
            self._as("teacher", self.mark).write({"midterm": 5})
        with freeze_time(last + timedelta(seconds=1)), self.assertRaises(UserError):
            self._as("teacher", self.mark).write({"midterm": 6})
        self.assertEqual(self.mark.midterm, 5)
