# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import covers

from ..tools import handover_files
from .common import HandoverCommon

STUDENTS = "data/school.student.jsonl"


@tagged("post_install", "-at_install")
class TestHandoverLoad(HandoverCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counted = ("res.partner", "ir.attachment", "school.student", "ir.model.data")
        cls.before = cls._counts()
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.package = Path(temporary.name)
        cls.plan._export(cls.school, cls.package, "test")

    @classmethod
    def _counts(cls):
        return [cls.env[name].search_count([]) for name in cls.counted]

    def _zip(self, change=None):
        """Return a zip of the school; ``change(folder)`` alters the files before they are packed."""
        folder = self._copy()
        if change:
            change(folder)
        target = self._folder() / "ban-giao.zip"
        handover_files.pack(folder, target)
        return target

    def _copy(self):
        return Path(shutil.copytree(self.package, self._folder(), dirs_exist_ok=True))

    def _assert_refused(self, source, regex):
        with self.assertRefused(regex, UserError):
            self.plan._load(source)
        self.assertEqual(self._counts(), self.before)

    # Who may, and where

    @covers("SIG-04")
    def test_nobody_loads_from_a_screen(self):
        folder = self._copy()
        for user in (self.users["system"], self.env.ref("base.user_admin")):
            with self.assertRefused("command line", AccessError):
                self.plan.with_user(user)._load(folder)
            with self.assertRefused("command line", AccessError):
                self.plan.with_user(user).sudo()._load(folder)

    @covers("SIG-04")
    def test_a_database_with_a_school_is_not_loaded(self):
        self._assert_refused(self._zip(), "not empty")

    @covers("SIG-04")
    def test_other_addons_are_named(self):
        def another_version(folder):
            manifest = handover_files.read_json(folder / handover_files.MANIFEST)
            manifest["addons"]["school_core"] = "19.0.9.9.9"
            handover_files.write_json(folder / handover_files.MANIFEST, manifest)

        self._assert_refused(self._zip(another_version), "school_core 19.0.9.9.9")

    # Damaged and hostile files

    @covers("SIG-04")
    def test_an_altered_file_is_named(self):
        def alter(folder):
            path = folder / STUDENTS
            path.write_text(path.read_text().replace("An", "Ân", 1))

        self._assert_refused(self._zip(alter), STUDENTS)

    @covers("SIG-04")
    def test_one_changed_byte_is_found(self):
        for name in (STUDENTS, handover_files.MANIFEST, "data/school.class.jsonl"):
            path = self._zip()
            with zipfile.ZipFile(path) as archive:
                member = archive.getinfo(name)
            content = bytearray(path.read_bytes())
            # in the middle of the packed data, which follow the name
            start = content.index(name.encode(), member.header_offset) + len(name)
            content[start + member.compress_size // 2] ^= 0xFF
            path.write_bytes(content)
            with self.subTest(name):
                self._assert_refused(path, "altered or missing|whole zip|no manifest.json")

    @covers("SIG-04")
    def test_half_a_zip_is_refused(self):
        path = self._zip()
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        self._assert_refused(path, "ban-giao.zip is neither a folder nor a whole zip")
        path.write_bytes(b"not a zip")
        self._assert_refused(path, "ban-giao.zip is neither a folder nor a whole zip")

    @covers("SIG-04")
    def test_a_missing_and_an_added_file_are_named(self):
        self._assert_refused(self._zip(lambda folder: (folder / STUDENTS).unlink()), STUDENTS)
        self._assert_refused(
            self._zip(lambda folder: (folder / "data" / "more.csv").write_text("x")), "more.csv"
        )

    @covers("SIG-04")
    def test_a_manifest_that_cannot_be_read_is_refused(self):
        for text in ("", "[]", "{}", '{"sha256sums": 1}'):
            with self.subTest(text=text):
                path = self._zip(
                    lambda folder, text=text: (folder / handover_files.MANIFEST).write_text(text)
                )
                self._assert_refused(path, "no manifest.json|altered or missing")

    @covers("SIG-04")
    def test_another_format_is_refused(self):
        def later(folder):
            manifest = handover_files.read_json(folder / handover_files.MANIFEST)
            handover_files.write_json(folder / handover_files.MANIFEST, {**manifest, "format": 99})

        self._assert_refused(self._zip(later), "Format 99")

    @covers("SIG-04")
    def test_no_name_leads_out_of_the_folder(self):
        link = zipfile.ZipInfo("data/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        for member in ("../out.txt", "data/../../out.txt", "/out.txt", "C:out.txt", "a\\b", link):
            path = self._zip()
            with zipfile.ZipFile(path, "a") as archive:
                archive.writestr(member, "/etc")
            with self.subTest(member=str(member)):
                self._assert_refused(path, "leads out of the hand-over")

    @covers("SIG-04")
    def test_a_bomb_is_refused_before_it_is_unpacked(self):
        path = self._zip()
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("files/bomb", b"\0" * (20 << 20))
        self._assert_refused(path, "files/bomb: packed more tightly")

    @covers("SIG-04")
    def test_a_name_twice_is_refused(self):
        path = self._zip()
        with zipfile.ZipFile(path, "a") as archive, self.assertWarns(UserWarning):
            archive.writestr(STUDENTS, "{}")
        self._assert_refused(path, "is in the file twice")

    # What does not fit the database: only after the check that it is empty, so piece by piece

    def _load_students(self, **values):
        folder = self._copy()
        path = folder / STUDENTS
        row = handover_files.read_line(path.read_text().splitlines()[0])
        row.update(values)
        path.write_text(handover_files.line_of({k: v for k, v in row.items() if v != "-"}) + "\n")
        self.plan._load_model(folder, "school.student", {})

    @covers("SIG-04")
    def test_rows_that_do_not_fit_are_named(self):
        name = f"school.student/{self.students[0].id}"
        with self.assertRefused(f"{name}: this database has no field shoe_size", UserError):
            self._load_students(shoe_size=37)
        with self.assertRefused(f"{name}, school_id: school_core.nowhere is not known", UserError):
            self._load_students(school_id="school_core.nowhere")

    # Numbers

    @covers("SIG-04")
    def test_what_has_a_number_of_the_school_makes_way_with_all_that_refers_to_it(self):
        tag = self.env["res.partner.category"].create({"name": "Nhãn"})
        occupant = self.env["res.partner"].create({"name": "Chủ cũ", "category_id": [(4, tag.id)]})
        child = self.env["res.partner"].create({"name": "Con", "parent_id": occupant.id})
        file = self.env["ir.attachment"].create(
            {"name": "giay.txt", "raw": b"x", "res_model": "res.partner", "res_id": occupant.id}
        )
        message = occupant.message_post(body="Lời cũ")
        other = self.env["ir.attachment"].create(
            {"name": "khac.txt", "raw": b"y", "res_model": "res.users", "res_id": occupant.id}
        )
        self.env["ir.model.data"].create(
            {"module": "base", "name": "chu_cu", "model": "res.partner", "res_id": occupant.id}
        )
        action = self.env["ir.actions.server"].create(
            {
                "name": "Việc",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "state": "code",
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_act_server SET resource_ref = %s WHERE id = %s",
            [f"res.partner,{occupant.id}", action.id],
        )
        folder = self._folder()
        (folder / "data").mkdir()
        (folder / "data" / "res.partner.jsonl").write_text(
            json.dumps({"id": f"res.partner/{occupant.id}", "name": "Người của trường"}) + "\n"
        )
        numbers = {}
        names = self.plan._models()
        with self.plan._open_tables(names) as keys, mute_logger("odoo.sql_db"):
            moved = self.plan._number(folder, "res.partner", keys, numbers)
            self.plan._load_model(folder, "res.partner", numbers)
        self.env.invalidate_all(flush=False)
        self.assertEqual(list(moved), [occupant.id])
        new = self.env["res.partner"].browse(moved[occupant.id])
        self.assertEqual(occupant.name, "Người của trường")
        self.assertEqual((new.name, new.category_id), ("Chủ cũ", tag))
        self.assertFalse(occupant.category_id)
        self.assertEqual(child.parent_id, new)
        self.assertEqual((file.res_id, message.res_id), (new.id, new.id))
        self.assertEqual(other.res_id, occupant.id)
        self.assertEqual(self.env.ref("base.chu_cu"), new)
        self.assertEqual(action.resource_ref, new)

    # What the installation's own trail tells

    def _own_faults(self):
        self.env.flush_all()
        return [line["why"] for line in self.env["school.trail"]._verify() if not line["ok"]]

    @covers("SIG-04", "AUD-01")
    def test_a_trailed_record_that_makes_way_is_told_as_what_it_is(self):
        pupil, stay = self.foreign[0], self.foreign[0].enrollment_ids
        self.assertFalse(self._own_faults())
        folder = self._folder()
        (folder / "data").mkdir()
        head = {"company_id": self.other_school.id + 10**6, "chain": "school"}
        (folder / "data" / "school.trail.head.jsonl").write_text(json.dumps(head) + "\n")
        (folder / "data" / "school.student.jsonl").write_text(
            json.dumps({"id": f"school.student/{pupil.id}"}) + "\n"
        )
        with self.plan._open_tables(self.plan._models()) as keys, mute_logger("odoo.sql_db"):
            moved = self.plan._number(folder, "school.student", keys, {})
            self.assertFalse(self.plan._tell_made_way(folder, {"school.student": moved}))
        self.env.invalidate_all(flush=False)
        new = moved[pupil.id]
        self.assertEqual(stay.student_id.id, new)
        told = self.env["school.trail"].search(
            [("model", "=", "school.student"), ("res_id", "in", [pupil.id, new])], order="id"
        )
        ended = told.filtered(lambda line: line.operation == "unlink")
        begun = told.filtered(lambda line: line.operation == "baseline")
        self.assertEqual(set(ended.mapped("res_id")), {pupil.id})
        self.assertEqual(set(begun.mapped("res_id")), {new})
        self.assertEqual(sorted(ended.mapped("old")), sorted(begun.mapped("new")))
        self.assertIn("nhường số", begun[0].reason)
        self.assertFalse(self._own_faults())

    @covers("SIG-04", "AUD-01")
    def test_chains_of_a_company_make_way_and_are_kept(self):
        self.env.flush_all()
        company = self.school.id
        entries = self.env["school.trail"].search_count([("company_id", "=", company)])
        self.assertTrue(entries)
        folder = self._folder()
        (folder / "data").mkdir()
        head = {"company_id": company, "chain": "school"}
        (folder / "data" / "school.trail.head.jsonl").write_text(json.dumps(head) + "\n")
        with self.plan._open_tables(self.plan._models()):
            replaced = self.plan._tell_made_way(folder, {})
            self.assertEqual(replaced, [company])
            self.assertFalse(self.env["school.trail"].search_count([("company_id", "=", company)]))
            self.plan._tell_left(folder, replaced)
        kept = self.env["ir.attachment"].search(
            [("name", "=", "school.trail-before-handover.jsonl")]
        )
        self.assertEqual(len(kept.raw.decode().splitlines()), entries)
        self.env.invalidate_all(flush=False)
        # what stood in the tables has a story again; the school's own values are those of the package
        whose = {line["chain"] for line in self.env["school.trail"]._verify() if not line["ok"]}
        self.assertLessEqual(whose, {"res.company"})
