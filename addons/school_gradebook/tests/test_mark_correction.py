# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark_correction_check import LARGEST_EVIDENCE
from .correction_common import EXECUTIVES, CorrectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestMarkCorrection(CorrectionCommon):
    """The whole way of a dossier, and that nothing shortens it."""

    @covers("GB-06")
    def test_the_whole_way(self):
        for column in self.sheet._allowed_columns():
            self._mark_in_lock(column)
        correction = self._ask()
        self.assertFalse(correction.name, "a draft takes no number")
        self._approve(correction)
        self.assertEqual(correction.name, "01/2026-2027/BB-SĐ")
        self.assertEqual(str(correction.open_until), "2026-11-21 03:00:00")
        self.assertEqual(self._stored(), 6, "approved is not yet carried out")
        before = self._stored("average")
        self._execute(correction)
        self.assertEqual(self._stored(), 8.5)
        self.assertEqual(correction.approval_state, "applied")
        self.assertTrue(correction.applied_at)
        self.assertFalse(correction.approval_step_ids)
        effects = {
            effect.figure: (effect.before_text, effect.after_text, effect.is_changed)
            for effect in correction.effect_ids
        }
        after = self._stored("average")
        self.assertGreater(after, before)
        self.assertEqual(
            effects["average_1"],
            (f"{before:.1f}".replace(".", ","), f"{after:.1f}".replace(".", ","), True),
        )
        self.assertFalse(correction.reissue_ids, "the book is not closed")

    def _mark_in_lock(self, column):
        self.lock.date_end = "2026-11-02 00:00:00"
        self._mark(self.sheet, self.binh, **{column: self.mark[column] or 7})
        self.lock.date_end = False

    @covers("GB-06", "AUD-01")
    def test_trail_and_locked_again(self):
        correction = self._ask()
        self._carry_out(correction)
        entry = self.env["school.trail"].search(
            [("model", "=", "school.mark"), ("field", "=", "regular_1"), ("new", "=", "8.5")]
        )
        self.assertEqual(entry.user_id, self.users["teacher"])
        self.assertEqual(entry.reason, "Biên bản sửa điểm số 01/2026-2027/BB-SĐ")
        self.assertEqual((entry.old, entry.origin), ("6.0", "correction"))
        grant = self.env["school.lock.grant"].search([("res_model", "=", correction._name)])
        self.assertEqual(grant.user_id, self.users["teacher"])
        self.assertEqual(
            (grant.student_id, grant.column_id), (self.binh, self._column("regular_1"))
        )
        self.assertTrue(grant.revoked)
        for login in ("teacher", "principal", "gradebook_admin"):
            with self.assertRaises(UserError):
                self._as(login, self.mark).write({"regular_1": 9})
        (answer,) = self._as("teacher", self.sheet).grid_save(
            {"number": 1, "cells": [self._cell(self.binh, "regular_1", 9, seen=8.5)]}
        )["cells"]
        self.assertEqual(answer["status"], "locked")

    @covers("GB-06")
    def test_no_moment_in_which_another_value_can_be_typed(self):
        """Approved means approved for this value: the cell itself stays closed."""
        correction = self._ask()
        self._approve(correction)
        for logins in ((), ("teacher",), ("gradebook_admin",)):
            self._execute(correction, logins)
            with self.assertRaises(UserError):
                self._as("teacher", self.mark).write({"regular_1": 10})
            (answer,) = self._as("teacher", self.sheet).grid_save(
                {"number": 1, "cells": [self._cell(self.binh, "regular_1", 10, seen=6)]}
            )["cells"]
            self.assertEqual(answer["status"], "locked")
        self.assertEqual(self._stored(), 6)

    @covers("GB-06")
    def test_any_order_of_the_three(self):
        for logins in (
            ("gradebook_admin", "vice_academic", "teacher"),
            ("principal", "teacher", "gradebook_admin"),
        ):
            correction = self._ask(self._line(new="9" if self._stored() != 9 else "8"))
            self._approve(correction, approver="vice_academic")
            self._execute(correction, logins)
            self.assertEqual(correction.approval_state, "applied")

    @covers("GB-06")
    def test_each_step_refuses_the_wrong_person(self):
        correction = self._ask()
        everybody = set(self.users) - {"foreign_teacher"}
        self._refused(correction, everybody - {"teacher"}, "submit")
        self._take(correction, "teacher", "submit")
        self._refused(correction, everybody - {"head_department"}, "confirm")
        self._refused(correction, everybody, "approve")
        self._refused(correction, everybody, "execute")
        self._take(correction, "head_department", "confirm")
        self._refused(correction, everybody - {"principal", "vice_academic"}, "approve")
        self._take(correction, "vice_academic", "approve")
        self._refused(
            correction, everybody - {"principal", "vice_academic", *EXECUTIVES}, "execute"
        )
        self._execute(correction, ("principal", "gradebook_admin"))
        self._refused(correction, everybody - {"teacher"}, "execute")
        self.assertEqual(self._stored(), 6)

    def _refused(self, correction, logins, action):
        for login in sorted(logins):
            with self.subTest(action=action, login=login):
                for door in (correction, correction.sudo()):
                    record = door.with_user(self.users[login]).with_env(
                        door.with_user(self.users[login]).env(su=door.env.su)
                    )
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        getattr(record, f"action_{action}")(password=self._password(login))

    @covers("GB-06")
    def test_execution_asks_for_the_own_password(self):
        correction = self._ask()
        self._approve(correction)
        for login in EXECUTIVES:
            record = self._as(login, correction)
            self.assertEqual(record.action_execute()["res_model"], "school.approval.decide")
            for password in ("wrong", self._password("vice_academic")):
                with self.assertRaises(UserError):
                    record.action_execute(password=password)
        self.assertEqual(len(correction.approval_step_ids), 3)

    @covers("GB-06")
    def test_principal_cannot_do_it_alone(self):
        """The principal holds every duty there is, and still needs the others."""
        principal = self.users["principal"]
        principal.group_ids = [
            Command.link(self.env.ref(f"school_core.group_school_{role}").id)
            for role in ("vice_academic", "head_department", "gradebook_admin", "teacher")
        ]
        self.department.manager_id = self.employees["principal"]
        correction = self._ask(login="principal")
        self._take(correction, "principal", "submit")
        # the vice-principal is the only one left who can approve
        self._refused(correction, {"principal", "vice_academic"}, "confirm")
        self._take(correction, "secretary", "confirm")
        self._refused(correction, {"principal", "secretary"}, "approve")
        self.assertEqual(self._stored(), 6)

    @covers("GB-06")
    def test_principal_who_asks_needs_the_teacher(self):
        """Who asks does not approve; the teacher confirms although somebody else asked."""
        correction = self._ask(login="principal")
        self._take(correction, "principal", "submit")
        self._take(correction, "head_department", "confirm")
        self._refused(correction, {"principal"}, "approve")
        self._take(correction, "vice_academic", "approve")
        self._execute(correction, ("gradebook_admin", "vice_academic"))
        self._refused(correction, {"principal", "vice_academic", "other_teacher"}, "execute")
        self.assertEqual(self._stored(), 6)
        self._take(correction, "teacher", "execute")
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_steps_that_do_not_suffice(self):
        """A school cannot set the presence of the three aside by steps of its own."""
        Step = self.env["school.approval.step"]
        roles = (("submit", "staff"), ("confirm", "head_department"), ("approve", "principal"))
        Step.create(
            [
                {
                    "name": action,
                    "model": "school.mark.correction",
                    "company_id": self.school.id,
                    "sequence": sequence,
                    "action": action,
                    "group_id": self.env.ref(f"school_core.group_school_{role}").id,
                }
                for sequence, (action, role) in enumerate(roles)
            ]
        )
        correction = self._ask()
        self._take(correction, "teacher", "submit")
        self._take(correction, "head_department", "confirm")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._take(correction, "principal", "approve")
        self.assertEqual(self._stored(), 6)

    @covers("GB-06")
    def test_only_the_principal_by_setting(self):
        self.school.school_correction_approver = "principal"
        correction = self._ask()
        self._take(correction, "teacher", "submit")
        self._take(correction, "head_department", "confirm")
        self._refused(correction, {"vice_academic"}, "approve")
        self._take(correction, "principal", "approve")
        self.assertEqual(correction.approval_state, "approved")

    @covers("GB-06")
    def test_head_who_is_the_teacher(self):
        """Where the head teaches the subject himself, a leader confirms instead."""
        self.department.manager_id = self.employees["teacher"]
        self.users["teacher"].group_ids = [
            Command.link(self.env.ref("school_core.group_school_head_department").id)
        ]
        correction = self._ask(login="secretary")
        self._take(correction, "secretary", "submit")
        self._refused(correction, {"teacher", "head_department"}, "confirm")
        self._take(correction, "vice_academic", "confirm")
        self._refused(correction, {"vice_academic"}, "approve")
        self._take(correction, "principal", "approve")
        self._execute(correction)
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_evidence_is_required_and_kept(self):
        correction = self._ask(photo=False)
        with self.assertRaisesRegex(UserError, "evidence"):
            self._take(correction, "teacher", "submit")
        text = self._photo(name="x.txt", datas="eA==", mimetype="text/plain")
        self._as("teacher", correction).evidence_ids = text
        with self.assertRaisesRegex(UserError, "neither a photo nor a PDF"):
            self._take(correction, "teacher", "submit")
        large = self._large_photo(LARGEST_EVIDENCE)
        self._as("teacher", correction).evidence_ids = large
        with self.assertRaisesRegex(UserError, "larger than 10 MB"):
            self._take(correction, "teacher", "submit")
        photo = self._photo()
        self._as("teacher", correction).evidence_ids = photo
        self.assertEqual((photo.res_model, photo.res_id), (correction._name, correction.id))
        self._take(correction, "teacher", "submit")
        for door in (
            photo.unlink,
            lambda: photo.write({"datas": "eA=="}),
            lambda: photo.sudo().write({"raw": b"x"}),
            lambda: photo.sudo().unlink(),
            lambda: self._as("teacher", correction).write({"evidence_ids": [Command.clear()]}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                door()
        self.assertEqual(self._as("principal", photo).datas, photo.datas)
        with self.assertRaises(AccessError):
            self._as("other_teacher", photo).read(["datas"])

    @covers("GB-06")
    def test_files_of_others_are_not_taken(self):
        photo = self._photo("other_teacher")
        with self.assertRaises(AccessError):
            self._ask(photo=False, evidence_ids=[Command.link(photo.id)])
        mine = self._ask()
        with self.assertRaises(AccessError):
            self._ask(photo=False, evidence_ids=[Command.link(mine.evidence_ids.id)])

    @covers("GB-06")
    def test_oral_mark_is_confirmed_by_two_pupils(self):
        correction = self._ask(self._line(is_oral=True))
        line = self._as("teacher", correction).line_ids
        with self.assertRaisesRegex(UserError, "classmate"):
            self._take(correction, "teacher", "submit")
        line.pupil_confirms = True
        with self.assertRaisesRegex(UserError, "classmate"):
            self._take(correction, "teacher", "submit")
        with self.assertRaises(ValidationError):
            line.classmate_id = self.binh
        (stranger,) = self._create_students(self.class_8b, ["Phạm Lạ"])
        with self.assertRaises(ValidationError):
            line.classmate_id = stranger
        line.classmate_id = self.anh
        self.assertEqual(line.noted_by_id, self.users["teacher"])
        self._take(correction, "teacher", "submit")
        self.assertEqual(correction.approval_state, "submitted")

    @covers("GB-06")
    def test_old_mark_comes_from_the_book(self):
        correction = self._ask()
        self.assertEqual((correction.line_ids.old_value, correction.line_ids.old_text), (6, "6"))
        for vals in (
            {"old_value": 9},
            {"new_value": 9},
            {"noted_by_id": self.users["principal"].id},
        ):
            with self.assertRaises(AccessError):
                self._as("teacher", correction.line_ids).write(vals)
            with self.assertRaises(AccessError):
                self._ask(self._line(column="midterm", **vals))
        for vals in ({"name": "1"}, {"open_until": "2030-01-01"}, {"is_after_closing": True}):
            with self.assertRaises(AccessError):
                self._as("teacher", correction).write(vals)

    @covers("GB-06", "ACC-01")
    def test_what_the_program_sets_comes_from_nobody_else(self):
        asking = self.env["school.mark.correction"].with_context(
            default_name="99/BB-SĐ",
            default_applied_at="2026-11-01 00:00:00",
            default_old_value=9,
            default_noted_by_id=self.users["principal"].id,
        )
        correction = self._as("teacher", asking).create(
            {"sheet_id": self.sheet.id, "reason": "Nhầm", "line_ids": [self._line()]}
        )
        self.assertFalse(correction.name or correction.applied_at)
        self.assertEqual(correction.line_ids.old_value, 6)
        self.assertFalse(correction.line_ids.noted_by_id)
        for values in ({"name": False}, {"open_until": False}, {"is_after_closing": True}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._as("teacher", correction).write(values)

    @covers("GB-06")
    def test_what_cannot_be_asked_for(self):
        for line, message in (
            (self._line(new="85"), "10"),
            (self._line(new="abc"), "no mark"),
            (self._line(column="reassessed"), "no column"),
            (self._line(is_remarking=True), "marked again"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(ValidationError, message):
                self._ask(line)
        for line, message in (
            (self._line(new="6"), "the same"),
            (self._line(new=""), "new mark"),
            (self._line(is_removal=True), "none at all"),
            (self._line(student=self.anh, new="", is_removal=True), "the same"),
        ):
            correction = self._ask(line)
            with self.subTest(message=message), self.assertRaisesRegex(UserError, message):
                self._take(correction, "teacher", "submit")

    @covers("GB-06")
    def test_remove_a_mark_and_enter_a_missing_one(self):
        """A mark was entered for the wrong pupil: one dossier puts both right."""
        correction = self._ask(
            self._line(new="", is_removal=True), self._line(student=self.anh, new="0")
        )
        self._carry_out(correction)
        self.assertIs(self._stored(), False)
        other = self.sheet.mark_ids.filtered(lambda mark: mark.student_id == self.anh)
        self.assertIs(self._stored("regular_1", other) is False, False)
        self.assertEqual(other.regular_1, 0)

    @covers("GB-06")
    def test_level_of_a_comment_subject(self):
        self.lock.date_end = "2026-11-02 00:00:00"
        mark = self._mark(self.physical_sheet, self.binh, regular_1=1)
        self.lock.date_end = False
        correction = self._ask(self._line(new="CĐ"), sheet_id=self.physical_sheet.id)
        self.assertEqual((correction.line_ids.old_text, correction.line_ids.new_text), ("Đ", "CĐ"))
        self._carry_out(correction)
        self.assertIs(self._stored("regular_1", mark) is False, False)
        self.assertEqual(mark.regular_1, 0)

    @covers("GB-06")
    def test_what_is_on_its_way_stays_as_it_is(self):
        correction = self._ask()
        self._take(correction, "teacher", "submit")
        as_teacher = self._as("teacher", correction)
        for door in (
            lambda: as_teacher.write({"reason": "x"}),
            lambda: as_teacher.write({"line_ids": [Command.clear()]}),
            lambda: as_teacher.line_ids.write({"new_text": "10"}),
            lambda: as_teacher.line_ids.unlink(),
            lambda: as_teacher.line_ids.create(
                {
                    "correction_id": correction.id,
                    "student_id": self.anh.id,
                    "column_id": self._column("midterm").id,
                    "new_text": "10",
                }
            ),
            lambda: as_teacher.action_refresh(),
            lambda: as_teacher.unlink(),
            lambda: correction.sudo().line_ids.write({"new_text": "10"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                door()
        as_teacher.action_withdraw()
        as_teacher.line_ids.new_text = "9"
        self._carry_out(correction)
        self.assertEqual(correction.name, "01/2026-2027/BB-SĐ", "keeps its number")
        self.assertEqual(self._stored(), 9)
        with self.assertRaises(UserError):
            correction.sudo().unlink()

    @covers("GB-06")
    def test_numbers_by_school_and_year(self):
        numbers = []
        for column in ("regular_1", "midterm"):
            correction = self._ask(self._line(column=column))
            self._take(correction, "teacher", "submit")
            numbers.append(correction.name)
        self.assertEqual(numbers, ["01/2026-2027/BB-SĐ", "02/2026-2027/BB-SĐ"])

    @covers("GB-06")
    def test_who_may_ask(self):
        for login in ("other_teacher", "homeroom", "clerk", "system"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._ask(login=login)
        for login in ("head_department", "secretary", "gradebook_admin", "vice_academic"):
            self.assertTrue(self._ask(login=login))

    @covers("GB-06")
    def test_families_are_told_by_a_hook(self):
        told = []
        correction = self._ask()
        self._approve(correction)
        self._execute(correction, EXECUTIVES[:2])
        Student = self.env.registry["school.student"]
        with patch.object(
            Student,
            "_school_mark_corrected",
            lambda pupils, dossier: told.append((pupils, dossier)),
        ):
            self._take(correction, "principal", "execute")
        ((pupils, dossier),) = told
        self.assertEqual((pupils, dossier), (self.binh, correction))

    def test_print(self):
        correction = self._ask(
            self._line(),
            self._line(
                "regular_2", "7", is_oral=True, pupil_confirms=True, classmate_id=self.anh.id
            ),
        )
        self._carry_out(correction)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["teacher"])
            ._render_qweb_html("school_gradebook.mark_correction", correction.ids)
        )
        text = html.decode()
        for words in (
            "Độc lập - Tự do - Hạnh phúc",
            "01/2026-2027/BB-SĐ",
            ", học kì I, năm học",
            "Nguyễn Văn Bình",
            "Trần Thị Ánh xác nhận",
            "Tài khoản gradebook_admin",
            "đến khi học sinh ra trường",
            correction.evidence_ids.checksum,
        ):
            self.assertIn(words, text)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.users["other_teacher"])._render_qweb_html(
                "school_gradebook.mark_correction", correction.ids
            )
