# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
import json
import zipfile

from odoo import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_handover_plan import TRAIL
from ..tools import handover_files
from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHandover(HandoverCommon):
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
        self.assertFalse(handover_files.faults_of(folder, manifest["sha256sums"]))
        self.assertEqual(manifest["counts"]["school.student"], 2)
        self.assertIn("README.md", [path.name for path in folder.iterdir()])
        text = (folder / "data" / "school.student.csv").read_bytes().decode("utf-8-sig")
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
        told = "".join(self._texts(folder))
        for foreign in ("Người Lạ", "9Z-Lạ", "Lê Lợi", ".ll"):
            self.assertNotIn(foreign, told)
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

    @covers("SIG-04")
    def test_of_a_pupil_of_two_schools_each_hands_over_its_own(self):
        """The pupil went to the other school, where an account of the same mother follows him."""
        gone = self.students[0]
        self.class_8a.name = "8A-Cũ"
        mother = new_test_user(
            self.env,
            login="me-cua-an",
            groups="school_core.group_school_parent",
            company_id=self.school.id,
            company_ids=[Command.set((self.school | self.other_school).ids)],
        )
        there = self._create_students(self.foreign_class, ["Nguyễn Văn An"])
        for pupil, street, name in ((gone, "Nơi Cũ", "Mẹ Ở Đây"), (there, "Nơi Mới", "Mẹ Ở Kia")):
            pupil.write({"street": street})
            guardian = self.env["school.guardian"].create(
                {"student_id": pupil.id, "name": name, "relation": "mother"}
            )
            guardian.user_id = mother
        self.env["school.movement"].create(
            {
                "student_id": gone.id,
                "kind": "transfer_out",
                "date": "2026-10-01",
                "other_school": "Trường Bạn",
                "reason": "Chuyển nhà",
            }
        )
        for school, own, others in (
            (self.school, "Nơi Cũ", ("Nơi Mới", "Mẹ Ở Kia", "9Z-Lạ")),
            (self.other_school, "Nơi Mới", ("Nơi Cũ", "Mẹ Ở Đây", "Trường Bạn", "8A-Cũ")),
        ):
            folder, _manifest = self._export(school)
            told = "".join(self._texts(folder))
            self.assertIn(own, told)
            for text in others:
                self.assertNotIn(text, told, school.name)
            (row,) = [
                row for row in self._rows(folder, "school.student") if row["name"] == gone.name
            ]
            self.assertEqual(row["id"], f"school.student/{(gone if own == 'Nơi Cũ' else there).id}")

    def _texts(self, folder):
        """Yield all text of the package, that in the workbooks too, but what it is read by."""
        for path in folder.rglob("*"):
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as book:
                    yield from (book.read(name).decode() for name in book.namelist())
            elif path.is_file() and path.parent.name != "schema":
                yield path.read_text(encoding="utf-8", errors="replace")
