# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from .path_common import PathCommon

REWARDS = ["Mã học sinh", "Hình thức khen thưởng", "Ngày khen thưởng", "Thành tích"]
REWARDS += ["Số quyết định", "Ngày quyết định"]
CERTIFICATES = ["Mã học sinh", "Loại văn bằng", "Năm tốt nghiệp", "Số hiệu", "Số vào sổ"]
CERTIFICATES += ["Ngày cấp", "Ngày nhận", "Người nhận", "Giấy ủy quyền"]
DISCIPLINE = [
    *("Mã học sinh", "Ngày vi phạm", "Hành vi vi phạm", "Mức độ", "Biện pháp kỷ luật"),
    *("Ngày nghe học sinh trình bày", "Ngày báo gia đình", "Ngày quyết định"),
    "Ngày công nhận tiến bộ",
]
POLICIES = ["Mã học sinh", "Diện chính sách", "Từ ngày", "Đến ngày", "Số giấy tờ"]


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestPathImport(PathCommon):
    def _load(self, *sheets, login="secretary"):
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        load = env["school.import"]._load_files([("tep.xlsx", workbook(*sheets))])
        errors = load.issue_ids.filtered(lambda issue: not issue.is_notice)
        return [(issue.row, issue.column, issue.reason) for issue in errors]

    @covers("PUP-07")
    def test_numbers_of_the_paper_register_are_taken_over(self):
        headings = ["Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"]
        headings += ["Số đăng bộ", "Ngày vào trường"]
        an = ["M2", "Nguyễn An", "15/03/2013", "Nữ", "8A", "0412", "01/09/2024"]
        new = ["M9", "Vũ Dũng", "15/03/2013", "Nam", "8A", None, None]
        sheet = ("Học sinh", [headings, an, new])
        self.assertEqual(self._load(sheet), [])
        dung = self.env["school.student"].search([("code", "=", "M9")])
        self.assertEqual((self.an.register_number, dung.register_number), ("412", "413"))
        self.assertEqual(self.an.admission_year, "2024-2025")
        self.assertEqual(self._load(sheet), [])
        an[5] = "500"
        ((row, _column, reason),) = self._load(sheet)
        self.assertEqual(row, 2)
        self.assertRegex(reason, "for life: Nguyễn An keeps number 412")

    @covers("PUP-06", "PUP-07", "PUP-05")
    def test_rewards_certificates_and_policies(self):
        sheets = (
            (
                "Khen thưởng",
                [
                    REWARDS,
                    [
                        "M2",
                        "Giấy khen của Hiệu trưởng",
                        "20/11/2026",
                        "Giải Nhất",
                        "45/QĐ",
                        "20/11/2026",
                    ],
                    ["M1", "Thư khen", "20/11/2026", "Nhặt được của rơi", None, None],
                ],
            ),
            (
                "Văn bằng",
                [
                    CERTIFICATES,
                    [
                        "M2",
                        "Tốt nghiệp THCS",
                        2026,
                        "B001",
                        "1",
                        "01/07/2026",
                        "05/07/2026",
                        None,
                        None,
                    ],
                    ["M1", "Tốt nghiệp THCS", 2026, "B002", "2", "01/07/2026", None, None, None],
                ],
            ),
            (
                "Diện chính sách",
                [POLICIES, ["M2", "Hộ nghèo", "01/01/2026", "31/12/2026", "12/GXN"]],
            ),
        )
        for _time in range(2):
            self.assertEqual(self._load(*sheets), [])
            rewards = self.env["school.reward"].search([("student_id", "in", self.pupils.ids)])
            self.assertEqual(sorted(rewards.mapped("state")), ["decided", "proposed"])
            certificates = self.env["school.certificate"].search(
                [("company_id", "=", self.school.id)]
            )
            self.assertEqual(certificates.mapped("state"), ["received", "issued"])
            self.assertEqual(self.an.policy_ids.code, "HN")
            self.assertEqual(len(self.an.policy_line_ids), 1)

    @covers("PUP-06", "PUP-07", "PUP-05")
    def test_what_is_wrong_is_told_by_row_and_column(self):
        found = self._load(
            (
                "Khen thưởng",
                [
                    REWARDS,
                    ["M2", "Huy chương", "20/11/2026", "Giải Nhất", None, None],
                    ["M1", "Giấy khen của Hiệu trưởng", "20/11/2026", "Giỏi", None, "20/11/2026"],
                ],
            ),
            (
                "Văn bằng",
                [
                    CERTIFICATES,
                    [
                        "M2",
                        "Tốt nghiệp THCS",
                        2026,
                        "B1",
                        "1",
                        "01/07/2026",
                        "01/06/2026",
                        None,
                        None,
                    ],
                    [
                        "M1",
                        "Tốt nghiệp THCS",
                        2026,
                        "B2",
                        "2",
                        "01/07/2026",
                        "02/07/2026",
                        "Bố",
                        None,
                    ],
                ],
            ),
            ("Diện chính sách", [POLICIES, ["M2", "Hộ lạ", "01/01/2026", "31/12/2025", None]]),
        )
        reasons = sorted((row, reason) for row, _column, reason in found)
        self.assertEqual([row for row, _reason in reasons], [2, 2, 2, 2, 3, 3])
        text = "\n".join(reason for _row, reason in reasons)
        for reason in (
            "Huy chương",
            "needs the number",
            "issued only on",
            "must be filled",
            "Hộ lạ",
        ):
            self.assertIn(reason, text)
        self.assertFalse(self.env["school.reward"].search([("company_id", "=", self.school.id)]))

    @covers("PUP-06")
    def test_discipline_comes_with_its_steps(self):
        sheet = [
            DISCIPLINE,
            [
                *("M2", "02/11/2026", "Đánh bạn", "Mức 2", "Phê bình", "03/11/2026"),
                *("04/11/2026", "05/11/2026", "30/11/2026"),
            ],
            ["M1", "20/11/2026", "Bỏ giờ", None, None, None, None, None, None],
        ]
        for _time in range(2):
            self.assertEqual(self._load(("Kỷ luật", sheet)), [])
            found = self.env["school.discipline"].search(
                [("student_id", "in", self.pupils.ids)], order="date"
            )
            self.assertEqual(found.mapped("state"), ["improved", "open"])
            self.assertEqual(found.mapped("severity"), ["2", "1"])
        wrong = [
            DISCIPLINE,
            ["M3", "02/11/2026", "Đánh bạn", None, "Đuổi học", None, None, None, None],
            ["M3", "09/11/2026", "Đánh bạn", None, "Phê bình", None, None, "10/11/2026", None],
        ]
        reasons = [(row, reason) for row, _column, reason in self._load(("Kỷ luật", wrong))]
        self.assertEqual([row for row, _reason in reasons], [2, 3])
        self.assertIn("Đuổi học", reasons[0][1])
        self.assertIn("was not heard", reasons[1][1])
