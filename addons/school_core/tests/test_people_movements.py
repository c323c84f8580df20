# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.errors import ExclusionViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, covers

KINDS = (
    "admission",
    "class_transfer",
    "transfer_in",
    "transfer_out",
    "drop_out",
    "return",
    "completion",
    "promotion",
    "repeat",
    "reversal",
)


class PeopleMovementsCommon(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls.env["school.student"].create(
            [
                {"name": name, "code": code, "birth_date": "2013-03-15"}
                for name, code in (("Nguyễn An", "M1"), ("Trần Bình", "M2"))
            ]
        )

    def _move(self, students, kind, day, to=None, **values):
        return self.env["school.movement"].create(
            [
                {
                    "student_id": student.id,
                    "kind": kind,
                    "date": day,
                    "class_to_id": to and to.id,
                    **values,
                }
                for student in students
            ]
        )

    def _history(self, student):
        return [
            (line.class_id.name, str(line.date_start), line.date_end and str(line.date_end))
            for line in student.enrollment_ids.sorted("date_start")
        ]


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestPeopleMovements(PeopleMovementsCommon):
    @covers("PUP-02")
    def test_a_year_of_a_pupil(self):
        self._move(self.an, "admission", "2026-08-20", self.class_8a)
        transfer = self._move(
            self.an, "class_transfer", "2026-10-12", self.class_8b, decision_number="5/QĐ"
        )
        self.assertEqual(transfer.class_from_id, self.class_8a)
        self._move(self.an, "drop_out", "2026-12-01", reason="Theo gia đình")
        self._move(self.an, "return", "2027-01-18", self.class_8a)
        self._move(self.an, "transfer_out", "2027-03-02", other_school="THCS Trưng Vương")
        self.assertEqual(
            self._history(self.an),
            [
                ("8A", "2026-08-20", "2026-10-11"),
                ("8B", "2026-10-12", "2026-12-01"),
                ("8A", "2027-01-18", "2027-03-02"),
            ],
        )
        for day, size_a, size_b in (
            ("2026-08-19", 0, 0),
            ("2026-10-11", 1, 0),
            ("2026-10-12", 0, 1),
            ("2026-12-01", 0, 1),
            ("2026-12-02", 0, 0),
            ("2027-03-02", 1, 0),
        ):
            with self.subTest(day=day):
                sizes = (self.class_8a + self.class_8b)._size_on(date.fromisoformat(day))
                self.assertEqual(sizes, {self.class_8a.id: size_a, self.class_8b.id: size_b})

    @covers("PUP-02")
    def test_class_sizes_of_a_day_are_shown(self):
        self.an.gender = "female"
        self._move(self.an + self.binh, "admission", "2026-09-05", self.class_8a)
        self._move(self.an, "transfer_out", "2026-10-12")
        for day, expected in (("2026-10-12", (2, 2, 1)), ("2026-10-13", (2, 1, 0))):
            wizard = self.env["school.class.size"].with_user(self.users["principal"])
            action = wizard.create({"day": day}).action_show()
            classes = self.env["school.class"].with_user(self.users["principal"])
            shown = classes.with_context(**action["context"]).search(action["domain"])
            shown = shown.filtered(lambda c: c.name == "8A")
            self.assertEqual((shown.size_at_start, shown.size_on_day, shown.girls_on_day), expected)

    def test_what_is_missing_is_named(self):
        for name in ("enrollment", "guardian", "movement", "student.private"):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, "Pupil is missing"):
                self.env[f"school.{name}"].create({})

    @covers("PUP-02")
    def test_impossible_movements_are_refused_by_name(self):
        self._move(self.binh, "admission", "2026-09-05", self.class_8a)
        foreign_class = self._create_class("8A", year=self._create_year(self.other_school))
        next_year = self._create_year(self.school, start=2027)
        grade_9 = self.env.ref("school_core.school_grade_9")
        class_9 = self._create_class("9A")
        next_8, next_9 = (
            self._create_class("8A", year=next_year),
            self._create_class("9A", next_year),
        )
        (class_9 + next_9).grade_id = grade_9
        for student, kind, day, to, values, reason in (
            (self.an, "class_transfer", "2026-10-01", self.class_8a, {}, "in no class"),
            (self.an, "drop_out", "2026-10-01", None, {}, "in no class"),
            (self.an, "return", "2026-10-01", self.class_8a, {}, "cannot return"),
            (self.an, "admission", "2026-10-01", None, {}, "new class is missing"),
            (self.an, "admission", "2012-10-01", self.class_8a, {}, "before the birth"),
            (self.an, "admission", "2027-06-01", self.class_8a, {}, "outside the school year"),
            (self.an, "admission", "2026-03-01", self.class_8a, {}, "outside the school year"),
            (self.an, "admission", "2026-10-01", foreign_class, {}, "another school"),
            (self.an, "transfer_in", "2026-10-01", self.class_8a, {}, "comes from is missing"),
            (self.an, "reversal", "2026-10-01", None, {"reason": "x"}, "no movement to reverse"),
            (self.binh, "admission", "2026-10-01", self.class_8b, {}, "is in class 8A since"),
            (self.binh, "class_transfer", "2026-10-01", self.class_8a, {}, "8A already"),
            (self.binh, "class_transfer", "2026-09-05", self.class_8b, {}, "only since"),
            (self.binh, "transfer_out", "2026-09-04", None, {}, "only since"),
            (self.binh, "drop_out", "2031-01-01", None, {}, "after the school year 2026-2027"),
            (self.binh, "class_transfer", "2026-10-01", class_9, {}, "another grade"),
            (
                self.binh,
                "class_transfer",
                "2027-09-05",
                next_8,
                {},
                "school year 2027-2028: record",
            ),
            (self.binh, "promotion", "2026-10-01", self.class_8b, {}, "no later school year"),
            (self.binh, "promotion", "2027-09-05", next_8, {}, "no higher grade"),
            (self.binh, "repeat", "2027-09-05", next_9, {}, "of another grade"),
            (
                self.binh,
                "drop_out",
                "2026-10-01",
                None,
                {"decision_date": "2100-01-01"},
                "still to come",
            ),
            (self.binh, "reversal", "2026-10-01", None, {}, "needs a reason"),
        ):
            with (
                self.subTest(kind=kind, reason=reason),
                self.assertRefused(rf"{student.name} \(.*{reason}"),
            ):
                self._move(student, kind, day, to, **values)
        self.assertFalse(self.an.enrollment_ids)
        self.assertEqual(self._history(self.binh), [("8A", "2026-09-05", False)])

    @covers("PUP-02")
    def test_promotion_and_repetition_lead_into_the_next_year(self):
        next_year = self._create_year(self.school, start=2027)
        next_8, next_9 = self._create_class("8A", next_year), self._create_class("9A", next_year)
        next_9.grade_id = self.env.ref("school_core.school_grade_9")
        self._move(self.an + self.binh, "admission", "2026-09-05", self.class_8a)
        self._move(self.an, "promotion", "2027-09-05", next_9)
        repeated = self._move(self.binh, "repeat", "2027-09-05", next_8, reason="Chưa đạt")
        self.assertEqual(
            self._history(self.an),
            [("8A", "2026-09-05", "2027-09-04"), ("9A", "2027-09-05", False)],
        )
        self.assertEqual((repeated.class_from_id, repeated.class_to_id), (self.class_8a, next_8))
        self._move(self.binh, "reversal", "2027-09-06", reason="Nhầm")
        self.assertEqual(self._history(self.binh), [("8A", "2026-09-05", False)])

    @covers("PUP-02")
    def test_all_pupils_move_or_none(self):
        self._move(self.an, "admission", "2026-09-05", self.class_8a)
        with self.assertRefused("Trần Bình") as refused:
            self._move(self.an + self.binh, "class_transfer", "2026-10-12", self.class_8b)
        self.assertNotIn("Nguyễn An", str(refused.exception))
        self.assertEqual(self._history(self.an), [("8A", "2026-09-05", False)])
        with self.assertRefused("two movements at once"):
            self._move(self.an + self.an, "class_transfer", "2026-10-12", self.class_8b)

    @covers("PUP-02")
    def test_a_movement_is_never_edited_or_deleted(self):
        movement = self._move(self.an, "admission", "2026-09-05", self.class_8a)
        with self.assertRaises(UserError):
            movement.date = "2026-09-06"
        with self.assertRaises(UserError):
            movement.unlink()
        paper = self.env["ir.attachment"].create({"name": "don.pdf", "raw": b"x"})
        movement.write({"attachment_ids": [Command.link(paper.id)]})
        self.assertEqual((paper.res_model, paper.res_id), ("school.movement", movement.id))
        for command in (Command.unlink(paper.id), Command.clear(), Command.set([])):
            with self.subTest(command=command), self.assertRaises(UserError):
                movement.write({"attachment_ids": [command]})

    @covers("PUP-02")
    def test_reversal_undoes_the_latest_movement_first(self):
        admission = self._move(self.an, "admission", "2026-09-05", self.class_8a)
        wrong = self._move(self.an, "class_transfer", "2026-10-12", self.class_8b)
        with self.assertRefused("only the latest"):
            self._move(self.an, "reversal", "2026-10-13", reason="Nhầm", reversed_id=admission.id)
        reversal = self._move(self.an, "reversal", "2026-10-13", reason="Nhầm")
        self.assertEqual(reversal.reversed_id, wrong)
        self.assertTrue(wrong.is_reversed)
        self.assertEqual((wrong.class_from_id, wrong.class_to_id), (self.class_8a, self.class_8b))
        self.assertEqual(self._history(self.an), [("8A", "2026-09-05", False)])
        self._move(self.an, "reversal", "2026-10-13", reason="Nhầm")
        self.assertFalse(self.an.enrollment_ids)
        with self.assertRefused("Nguyễn An", UserError):
            self.an.unlink()

    @covers("PUP-02", "ACC-01")
    def test_a_reversal_undoes_what_its_movement_did_and_nothing_else(self):
        admission = self._move(self.an, "admission", "2026-09-05", self.class_8a)
        self._move(self.binh, "admission", "2026-09-05", self.class_8a)
        movements = self.env["school.movement"].with_user(self.users["secretary"])
        moved = movements.with_context(default_opened_id=admission.opened_id.id).create(
            {
                "student_id": self.binh.id,
                "kind": "drop_out",
                "date": "2026-10-12",
                "reversed_id": admission.id,
            }
        )
        self.assertFalse(moved.sudo().opened_id)
        self.assertFalse(admission.is_reversed)
        movements.create(
            {
                "student_id": self.binh.id,
                "kind": "reversal",
                "date": "2026-10-13",
                "reason": "Nhầm",
            }
        )
        self.assertEqual(self._history(self.an), [("8A", "2026-09-05", False)])

    @covers("PUP-02")
    def test_overlap_is_refused_by_name(self):
        self._move(self.an, "admission", "2026-09-05", self.class_8a)
        Enrollment = self.env["school.enrollment"]
        values = {"student_id": self.an.id, "class_id": self.class_8b.id}
        with self.assertRefused("Nguyễn An.*8A.*8B"):
            Enrollment.create({**values, "date_start": "2026-10-12"})
        second = self._move(self.an, "class_transfer", "2026-10-12", self.class_8b).opened_id
        with self.assertRefused("Nguyễn An.*8A.*8B"):
            second.date_start = "2026-10-01"
        with self.assertRaises(UserError):
            second.class_id = self.class_8a

    @covers("AUD-01", "PUP-02")
    def test_enrolments_leave_a_trail_in_the_chain_of_the_class(self):
        enrollment = self._move(self.an, "admission", "2026-09-05", self.class_8a).opened_id
        self._move(self.an, "class_transfer", "2026-10-12", self.class_8b)
        self.env.flush_all()
        row = self.env["school.trail"].search(
            [
                ("model", "=", "school.enrollment"),
                ("res_id", "=", enrollment.id),
                ("field", "=", "date_end"),
            ],
            limit=1,
        )
        self.assertEqual((row.old, row.new), (False, "2026-10-11"))
        self.assertEqual((row.class_id, row.student_id), (self.class_8a, self.an))

    def test_database_refuses_what_the_server_does_not_see(self):
        enrollment = self._move(self.an, "admission", "2026-09-05", self.class_8a).opened_id
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                """INSERT INTO school_enrollment (student_id, class_id, date_start)
                   SELECT student_id, %s, date '2027-01-01' FROM school_enrollment WHERE id = %s""",
                [self.class_8b.id, enrollment.id],
            )

    @covers("PUP-02")
    def test_only_the_office_moves_pupils_and_nobody_writes_enrolments(self):
        enrollment = self._move(self.an, "admission", "2026-09-05", self.class_8a).opened_id
        values = {
            "student_id": self.binh.id,
            "kind": "admission",
            "date": "2026-09-05",
            "class_to_id": self.class_8a.id,
        }
        may = {"principal", "secretary", "clerk", "system"}
        for role, user in self.users.items():
            with self.subTest(role=role):
                env = self.env(user=user)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(env["school.enrollment"].has_access(operation))
                with self.assertRaises(AccessError):
                    enrollment.with_user(user).write({"date_end": "2026-10-01"})
                if role in may:
                    movement = env["school.movement"].create(values)
                    self.assertEqual(movement.opened_id.sudo().class_id, self.class_8a)
                    self._move(self.binh, "reversal", "2026-09-05", reason="Thử")
                    continue
                with self.assertRaises(AccessError):
                    env["school.movement"].create(values)

    def test_the_server_says_what_a_movement_did(self):
        other = self._move(self.an, "admission", "2026-09-05", self.class_8a).opened_id
        movement = self._move(
            self.binh,
            "admission",
            "2026-09-05",
            self.class_8b,
            opened_id=other.id,
            class_from_id=self.class_8a.id,
        )
        self.assertNotEqual(movement.opened_id, other)
        self.assertFalse(movement.class_from_id)

    def test_dialog_moves_the_chosen_pupils(self):
        self._move(self.an + self.binh, "admission", "2026-09-05", self.class_8a)
        self.env["school.movement.batch"].with_user(self.users["secretary"]).with_context(
            active_model="school.student", active_ids=(self.an + self.binh).ids
        ).create(
            {
                "kind": "class_transfer",
                "date": "2026-10-12",
                "class_to_id": self.class_8b.id,
                "decision_number": "7/QĐ",
            }
        ).action_apply()
        self.assertEqual((self.an + self.binh).class_id, self.class_8b)
        self.assertEqual(
            (self.an + self.binh).movement_ids.filtered("class_from_id").mapped("decision_number"),
            ["7/QĐ", "7/QĐ"],
        )

    @covers("PUP-02")
    def test_moving_a_class_costs_no_query_per_pupil(self):
        pupils = self.env["school.student"].create(
            [{"name": f"Lê {i}", "code": f"Q{i}", "birth_date": "2013-01-01"} for i in range(46)]
        )
        self.env.flush_all()
        costs = []
        for group in (pupils[:1], pupils[1:]):
            for kind, day, to in (
                ("admission", "2026-09-05", self.class_8a),
                ("class_transfer", "2026-10-12", self.class_8b),
                ("transfer_out", "2026-10-20", None),
            ):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self._move(group, kind, day, to)
                self.env.flush_all()
                costs.append(self.env.cr.sql_log_count - before)
        for one, many in zip(costs[:3], costs[3:], strict=True):
            self.assertLessEqual(many, one + 1)


