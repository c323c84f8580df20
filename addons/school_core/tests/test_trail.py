# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import json

from psycopg2.errors import InsufficientPrivilege

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.school_trail_mixin import Origin, Reason
from .common import SchoolCommon, covers


class TrailCommon(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["school.book.kind"].create({"name": "Trial book", "code": "trial"})
        cls.Trail = cls.env["school.trail"]
        cls.lock = cls._create_lock(class_id=cls.class_8a.id)

    @classmethod
    def _create_lock(cls, **values):
        return (
            cls.env["school.lock"]
            .with_user(values.pop("user", cls.users["gradebook_admin"]))
            .create(
                {
                    "kind_id": cls.kind.id,
                    "company_id": cls.school.id,
                    "date_start": "2026-10-01 00:00:00",
                    "reason": "Month's end",
                    "decided_by": cls.users["principal"].id,
                    **values,
                }
            )
        )

    def _rows(self, record=None, **values):
        record = record or self.lock
        self.env.flush_all()
        self.Trail.invalidate_model()
        domain = [("model", "=", record._name), ("res_id", "=", record.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.Trail.search(domain, order="id")

    def _broken(self, company=None):
        found = self.Trail._verify(company or self.school)
        return {line["chain"]: line for line in found if not line["ok"]}

    def _without_triggers(self, table, *statements):
        """What somebody does who owns the tables and knows how."""
        self.env.flush_all()
        self.env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
        for statement in statements:
            self.env.cr.execute(statement)
        triggers = self.env.execute_query(
            SQL(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
                table,
            )
        )
        for (name,) in triggers:
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ENABLE ALWAYS TRIGGER %s",
                    SQL.identifier(table),
                    SQL.identifier(name),
                )
            )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestTrail(TrailCommon):
    @covers("AUD-01")
    def test_create_write_unlink_leave_a_row_per_changed_field(self):
        created = self._rows()
        self.assertEqual(set(created.mapped("operation")), {"create"})
        self.assertNotIn("date_end", created.mapped("field"), "empty at first")
        self.assertEqual(created.filtered(lambda r: r.field == "reason").new, "Month's end")
        self.lock.with_user(self.users["principal"]).with_context(
            school_reason=Reason("Ngày hội"), school_origin=Origin("form")
        ).write({"reason": "Hội khoẻ Phù Đổng", "state": "closed"})
        changed = self._rows() - created
        self.assertEqual(changed.mapped("field"), ["reason"], "the state stayed as it was")
        self.assertRecordValues(
            changed,
            [
                {
                    "operation": "write",
                    "old": "Month's end",
                    "new": "Hội khoẻ Phù Đổng",
                    "user_id": self.users["principal"].id,
                    "origin": "form",
                    "reason": "Ngày hội",
                    "company_id": self.school.id,
                    "class_id": self.class_8a.id,
                    "chain": f"class:{self.class_8a.id}",
                }
            ],
        )
        told = {"school_origin": "correction", "school_reason": "Biên bản số 5"}
        self.lock.with_context(**told).reason = "Nói dối"
        lie = self._rows() - created - changed
        self.assertEqual(lie.origin, "server", "who calls from outside does not say where from")
        self.assertFalse(lie.reason, "nor why")
        self.lock.reason = "Hội khoẻ Phù Đổng"
        before, lock_id = self._rows(), self.lock.id
        self.lock.unlink()
        removed = (
            self.Trail.search([("model", "=", "school.lock"), ("res_id", "=", lock_id)]) - before
        )
        self.assertEqual(set(removed.mapped("operation")), {"unlink"})
        self.assertFalse(any(removed.mapped("new")))
        self.assertIn("Hội khoẻ Phù Đổng", removed.mapped("old"))

    @covers("AUD-01")
    def test_pending_writes_keep_their_own_author(self):
        self.env.flush_all()
        self.lock.with_user(self.users["principal"]).write({"reason": "First"})
        other = self._create_lock(user=self.users["gradebook_admin"])
        other.with_user(self.users["principal"]).with_context(
            school_reason=Reason("Why")
        ).reason = "Second"
        other.with_user(self.users["gradebook_admin"]).state = "open"
        (first,) = self._rows(field="reason", operation="write")
        self.assertEqual(first.user_id, self.users["principal"])
        self.assertFalse(first.reason)
        (second,) = self._rows(other, field="reason", operation="write")
        self.assertEqual((second.user_id, second.reason), (self.users["principal"], "Why"))
        (third,) = self._rows(other, field="state", operation="write")
        self.assertEqual((third.user_id, third.reason), (self.users["gradebook_admin"], False))

    @covers("AUD-01")
    def test_author_after_a_rolled_back_savepoint(self):
        self.lock.with_user(self.users["principal"]).reason = "Kept"
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.lock.with_user(self.users["gradebook_admin"]).reason = "Undone"
            self.env.flush_all()
            raise ZeroDivisionError
        self.lock.with_user(self.users["principal"]).reason = "Later"
        rows = self._rows(field="reason", operation="write")
        self.assertEqual(rows.mapped("new"), ["Kept", "Later"])
        self.assertEqual(rows.user_id, self.users["principal"])
        self.assertFalse(self._broken())

    @covers("AUD-01")
    def test_one_statement_records_many_rows(self):
        locks = self.env["school.lock"].create(
            [
                {"kind_id": self.kind.id, "reason": f"Reason {number}", "class_id": class_id}
                for number, class_id in enumerate([False, self.class_8a.id, self.class_8b.id] * 20)
            ]
        )
        locks.write({"date_end": "2027-01-01 00:00:00"})
        self.env.flush_all()
        rows = self.Trail.search(
            [
                ("model", "=", locks._name),
                ("res_id", "in", locks.ids),
                ("field", "=", "date_end"),
            ],
            order="id",
        )
        self.assertEqual(len(rows), 60)
        self.assertEqual(set(rows.mapped("new")), {"2027-01-01 00:00:00"})
        self.assertEqual(len(set(rows.mapped("chain"))), 3)
        self.assertFalse(self._broken())

    @covers("AUD-01")
    def test_statement_in_the_database_is_recorded(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT set_config('school.uid', '', true), set_config('school.origin', '', true);"
            "SET LOCAL datestyle = 'German'"
        )
        self.env.cr.execute(
            SQL(
                "UPDATE school_lock SET reason = 'By hand', date_end = '2027-02-03' WHERE id = %s",
                self.lock.id,
            )
        )
        self.env.cr.execute("SET LOCAL datestyle = 'ISO'")
        self.env.invalidate_all()
        (row,) = self._rows(field="reason", operation="write")
        self.assertEqual(row.new, "By hand")
        self.assertFalse(row.user_id)
        self.assertEqual(row.db_user, self.env.execute_query(SQL("SELECT session_user"))[0][0])
        (date,) = self._rows(field="date_end", operation="write")
        self.assertEqual(date.new, "2027-02-03 00:00:00", "one form, whatever the session's")
        self.assertFalse(self._broken())
        story = self.Trail._story("school.lock", self.lock.id, "reason")
        self.assertIn(row.db_user, story[-1]["user"])

    @covers("AUD-01")
    def test_rows_follow_the_replica_role(self):
        (count,) = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'school_lock'::regclass"
                " AND tgname LIKE 'school_trail_%%' AND tgenabled = 'A'"
            )
        )[0]
        self.assertEqual(count, 5)

    @covers("AUD-01")
    def test_nobody_alters_the_trail(self):
        row = self._rows()[0]
        for statement in (
            "UPDATE school_trail SET new = 'x'",
            "DELETE FROM school_trail",
            "TRUNCATE school_trail",
            "DELETE FROM school_trail_head",
            "UPDATE school_trail_head SET seq = 0",
            "TRUNCATE school_lock",
            "UPDATE school_lock SET id = -id",
            "INSERT INTO school_trail_head VALUES (1, 'x', 1, '')",
            "SELECT school_trail_append(NULL)",
        ):
            with (
                self.subTest(statement=statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
        for operation in (
            lambda: row.sudo().write({"new": "x"}),
            lambda: row.sudo().unlink(),
            lambda: self.Trail.sudo().create({"new": "x"}),
        ):
            with self.assertRaises(UserError):
                operation()
        for login in ("principal", "system"):
            with self.assertRaises(UserError):
                row.with_user(self.users[login]).write({"new": "x"})

    @covers("AUD-01")
    def test_roles_that_read(self):
        row = self._rows()[0]
        for login in ("principal", "vice_academic", "gradebook_admin", "system"):
            self.assertTrue(row.with_user(self.users[login]).has_access("read"), login)
        for login in ("teacher", "homeroom", "clerk", "foreign_teacher"):
            self.assertFalse(row.with_user(self.users[login]).has_access("read"), login)
        foreigner = self._create_staff(
            "foreign_principal", role="principal", company=self.other_school
        )
        self.assertFalse(row.with_user(foreigner).has_access("read"))
        self.assertFalse(self.Trail.with_user(foreigner).search([("id", "=", row.id)]))

    @covers("AUD-01")
    def test_chain_can_be_recomputed_by_anybody(self):
        """The canonical form is plain JSON: a second implementation comes to the same hashes."""
        self.lock.reason = 'Lý do "mới"\n\t\\ với ký tự lạ: \x01 é'
        self._rows()
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT *, scope::text AS scope, to_char(at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') AS at"
                " FROM school_trail WHERE company_id = %s AND chain = %s ORDER BY seq",
                self.school.id,
                f"class:{self.class_8a.id}",
            )
        )
        self.assertGreater(len(rows), 5)
        names = (
            "company_id chain seq model res_id operation class_id student_id scope field old new"
            " user_id db_user client origin reason at"
        ).split()
        previous = ""
        for row in rows:
            text = json.dumps([1, *(row[name] for name in names), previous], ensure_ascii=False)
            digest = hashlib.sha256(text.encode()).digest()
            previous = "$1$" + base64.b64encode(digest).decode()
            self.assertEqual(row["hash"], previous, text)
        head = {line["chain"]: line for line in self.Trail._heads(self.school)}
        self.assertEqual(head[f"class:{self.class_8a.id}"]["hash"], previous)

    @covers("AUD-01")
    def test_verify_finds_an_altered_entry(self):
        row = self._rows(field="reason")
        self._without_triggers(
            "school_trail", SQL("UPDATE school_trail SET reason = 'x' WHERE id = %s", row.id)
        )
        broken = self._broken()
        self.assertEqual(list(broken), [f"class:{self.class_8a.id}"])
        self.assertEqual(broken[f"class:{self.class_8a.id}"]["broken_at"], row.id)

    @covers("AUD-01")
    def test_verify_finds_a_removed_and_a_reordered_entry(self):
        first, second = self._rows()[:2]
        chain = f"class:{self.class_8a.id}"
        with self.env.cr.savepoint() as savepoint:
            self._without_triggers(
                "school_trail", SQL("DELETE FROM school_trail WHERE id = %s", first.id)
            )
            self.assertEqual(self._broken()[chain]["broken_at"], second.id)
            savepoint.rollback()
        self._without_triggers(
            "school_trail",
            SQL("UPDATE school_trail SET seq = -1 WHERE id = %s", first.id),
            SQL("UPDATE school_trail SET seq = %s WHERE id = %s", first.seq, second.id),
            SQL("UPDATE school_trail SET seq = %s WHERE id = %s", second.seq, first.id),
        )
        self.assertEqual(self._broken()[chain]["broken_at"], second.id)

    @covers("AUD-01")
    def test_verify_finds_a_cut_end(self):
        self.lock.reason = "Changed at the end"
        last = self._rows(field="reason", operation="write")
        chain = f"class:{self.class_8a.id}"
        self._without_triggers(
            "school_trail", SQL("DELETE FROM school_trail WHERE id = %s", last.id)
        )
        self.assertIn(chain, self._broken())
        # even when the head is set back too, the value that stands tells of it
        before = self._rows()[-1]
        self._without_triggers(
            "school_trail_head",
            SQL(
                "UPDATE school_trail_head SET seq = %s, hash = %s"
                " WHERE company_id = %s AND chain = %s",
                before.seq,
                before.hash,
                self.school.id,
                chain,
            ),
        )
        broken = self._broken()
        self.assertNotIn(chain, broken)
        self.assertIn(f"{self.lock.id}.reason", broken["school.lock"]["why"])

    @covers("AUD-01")
    def test_verify_finds_what_was_done_without_triggers(self):
        self.assertFalse(self._broken())
        kept = self._create_lock()
        self._rows()
        self._without_triggers(
            "school_lock",
            SQL("UPDATE school_lock SET reason = 'x' WHERE id = %s", self.lock.id),
            SQL("DELETE FROM school_lock WHERE id = %s", kept.id),
        )
        found = [line for line in self.Trail._verify(self.school) if not line["ok"]]
        by_class = {line["class_id"]: line["why"] for line in found}
        self.assertEqual({line["chain"] for line in found}, {"school.lock"})
        self.assertIn(f"{self.lock.id}.reason", by_class[self.class_8a.id])
        self.assertIn(f"{kept.id}.", by_class[None])

    @covers("AUD-01")
    def test_verify_finds_triggers_off_or_altered(self):
        self.env.cr.execute("ALTER TABLE school_lock DISABLE TRIGGER school_trail_update")
        self.assertIn("school_trail_update", self._broken()["school_lock"]["why"])
        self.env.cr.execute("ALTER TABLE school_lock ENABLE ALWAYS TRIGGER school_trail_update")
        self.assertFalse(self._broken())
        self.env.cr.execute(
            "CREATE OR REPLACE FUNCTION school_trail_on_school_lock() RETURNS trigger"
            " LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
        )
        self.assertIn("school_trail_update", self._broken()["school_lock"]["why"])

    @covers("AUD-01")
    def test_story_is_readable(self):
        self.lock.with_user(self.users["principal"]).with_context(
            school_origin=Origin("grid")
        ).write({"state": "open", "date_end": "2026-12-31 17:00:00"})
        story = self.Trail.with_user(self.users["teacher"])._story("school.lock", self.lock.id)
        by_field = {line["field"]: line for line in story}
        self.assertEqual(by_field["state"]["old"], "Closed")
        self.assertEqual(by_field["state"]["new"], "Open")
        self.assertEqual(by_field["state"]["user"], self.users["principal"].name)
        self.assertEqual(by_field["date_end"]["new"], "00:00 01/01/2027")
        self.assertEqual(by_field["class_id"]["new"], self.class_8a.display_name)
        lock_id = self.lock.id
        self.lock.unlink()
        with self.assertRaises(AccessError):
            self.Trail.with_user(self.users["teacher"])._story("school.lock", lock_id)
        self.assertTrue(
            self.Trail.with_user(self.users["principal"])._story("school.lock", lock_id)
        )

    @covers("AUD-01")
    def test_values_from_before_the_trail_are_its_start(self):
        self._rows()
        self._without_triggers(
            "school_lock",
            "INSERT INTO school_lock (kind_id, company_id, state, date_start,"
            f" reason, decided_by) SELECT kind_id, company_id, state, date_start, 'Old',"
            f" decided_by FROM school_lock WHERE id = {self.lock.id}",
        )
        self.assertIn("school.lock", self._broken())
        self.env.cr.execute("COMMENT ON FUNCTION school_trail_on_school_lock() IS 'older state'")
        self.Trail._guard(self.env["school.lock"])
        row = self.Trail.search([("operation", "=", "baseline"), ("new", "=", "Old")])
        self.assertEqual(row.field, "reason")

    @covers("AUD-01")
    def test_verify_button(self):
        Trail = self.Trail.with_user(self.users["principal"])
        Check = self.env["school.trail.check"].with_user(self.users["principal"])
        for action in (Trail.action_verify(), Trail._action_verify_classes(self.class_8a)):
            lines = Check.search(action["domain"])
            self.assertEqual(set(lines.mapped("ok")), {True})
            self.assertIn(self.class_8a, lines.class_id)
        button = self.env.ref("school_core.school_trail_action_class_verify")
        context = {"active_model": "school.class", "active_ids": self.class_8a.ids}
        action = button.with_user(self.users["principal"]).with_context(**context).run()
        self.assertEqual(Check.search(action["domain"]).class_id, self.class_8a)
        self.assertFalse(
            Check.with_user(self.users["vice_academic"]).search(action["domain"]),
            "what another had verified is his own",
        )
        with self.assertRaises(AccessError):
            button.with_user(self.users["teacher"]).with_context(**context).run()
        with self.assertRaises(AccessError):
            Trail.with_user(self.users["teacher"]).action_verify()
        with self.assertRaises(AccessError):
            Check.create({"what": "All is well", "ok": True})
        self._without_triggers(
            "school_lock", SQL("UPDATE school_lock SET reason = 'x' WHERE id = %s", self.lock.id)
        )
        broken = Check.search(Trail.action_verify()["domain"]).filtered(lambda line: not line.ok)
        self.assertEqual(broken.mapped("what"), [f"Class {self.class_8a.display_name}: Lock"])
        self.assertNotIn("Month's end", broken.why)
        self.assertEqual(Check.browse(broken.id).action_open_entry()["res_id"], broken.trail_id.id)
        # nor does the class's own book pass for whole
        book = Check.search(Trail._action_verify_classes(self.class_8a)["domain"])
        self.assertEqual((book.what, book.ok), (broken.what, False))
        self.assertEqual(book.class_id, self.class_8a)
        self.assertIn(f"{self.lock.id}.reason (Reason)", book.why)

    @covers("AUD-01")
    def test_verify_of_a_class_looks_at_its_own_values_only(self):
        other = self._create_lock(class_id=self.class_8b.id)
        chains = [f"class:{self.class_8a.id}"]
        self._without_triggers(
            "school_lock", SQL("UPDATE school_lock SET reason = 'x' WHERE id = %s", other.id)
        )
        found = self.Trail._verify(self.school, chains)
        self.assertFalse([line for line in found if not line["ok"]])
        found = self.Trail._verify(self.school, [f"class:{self.class_8b.id}"])
        self.assertEqual([line["class_id"] for line in found if not line["ok"]], [self.class_8b.id])
        # a record that moved by the rules belongs to both, and is whole in both
        self.lock.class_id = self.class_8b
        found = self.Trail._verify(self.school, chains)
        self.assertFalse([line for line in found if not line["ok"]])

    @covers("AUD-01")
    def test_enrolment_and_exemption_are_guarded(self):
        (student,) = self._create_students(self.class_8a, ["Nguyễn Thị An"])
        self.env["school.exemption"].create(
            {
                "student_id": student.id,
                "subject_id": self.physical.id,
                "date_start": self.year.date_start,
                "decision_number": "12/QĐ",
            }
        )
        self.env.flush_all()
        rows = self.Trail.search([("student_id", "=", student.id)])
        by_model = rows.grouped("model")
        self.assertEqual(by_model["school.enrollment"].class_id, self.class_8a)
        self.assertIn("12/QĐ", by_model["school.exemption"].mapped("new"))
        self.assertEqual(rows.company_id, self.school)
        self.assertIn(self.class_8a.display_name, by_model["school.enrollment"].mapped("new_label"))
        self.assertFalse(self._broken())
