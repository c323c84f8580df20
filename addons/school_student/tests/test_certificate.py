# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-20")
class TestCertificate(PathCommon):
    def _batch(self, login="clerk", **values):
        batch = self._as(login, self.env["school.certificate.batch"]).create(
            {
                "class_ids": self.class_8a.ids,
                "kind": "lower",
                "serial": "B",
                "first_number": "0012398",
                "decision_number": "15/QĐ",
                "decision_date": "2027-06-10",
                **values,
            }
        )
        found = self.env["school.certificate"].search(batch.action_apply()["domain"])
        return found.sorted("book_order")

    @covers("PUP-07")
    def test_a_class_in_one_go_in_constant_queries(self):
        certificates = self._batch()
        self.assertEqual(certificates.student_id, self.pupils)
        self.assertEqual(
            certificates.mapped("student_id.name"), ["Nguyễn An", "Trần Bình", "Lê Chi"]
        )
        self.assertEqual(certificates.mapped("number"), ["0012398", "0012399", "0012400"])
        self.assertEqual(certificates.mapped("book_number"), ["1", "2", "3"])
        self.assertEqual(
            self._as("clerk", self.env["school.certificate.batch"])
            .new({"kind": "lower"})
            .first_book_number,
            4,
        )
        costs = []
        for size in (5, 60):
            students = self._create_students(self.class_8b, [f"Lê {n} {size}" for n in range(size)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._batch(
                class_ids=[],
                student_ids=students.ids,
                first_number=f"{size}001",
                first_book_number=size * 100,
            )
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(costs[1], costs[0] + 2)

    @covers("PUP-07")
    def test_a_diploma_is_issued_once(self):
        first = self._batch()[0]
        with self.assertRefused(f"{first.student_id.name}.*has .*B 0012398.*already"):
            self._batch(first_number="0012500", first_book_number=50)
        self._batch(kind="vocational", first_number="1")
        self._batch(kind="vocational", first_number="11", first_book_number=50)

    @covers("PUP-07")
    def test_received_and_signed_for_then_fixed(self):
        first, second, third = self._batch()
        first.number = "0012300"
        receive = self._as("clerk", self.env["school.certificate.receive"])
        receive.create({"certificate_ids": first.ids, "day": "2027-06-20"}).action_apply()
        self.assertEqual((first.state, first.received_by), ("received", "Nguyễn An"))
        with self.assertRefused("0012300.*not changed any more", UserError):
            first.number = "9"
        with self.assertRefused("not changed any more", UserError):
            first._receive(first.received_date)
        proxy = receive.create({"certificate_ids": second.ids, "by": "Trần Văn Ba"})
        with self.assertRefused("Trần Văn Ba needs a paper", UserError):
            proxy.action_apply()
        proxy.proxy_paper = "Giấy ủy quyền 12/6"
        proxy.action_apply()
        self.assertEqual(second.received_by, "Trần Văn Ba")
        with self.assertRefused("stays in the book", UserError):
            third.sudo().unlink()

    @covers("PUP-07")
    def test_impossible_receipts_and_dates_are_refused_by_name(self):
        certificates = self._batch()
        for day, reason in (("2027-06-19", "issued only on"), ("2027-06-21", "still to come")):
            with self.subTest(day=day), self.assertRefused(reason, UserError):
                self._as("clerk", self.env["school.certificate.receive"]).create(
                    {"certificate_ids": certificates.ids, "day": day}
                ).action_apply()
        self.assertEqual(set(certificates.mapped("state")), {"issued"})
        for values, reason in (
            ({"issued_date": "2027-06-21"}, "day of issue is still to come"),
            ({"issued_date": "2013-03-15"}, "before the birth"),
            ({"decision_date": "2027-06-21"}, "younger than the certificate"),
            ({"kind": "other"}, "name of the certificate is missing"),
        ):
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An: .*{reason}"):
                certificates[0].write(values)
        with self.assertRefused("must end in digits", UserError):
            self._batch(first_number="B-")

    @covers("PUP-07")
    def test_copies_replacement_and_revocation_delete_nothing(self):
        first, second, third = self._batch()
        first._receive(first.issued_date)
        Event = self._as("clerk", self.env["school.certificate.event"])
        copy = Event.create(
            {"certificate_id": first.id, "kind": "copy", "copies": 3, "person": "Nguyễn An"}
        )
        self.assertEqual(first.copy_count, 3)
        for change in (lambda: copy.write({"copies": 1}), copy.sudo().unlink):
            with self.assertRaises(UserError):
                change()
        for values, reason in (
            ({"kind": "copy", "copies": 0, "person": "An"}, "how many copies"),
            ({"kind": "copy", "copies": 1}, "who received"),
            ({"kind": "revocation", "number": "1/QĐ"}, "what and why"),
            ({"kind": "revocation", "content": "Cấp sai"}, "decision is missing"),
            ({"kind": "revocation", "date": "2027-06-01", "number": "1", "content": "x"}, "before"),
        ):
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An: .*{reason}"):
                Event.create({"certificate_id": first.id, **values})
        with self.assertRefused("not changed any more", UserError):
            Event.create({"certificate_id": first.id, "kind": "void", "content": "Rách"})
        again = self._as("clerk", self.env["school.certificate"]).create(
            {
                "student_id": self.an.id,
                "kind": "lower",
                "number": "0099",
                "book_number": "99",
                "replaces_id": first.id,
            }
        )
        self.assertEqual((first.state, again.state), ("replaced", "issued"))
        Event.create({"certificate_id": second.id, "kind": "void", "content": "In hỏng"})
        Event.create(
            {
                "certificate_id": third.id,
                "kind": "revocation",
                "number": "20/QĐ",
                "content": "Cấp sai đối tượng",
            }
        )
        self.assertEqual((second.state, third.state), ("void", "revoked"))
        with self.assertRefused("cannot replace"):
            self._as("clerk", self.env["school.certificate"]).create(
                {
                    "student_id": self.an.id,
                    "kind": "lower",
                    "number": "0100",
                    "book_number": "100",
                    "replaces_id": third.id,
                }
            )

    @covers("PUP-07", "ACC-01")
    def test_nobody_writes_what_only_the_buttons_write(self):
        certificate = self._batch()[0]
        for values in ({"state": "received"}, {"received_by": "Ai đó"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                certificate.with_user(self.users["principal"]).write(values)
        with self.assertRefused("only the program writes this", AccessError):
            self._as("clerk", self.env["school.certificate"]).with_context(
                default_state="received"
            ).create(
                {"student_id": self.an.id, "kind": "lower", "number": "7", "book_number": "77"}
            )
        for login in ("homeroom", "teacher", "system"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._batch(login, first_number="1", first_book_number=50)
