# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import MARK_COLUMNS
from .common import GradebookCommon


class ReviewCommon(GradebookCommon):
    """8A with a whole year entered: everybody 8 and Đạt, conduct Tốt.

    Two subjects only, of which one is scored: nobody reaches six, so all are Chưa đạt; Bình has a
    disability, and the principal decides about him.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.binh.disability = "inclusive"
        for sheet in cls.class_8a.mark_sheet_ids:
            columns = (*MARK_COLUMNS[: sheet.required_regular], "midterm", "final")
            value = 4 if sheet.kind == "score" else 1
            for student in cls.students:
                cls._mark(sheet, student, **dict.fromkeys(columns, value))
        cls.env["school.conduct"].create(
            [
                {
                    "class_id": cls.class_8a.id,
                    "term_id": term.id,
                    "student_id": student.id,
                    "conduct": "chua_dat" if student == cls.chau else "tot",
                    "absences_excused": 0,
                    "absences_unexcused": 0,
                }
                for student in cls.students
                for term in (cls.term_1, cls.term_2)
            ]
        )
        cls.env.flush_all()
        cls.book = cls.class_8a.result_book_ids.filtered(lambda book: book.period == "year")

    def _result(self, student):
        return self.env["school.result"].search(
            [("student_id", "=", student.id), ("period", "=", "year")]
        )

    def _approve(self):
        self._as("homeroom", self.book).action_submit()
        self._as("principal", self.book).action_approve()

    def _decide(self, login="principal", **values):
        return self._as(login, self.env["school.result.decision"]).create(
            {
                "class_id": self.class_8a.id,
                "student_id": self.binh.id,
                "outcome": "promoted",
                "number": "45/QĐ-THCS",
                "reason": "Có tiến bộ so với kế hoạch giáo dục cá nhân.",
                **values,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestResultReview(ReviewCommon):
    @covers("GB-10", "GB-12")
    def test_screen_names_pupils_by_what_awaits_them(self):
        review = self._as("homeroom", self.book)._review()
        self.assertEqual(review["size"], 3)
        groups = {title: [name for name, _detail in lines] for title, lines in review["groups"]}
        self.assertEqual(groups["Hiệu trưởng quyết định"], [self.binh.name])
        self.assertEqual(groups["Đánh giá lại trong hè"], [self.anh.name])
        self.assertEqual(groups["Rèn luyện trong hè rồi đánh giá lại"], [self.chau.name])
        details = {name: text for _title, lines in review["groups"] for name, text in lines}
        self.assertIn(self.maths.name, details[self.anh.name])
        self.assertFalse(review["missing"])
        self.assertIn(self.anh.name, self._as("principal", self.book).review_html)

    @covers("GB-12")
    def test_screen_names_the_teacher_who_owes(self):
        self._mark(self.sheet, self.anh, final=False)
        review = self._as("principal", self.book)._review()
        self.assertIn(self.employees["teacher"].name, review["missing"][0])

    @covers("GB-12")
    def test_principal_approves_all_complete_classes_at_once(self):
        books = self.book | self.env["school.result.book"].search(
            [("class_id", "=", self.class_8b.id), ("period", "=", "year")]
        )
        with self.assertRaises(UserError):
            self._as("principal", books).action_approve_complete()
        self._as("homeroom", self.book).action_submit()
        with self.assertRaises(UserError):
            self._as("vice_academic", books).action_approve_complete()
        answer = self._as("principal", books).action_approve_complete()
        self.assertEqual(self.book.approval_state, "approved")
        self.assertIn(self.class_8b.name, answer["params"]["message"])
        self.assertEqual((books - self.book).approval_state, "draft")

    @covers("GB-12", "AUD-01")
    def test_approved_results_stay_when_a_reading_changes(self):
        self._approve()
        head = self.book.approved_head
        self.assertTrue(head)
        before = self._result(self.anh).read(["learning", "promotion", "reasons"])
        self.school.school_adjust_reading = "B"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._result(self.anh).read(["learning", "promotion", "reasons"]), before)
        self.assertEqual(self.book.approval_state, "approved")

    @covers("GB-10")
    def test_the_principal_decides_where_the_circular_leaves_it_to_him(self):
        self.assertEqual(self._result(self.binh).promotion, "principal")
        decision = self._decide()
        result = self._result(self.binh)
        self.assertEqual(result.promotion, "promoted")
        self.assertIn("45/QĐ-THCS", result.reasons_html)
        self._as("principal", decision).outcome = "repeat"
        self.assertEqual(self._result(self.binh).promotion, "repeat")
        self._as("principal", decision).unlink()
        self.assertEqual(self._result(self.binh).promotion, "principal")

    @covers("GB-10")
    def test_nobody_else_decides_and_nothing_else_is_decided(self):
        for login in ("vice_academic", "secretary", "homeroom", "teacher"):
            with self.assertRaises(AccessError):
                self._decide(login)
        with self.assertRaises(UserError):
            self._decide(student_id=self.anh.id)
        decision = self._decide()
        with self.assertRaises(UserError):
            self._as("principal", decision).student_id = self.anh
        self._approve()
        for change in (
            lambda: self._as("principal", decision).write({"outcome": "repeat"}),
            lambda: self._as("principal", decision).unlink(),
        ):
            with self.assertRaises(UserError):
                change()


@tagged("post_install", "-at_install")
@freeze_time("2027-07-10")
class TestSummer(ReviewCommon):
    def _tasks(self, login="vice_academic"):
        self.env.flush_all()
        return self._as(login, self.env["school.summer.task"]).search(
            [("class_id", "=", self.class_8a.id)]
        )

    @covers("GB-10")
    def test_tasks_come_with_the_results_and_are_done_in_the_sheets(self):
        tasks = self._tasks()
        self.assertEqual(
            {(task.student_id, task.kind) for task in tasks},
            {(self.anh, "reassess"), (self.chau, "training")},
        )
        self.assertFalse(any(tasks.mapped("done")))
        task = tasks.filtered(lambda task: task.kind == "reassess")
        self.assertEqual(task.before, "4,0")
        self.assertEqual(task.action_open_sheet()["params"]["id"], self.sheet_2.id)
        self._mark(self.sheet_2, self.anh, reassessed=6.5)
        task = self._tasks().filtered(lambda task: task.student_id == self.anh)
        self.assertTrue(task.done)
        self.assertEqual(task.after, "6,5")

    @covers("GB-10")
    def test_training_brings_the_re_assessment(self):
        conduct = self.env["school.conduct"].search(
            [("student_id", "=", self.chau.id), ("term_id", "=", self.term_2.id)]
        )
        conduct.conduct_summer = "dat"
        tasks = self._tasks().filtered(lambda task: task.student_id == self.chau)
        self.assertEqual(
            {(t.kind, t.done) for t in tasks}, {("training", True), ("reassess", False)}
        )

    @covers("GB-10")
    def test_who_sees_which_tasks(self):
        self.assertEqual(len(self._tasks("homeroom")), 2)
        self.assertEqual(self._tasks("teacher").mapped("kind"), ["reassess"])
        for login in ("other_teacher", "foreign_teacher"):
            self.assertFalse(self._tasks(login))
        with self.assertRaises(AccessError):
            self._tasks("clerk")


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28")
class TestResultMeeting(ReviewCommon):
    def _meeting(self, login="secretary"):
        return self._as(login, self.env["school.result.meeting"]).create(
            {
                "year_id": self.year.id,
                "period": "year",
                "chair_id": self.employees["principal"].id,
                "secretary_id": self.employees["secretary"].id,
                "attendee_ids": self.employees["homeroom"].ids,
            }
        )

    @covers("GB-10", "GB-12")
    def test_minutes_keep_the_results_of_the_day(self):
        meeting = self._meeting()
        self.assertIn(self.book, meeting.book_ids)
        for login in ("secretary", "vice_academic"):
            with self.assertRaises(AccessError):
                self._as(login, meeting).action_close()
        self._as("principal", meeting).action_close()
        taken = [one["groups"] for one in meeting.minutes if one["class"] == self.class_8a.name]
        self.assertTrue(taken[0])
        self._mark(self.sheet_2, self.anh, reassessed=6.5)
        minutes = [
            one["groups"] for one in meeting._minutes() if one["class"] == self.class_8a.name
        ]
        self.assertEqual(minutes, taken)

    @covers("GB-12")
    def test_reasons_stand_in_brackets_without_their_full_stop(self):
        meeting = self._meeting()
        reason = next(
            line[1]
            for one in meeting._minutes()
            for _title, lines in one["groups"]
            for line in lines
            if line[1].endswith(".")
        )
        report = self.env["report.school_gradebook.result_meeting"]
        html = self.env["ir.qweb"]._render(
            "school_gradebook.result_meeting", report._get_report_values(meeting.ids)
        )
        self.assertIn(f"({reason[:-1]})", html)

    @covers("GB-10")
    def test_who_could_not_close_it_does_not_chair(self):
        meeting = self._meeting()
        for login in ("clerk", "homeroom"):
            with self.subTest(login), self.assertRefused("cannot close", ValidationError):
                self._as("secretary", meeting).chair_id = self.employees[login].id
        self._as("secretary", meeting).chair_id = self.employees["vice_academic"].id

    @covers("GB-12")
    def test_closed_minutes_stay(self):
        meeting = self._meeting()
        with self.assertRaises(AccessError):
            self._as("secretary", meeting).write({"state": "closed"})
        with self.assertRaises(AccessError):
            self._as("secretary", meeting).write({"minutes": []})
        self._as("principal", meeting).action_close()
        with self.assertRaises(UserError):
            self._as("secretary", meeting).conclusion = "Khác"
        with self.assertRaises(UserError):
            self._as("principal", meeting).unlink()

    @covers("GB-12")
    def test_nobody_brings_minutes_along(self):
        meetings = self.env["school.result.meeting"].with_context(
            default_state="closed", default_minutes=[{"class": "8A"}]
        )
        meeting = self._as("secretary", meetings).create(
            {
                "chair_id": self.employees["principal"].id,
                "secretary_id": self.employees["secretary"].id,
            }
        )
        self.assertEqual((meeting.state, meeting.minutes), ("draft", False))

    @covers("GB-12")
    def test_form_offers_the_classes_of_the_period(self):
        form = Form(self._as("secretary", self.env["school.result.meeting"]))
        form.year_id = self.year
        form.period = "1"
        self.assertEqual({book.period for book in form.book_ids}, {"1"})

    @covers("GB-10")
    def test_print(self):
        meeting = self._meeting()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("school_gradebook.result_meeting", meeting.ids)[0]
            .decode()
        )
        self.assertIn("Dự thảo", html)
        self.assertIn(self.anh.name, html)