@tagged("post_install", "-at_install")
class TestPeopleMovementSequences(PeopleMovementsCommon):
    @covers("PUP-02")
    def test_any_sequence_leaves_a_possible_history(self):
        """Whatever is tried in whatever order: one class at a time, the size adds up."""
        step = st.tuples(
            st.sampled_from(KINDS), st.integers(-10, 280), st.sampled_from(("8A", "8B", None))
        )
        classes = {"8A": self.class_8a, "8B": self.class_8b, None: None}
        start = self.year.date_start

        @settings(
            max_examples=40,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(step, max_size=12))
        def play(steps):
            pupil = self.env["school.student"].create(
                {"name": "Lê Thử", "code": "THU", "birth_date": "2013-03-15"}
            )
            expected = None
            for kind, offset, name in steps:
                day = start + timedelta(days=offset)
                before = self._history(pupil)
                try:
                    with self.env.cr.savepoint():
                        self._move(
                            pupil,
                            kind,
                            day,
                            classes[name],
                            reason="Thử",
                            other_school="Trường khác",
                        )
                except ValidationError as refusal:
                    self.assertIn("Lê Thử (THU)", str(refusal))
                    self.assertEqual(self._history(pupil), before)
                    continue
                self.env.flush_all()
                if kind in ("admission", "class_transfer", "transfer_in", "return"):
                    expected = name
                elif kind != "reversal":
                    expected = None
                else:
                    expected = next((c for c, _s, e in self._history(pupil) if not e), None)
                opened = [(c, s) for c, s, end in self._history(pupil) if not end]
                self.assertEqual([c for c, _start in opened], [expected] if expected else [])
                self._check_one_class_a_day(pupil)
            self.env.cr.execute("ROLLBACK TO SAVEPOINT play")
            self.env.invalidate_all(flush=False)

        self.env.flush_all()
        self.env.cr.execute("SAVEPOINT play")
        play()

    def _check_one_class_a_day(self, pupil):
        lines = pupil.enrollment_ids.sorted("date_start")
        for line, following in pairwise(lines):
            self.assertTrue(line.date_end)
            self.assertLess(line.date_end, following.date_start)
        classes = self.class_8a + self.class_8b
        for line in lines:
            self.assertEqual(sum(classes._size_on(line.date_start).values()), 1)
