# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
import json
import tempfile
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers

from ..models.school_handover_plan import TRAIL
from ..tools import handover_files


@tagged("post_install", "-at_install")
class TestHandover(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["school.handover.plan"]
        cls.students = cls._create_students(cls.class_8a, ["Nguyễn Văn An", "Trần Thị Bình"])
        year = cls._create_year(cls.other_school)
        cls.foreign_class = cls._create_class("9Z-Lạ", year=year)
        cls.foreign = cls._create_students(cls.foreign_class, ["Phan Người Lạ"])
        cls.env["ir.attachment"].create(
            [
                {
                    "name": f"{student.name}.txt",
                    "raw": f"giấy tờ của {student.name}".encode(),
                    "res_model": "school.student",
                    "res_id": student.id,
                }
                for student in (cls.students[0], cls.foreign[0])
            ]
        )

    def _export(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        manifest = self.plan._export(self.school, Path(folder.name), "test")
        return Path(folder.name), manifest

    def _rows(self, folder, name):
        return list(handover_files.read_lines(folder / "data" / f"{name}.jsonl"))

    # What is handed over

    @covers("SIG-04")
    def test_every_model_of_ours_goes_along_or_says_why_not(self):
        """A new model is covered by itself; one without a way to a school must be shared data."""
        left_out = self.plan._left_out()
        ways = self.plan._ways()
        for name, model in self.env.registry.items():
            if (
                model._abstract
                or model._transient
                or not model._original_module.startswith("school_")
            ):
                continue
            if not model._auto and name != TRAIL:
                continue
            with self.subTest(model=name):
                if name in left_out:
                    self.assertTrue(left_out[name])
                    continue
                self.assertTrue(name == TRAIL or name in self.plan._models())
                to_school = {"company_id", "school_id", "student_id", "class_id", "user_id"}
                if to_school & model._fields.keys() and name != TRAIL:
                    self.assertIn(name, ways, "it has to do with a school, and has no way to it")

    @covers("SIG-04")
    def test_what_is_left_out_exists_or_is_of_an_addon_that_is_not_installed(self):
        installed = set(self.env["ir.model"].search([]).mapped("model"))
        for name in set(self.plan._left_out()) & installed:
            self.assertTrue(self.env[name]._original_module.startswith("school_"), name)

    @covers("SIG-04")
    def test_all_columns_of_a_covered_model_go_along(self):
        columns = self.plan._columns("school.student")
        stored = {
            name
            for name, field in self.env["school.student"]._fields.items()
            if field.store and field.column_type
        }
        self.assertEqual(set(columns), stored - {"id"})

    @covers("SIG-04")
    def test_the_files_are_complete_and_in_common_formats(self):
        folder, manifest = self._export()
        self.assertFalse(handover_files.faults_of(folder))
        self.assertEqual(manifest["counts"]["school.student"], 2)
        self.assertIn("README.md", [path.name for path in folder.iterdir()])
        text = (folder / "data" / "school.student.csv").read_bytes().decode()
        self.assertIn("\r\n", text)
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["name"] for row in rows], ["Nguyễn Văn An", "Trần Thị Bình"])
        self.assertEqual({row["school_id"] for row in rows}, {f"res.company/{self.school.id}"})
        schema = json.loads((folder / "schema" / "school.student.json").read_text())
        self.assertEqual(list(schema["properties"]), list(rows[0]))
        self.assertEqual(schema["properties"]["school_id"]["x-model"], "res.company")
        self.assertIn("male", schema["properties"]["gender"]["x-labels"])

    @covers("SIG-04")
    def test_shared_data_are_called_by_their_names(self):
        folder, _manifest = self._export()
        plans = self._rows(folder, "school.class.subject")
        self.assertIn("school_core.school_subject_toan", {row["subject_id"] for row in plans})
        self.assertNotIn(
            "school_core.school_subject_toan",
            {row["id"] for row in self._rows(folder, "school.subject")},
        )

    @covers("SIG-04", "AUD-01")
    def test_the_trail_goes_along_as_it_was_hashed(self):
        folder, manifest = self._export()
        self.assertTrue(manifest["counts"][TRAIL])
        rows = self._rows(folder, TRAIL)
        self.assertEqual({row["company_id"] for row in rows}, {self.school.id})
        heads = {row["chain"]: row for row in self._rows(folder, "school.trail.head")}
        last = {row["chain"]: row["hash"] for row in rows}
        self.assertEqual(last, {chain: head["hash"] for chain, head in heads.items()})

    # Privacy

    @covers("SIG-04")
    def test_nothing_of_another_school_goes_along(self):
        folder, _manifest = self._export()
        for path in folder.rglob("*"):
            if path.is_file() and path.parent.name != "schema":
                content = path.read_bytes()
                for foreign in ("Người Lạ", "9Z-Lạ", "Lê Lợi", ".ll"):
                    self.assertNotIn(foreign.encode(), content, path.name)
        attachments = self._rows(folder, "ir.attachment")
        self.assertIn("Nguyễn Văn An.txt", {row["name"] for row in attachments})

    @covers("SIG-04")
    def test_of_a_stranger_only_the_name_goes_along(self):
        stranger = self.users["foreign_teacher"]
        stranger.partner_id.phone = "0901234567"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE school_student SET write_uid = %s WHERE id = %s",
            [stranger.id, self.students[0].id],
        )
        folder, _manifest = self._export()
        users = {row["id"]: row for row in self._rows(folder, "res.users")}
        told = users[f"res.users/{stranger.id}"]
        self.assertFalse(told["active"])
        self.assertNotIn("group_ids", told)
        partners = {row["id"]: row for row in self._rows(folder, "res.partner")}
        self.assertNotIn("phone", partners[told["partner_id"]])
        self.assertNotIn("0901234567", (folder / "data" / "res.partner.csv").read_text())

    @covers("SIG-04")
    def test_secrets_stay(self):
        self.users["teacher"].password = "Bi-mat-9-cua-toi"
        self.env.flush_all()
        folder, _manifest = self._export()
        row = self._rows(folder, "res.users")[0]
        for secret in ("password", "totp_secret"):
            self.assertNotIn(secret, row)
        for path in (folder / "data").iterdir():
            self.assertNotIn(b"$pbkdf2", path.read_bytes(), path.name)

    # Who may

    def _ask(self, role):
        company = self.school.with_user(self.users[role]).with_company(self.school)
        action = company.action_school_handover()
        return self.env[action["res_model"]].with_user(self.users[role]).browse(action["res_id"])

    @covers("SIG-04")
    def test_the_principal_hands_over_with_the_password(self):
        self.users["principal"].password = "Hieu-truong-9"
        handover = self._ask("principal")
        with self.assertRefused("Enter your password", UserError):
            handover.action_confirm()
        with self.assertRefused("password is wrong", UserError):
            handover.with_context(school_password="sai").action_confirm()
        self.assertEqual(handover.state, "draft")
        handover.with_context(school_password="Hieu-truong-9").action_confirm()
        self.assertEqual(handover.state, "waiting")
        handover.sudo()._make()
        self.assertEqual(handover.state, "done", handover.error)
        self.assertTrue(handover.has_file)
        file = handover._file_sudo()
        self.assertTrue(file.raw.startswith(b"PK"))
        self.assertEqual(file.checksum, self.env["ir.attachment"]._compute_checksum(file.raw))
        self.assertIn(str(file.id), handover.action_download()["url"])
        self.env.flush_all()
        told = self.env[TRAIL].search(
            [("model", "=", "school.handover"), ("res_id", "=", handover.id)], order="id"
        )
        self.assertEqual(
            [row.new for row in told if row.field == "state"], ["draft", "waiting", "done"]
        )

    @covers("SIG-04")
    def test_others_are_refused(self):
        for role in ("teacher", "clerk", "vice_academic", "gradebook_admin", "secretary"):
            with self.subTest(role=role), self.assertRefused("Only the principal", AccessError):
                self._ask(role)
        foreign = self.other_school.with_user(self.users["principal"])
        with self.assertRefused("Only the principal|not allowed", AccessError):
            foreign.action_school_handover()

    @covers("SIG-04")
    def test_the_file_is_for_who_asked(self):
        handover = self._ask("principal")
        with self.assertRaises(AccessError):
            handover.with_user(self.users["system"]).read(["state"])
        with self.assertRaises(AccessError):
            handover.with_user(self.users["system"]).action_download()
        with self.assertRefused("asked for before", UserError):
            self._ask("system").with_user(self.users["principal"]).action_confirm()

    @covers("SIG-04")
    def test_files_are_dropped_after_some_days(self):
        handover = self._ask("principal").sudo()
        handover._make()
        handover.done_at = "2020-01-01 00:00:00"
        self.env["school.handover"]._gc_files()
        self.assertFalse(handover.has_file)
        with self.assertRefused("no longer kept", UserError):
            handover.action_download()

    # Loading

    @covers("SIG-04")
    def test_nobody_loads_from_a_screen(self):
        folder, _manifest = self._export()
        for user in (self.users["system"], self.env.ref("base.user_admin")):
            with self.assertRefused("command line", AccessError):
                self.plan.with_user(user)._load(folder)
            with self.assertRefused("command line", AccessError):
                self.plan.with_user(user).sudo()._load(folder)

    @covers("SIG-04")
    def test_a_database_with_a_school_is_not_loaded(self):
        folder, _manifest = self._export()
        with self.assertRefused("not empty", UserError):
            self.plan._load(folder)

    @covers("SIG-04")
    def test_altered_files_are_refused(self):
        folder, _manifest = self._export()
        path = folder / "data" / "school.student.jsonl"
        path.write_text(path.read_text().replace("An", "Ân"))
        with self.assertRefused("school.student.jsonl", UserError):
            self.plan._load(folder)
        (folder / handover_files.MANIFEST).unlink()
        with self.assertRefused("manifest.json", UserError):
            self.plan._load(folder)
