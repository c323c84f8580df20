# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the sample schools do not hold and the pictures of the guide show: papers under way.

Each is made by who makes it in a school, with the calls of the screens.
"""

import re

from .guide_people import GuidePeople

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class GuideSample(GuidePeople):
    """Papers beside those of the sample schools."""

    def __init__(self, school):
        super().__init__(school)
        self._add_papers()

    def _add_papers(self):
        self.teacher, self.homeroom = (
            self.session("Giáo viên bộ môn"),
            self.session("Giáo viên chủ nhiệm"),
        )
        self.head, self.principal = (
            self.session("Tổ trưởng chuyên môn"),
            self.session("Hiệu trưởng"),
        )
        self.books = self.session("Quản trị sổ điểm")
        self.term, self.year = self._term()
        self._correction()
        self._test_dates()
        self._checks()
        self._marks()
        self._openings()
        self._movement()
        self._proposal_of_parent()
        self._boards()
        self._staff_case()
        self._target()
        self._lock()
        self._prints()

    def _term(self):
        domain = [["number", "=", 1], ["company_id", "=", int(self.company)]]
        (term,) = self.books(
            "school.term", "search_read", [domain, ["year_id", "date_start"]], {"limit": 1}
        )
        self.start = term["date_start"]
        return term["id"], term["year_id"][0]

    def _column(self, kind, code):
        domain = [["kind_id.code", "=", kind], ["code", "=", code]]
        return self.books("school.book.column", "search", [domain])[0]

    def _test_dates(self):
        domain = [["year_id", "=", self.year]]
        rooms = self.books("school.class", "search_read", [domain, ["grade_id"]])
        grades = sorted({room["grade_id"][0] for room in rooms})
        for code, days in (("midterm", 55), ("final", 110)):
            for number, grade in enumerate(grades):
                values = {"term_id": self.term, "grade_id": grade}
                values |= {
                    "column_id": self._column("mark", code),
                    "date": self._day(days + number),
                }
                self.books("school.test.date", "create", [values])

    def _day(self, days):
        return self.school.psql(f"SELECT date '{self.start}' + {days}")

    def _sheets(self, session):
        mine = [["class_subject_id.assignment_ids.teacher_id.user_id", "=", session.user["uid"]]]
        return session("school.mark.sheet", "search", [[*mine, ["term_id", "=", self.term]]])

    def _checks(self):
        self.teacher("school.mark.sheet", "action_check_print", [self._sheets(self.teacher)[:3]])
        given = self.head(
            "school.cross.check.assign", "create", [{"date_deadline": self._day(100)}]
        )
        self.head("school.cross.check.assign", "action_assign", [[given]])

    def _marks(self):
        """Leave some marks out, and give a whole class the same one, which is noticed."""
        for sheet in self._sheets(self.teacher)[3:5]:
            self._enter(self.teacher, sheet, ("regular_1",), 8.0, slice(None))
        for session in (self.teacher, self.homeroom):
            for sheet in self._sheets(session)[:3]:
                self._enter(session, sheet, ("regular_2", "regular_3"), None, slice(2, 4))
        # whether other rules find something depends on the hour
        rules = "UPDATE school_mark_anomaly_rule SET active = %s WHERE code != 'uniform_column'"
        self.school.psql(rules % "false")
        self.principal("school.mark.anomaly", "action_find", [[]])
        self.school.psql(rules % "true")
        found = self.principal("school.mark.anomaly", "search", [[]])
        question = {"question": "Vì sao cả lớp có cùng một điểm?"}
        self.principal("school.mark.anomaly", "action_ask", [found[:1]], question)

    def _enter(self, session, sheet, columns, value, pupils):
        """Enter ``value`` for some pupils of a sheet."""
        grid = session("school.mark.sheet", "grid_open", [[sheet]])
        names = [column["name"] for column in grid["columns"]]
        cells = [
            {
                "student_id": row["student_id"],
                "column": name,
                "value": value,
                "seen": row["values"][names.index(name)],
            }
            for row in grid["rows"][pupils]
            for name in columns
        ]
        batch = {"cells": cells, "number": 1}
        answer = session("school.mark.sheet", "grid_save", [[sheet], batch])
        assert {cell["status"] for cell in answer["cells"]} <= {"saved", "unchanged"}, answer

    def _correction(self):
        sheet = self._sheets(self.teacher)[0]
        grid = self.teacher("school.mark.sheet", "grid_open", [[sheet]])
        photo = self.teacher("ir.attachment", "create", [{"name": "bai-lam.png", "datas": PIXEL}])
        line = {
            "student_id": grid["rows"][0]["student_id"],
            "column_id": self._column("mark", "midterm"),
            "new_text": "9",
        }
        values = {
            "sheet_id": sheet,
            "reason": "Cộng nhầm điểm câu 3 của bài làm.",
            "evidence_ids": [[4, photo]],
            "line_ids": [[0, 0, line]],
        }
        dossier = self.teacher("school.mark.correction", "create", [values])
        self.teacher("school.mark.correction", "action_submit", [[dossier]])

    def _openings(self):
        room = self.homeroom(
            "school.class", "search", [[["homeroom_id.user_id", "=", self.homeroom.user["uid"]]]]
        )
        kind = self.books("school.book.kind", "search", [[["code", "=", "conduct"]]])
        for reason in ("Ghi nhầm số buổi nghỉ của hai em.", "Bổ sung nhận xét sau khi gặp cha mẹ."):
            values = {
                "kind_id": kind[0],
                "class_id": room[0],
                "term_id": self.term,
                "reason": reason,
            }
            request = self.homeroom("school.unlock.request", "create", [values])
            self.homeroom("school.unlock.request", "action_submit", [[request]])
        # the first stands open now, the second waits
        words = {"password": self.school.password}
        self.principal("school.unlock.request", "action_approve", [[request - 1]], words)

    def _movement(self):
        """Ask for a pupil of the own class to leave; the child of the parent stays."""
        domain = [["class_id.homeroom_id.user_id", "=", self.homeroom.user["uid"]]]
        domain.append(["id", "!=", int(self.child)])
        pupil = self.homeroom("school.student", "search", [domain], {"limit": 1})
        values = {"student_ids": [[6, 0, pupil]], "kind": "transfer_out"}
        values |= {"other_school": "Trường THCS Bến Sơn", "reason": "Theo gia đình chuyển nơi ở"}
        asked = self.homeroom("school.movement.batch", "create", [values])
        self.homeroom("school.movement.batch", "action_request", [[asked]])

    def _proposal_of_parent(self):
        http = self.session("Cha mẹ học sinh").http
        address = f"{self.school.url}/my/children/{self.child}/change"
        token = re.search(r'name="csrf_token" value="([^"]+)"', http.get(address).text)
        form = {"csrf_token": token[1], "reason": "Gia đình đã chuyển nhà."}
        form |= {"street": "Khu 4, xóm Đồng Vang", "guardian_phone": "0912000345"}
        http.post(address, data=form).raise_for_status()

    def _boards(self):
        clerk = self.session("Văn thư")
        vice, editor = "Phó hiệu trưởng (chuyên môn)", "Quản trị website"
        boards = (
            ("governing", "12/QĐ-DT", (vice, editor, "Giáo viên bộ môn")),
            ("editorial", "13/QĐ-DT", ("Hiệu trưởng", editor, vice)),
        )
        for kind, number, roles in boards:
            members = [
                [0, 0, {"employee_id": self._employee(role), "position": position}]
                for role, position in zip(roles, ("head", "deputy", "standing"), strict=True)
            ]
            values = {"kind": kind, "decision_number": number, "member_ids": members}
            values |= {"decision_date": self.start, "date_start": self.start}
            board = clerk("school.board", "create", [values])
            clerk("school.board", "action_propose_duties", [[board]])
            self.principal("school.board", "action_issue", [[board]])
            report = self.principal("school.board.report", "create", [{"board_id": board}])
            self.principal("school.board.report", "action_fill", [[report]])

    def _employee(self, role):
        """Return who holds a role; the public entry of somebody has the same id."""
        domain = [["user_id.login", "=", self.logins[role]]]
        return self.books("hr.employee.public", "search", [domain])[0]

    def _staff_case(self):
        case = self.head(
            "school.staff.case",
            "create",
            [
                {
                    "employee_id": self._employee("Giáo viên bộ môn"),
                    "date": self._day(40),
                    "what": "Nhập điểm đúng hạn, hướng dẫn đồng nghiệp dùng phần mềm.",
                }
            ],
        )
        self.head("school.staff.case", "action_submit", [[case]])

    def _target(self):
        subject = self.head("school.subject", "search", [[["name", "=", "Ngữ văn"]]])
        grade = self.head("school.grade", "search", [[["number", "=", 6]]])
        target = self.head(
            "school.mark.target",
            "create",
            [
                {
                    "subject_id": subject[0],
                    "grade_id": grade[0],
                    "term_id": self.term,
                    "share_pass": 95,
                    "share_good": 40,
                    "mean": 7.2,
                }
            ],
        )
        self.head("school.mark.target", "action_submit", [[target]])
        self.head(
            "school.mark.proposal",
            "create",
            [
                {
                    "target_id": target,
                    "proposal": "Phụ đạo chiều thứ năm cho học sinh dưới 5,0 của bốn lớp.",
                    "date_deadline": self._day(125),
                }
            ],
        )

    def _lock(self):
        kind = self.books("school.book.kind", "search", [[["code", "=", "mark"]]])
        grade = self.books("school.grade", "search", [[["number", "=", 9]]])
        self.books(
            "school.lock",
            "create",
            [
                {
                    "kind_id": kind[0],
                    "year_id": self.year,
                    "grade_id": grade[0],
                    "column_id": self._column("mark", "regular_1"),
                    "reason": "Quyết định 21/QĐ-DT: khóa cột thứ nhất của khối 9",
                }
            ],
        )

    def _prints(self):
        rooms = self.books("school.class", "search", [[["year_id", "=", self.year]]], {"limit": 2})
        choice = self.books(
            "school.class.book.print", "create", [{"class_ids": [[6, 0, rooms]], "part": "year"}]
        )
        self.books("school.class.book.print", "action_print", [[choice]])
        secretary = self.session("Thư ký học vụ")
        present = self.books(
            "hr.employee.public", "search", [[["user_id", "!=", False]]], {"limit": 6}
        )
        secretary(
            "school.result.meeting",
            "create",
            [
                {
                    "period": "1",
                    "chair_id": self._employee("Hiệu trưởng"),
                    "secretary_id": self._employee("Thư ký học vụ"),
                    "attendee_ids": [[6, 0, present]],
                    "place": "Phòng hội đồng",
                }
            ],
        )
