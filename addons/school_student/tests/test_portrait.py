# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import zipfile

from PIL import Image

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..tools.portrait_files import find_code, normal
from .change_common import picture
from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00")
class TestPortrait(PathCommon):
    def _batch(self, *files, login="homeroom", school_class=None):
        attachments = self._as(login, self.env["ir.attachment"]).create(
            [
                {"name": name, "raw": content, "res_model": "school.portrait.batch"}
                for name, content in files
            ]
        )
        batch = self._as(login, self.env["school.portrait.batch"]).create(
            {
                "class_id": (school_class or self.class_8a).id,
                "file_ids": [Command.set(attachments.ids)],
            }
        )
        return batch, attachments

    def _states(self, batch):
        return {line.file_name: line.state for line in batch.line_ids}

    def _zip(self, *files):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in files:
                archive.writestr(name, content)
        return stream.getvalue()

    @covers("PUP-01")
    def test_files_named_by_code_are_matched_and_saved_at_once(self):
        batch, attachments = self._batch(
            ("M1.jpg", picture()),
            ("m2 Nguyễn An.PNG", picture(kind="PNG", place=False)),
            (
                "anh.zip",
                self._zip(("8A/Lê Chi (M3).jpg", picture()), ("__MACOSX/8A/._M3.jpg", b"x")),
            ),
        )
        self.assertEqual(batch.class_id, self.class_8a)
        batch.action_read()
        self.assertEqual(set(self._states(batch).values()), {"ready"})
        self.assertEqual(batch.line_ids.student_id, self.pupils)
        self.assertFalse(attachments.exists(), "the originals tell where they were taken")
        self.assertFalse(self.an.image_1920)
        batch.action_save()
        for pupil in self.pupils:
            content = base64.b64decode(pupil.image_1920)
            image = Image.open(io.BytesIO(content))
            self.assertEqual((image.format, image.size), ("JPEG", (600, 800)))
            self.assertFalse(image.getexif())
            self.assertNotIn(b"105.8E", content)

    @covers("PUP-01")
    def test_what_is_wrong_with_each_file_is_told(self):
        stranger = self._create_students(self.class_8b, ["Lê Dũng"])
        batch, _files = self._batch(
            ("M1.jpg", picture()),
            ("M2.jpg", picture()),
            ("anh M2.jpg", picture(color="blue")),
            ("M3.jpg", b"not a picture"),
            ("M3.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
            (f"{stranger.code}.jpg", picture()),
            ("M1 M3.jpg", picture()),
        )
        batch.action_read()
        self.assertEqual(
            self._states(batch),
            {
                "M1.jpg": "ready",
                "M2.jpg": "doubled",
                "anh M2.jpg": "doubled",
                "M3.jpg": "not_picture",
                "M3.HEIC": "heic",
                f"{stranger.code}.jpg": "unmatched",
                "M1 M3.jpg": "unmatched",
            },
        )
        self.assertEqual((batch.ready_count, batch.problem_count, batch.without_count), (1, 6, 2))
        with self.assertRefused("Nothing has been saved(.|\n)*M3.jpg", UserError):
            batch.action_save()
        self.assertFalse(self.binh.image_1920)
        batch.line_ids.filtered(lambda line: line.file_name == "anh M2.jpg").unlink()
        batch.leave_out = True
        batch.action_save()
        self.assertTrue(self.binh.image_1920 and self.an.image_1920)
        self.assertFalse(self.chi.image_1920 or stranger.image_1920)

    @covers("PUP-01")
    def test_too_large_and_broken_zips(self):
        huge = b"\0" * (15 * 1024 * 1024 + 1)
        batch, _files = self._batch(("a.zip", self._zip(("M1.jpg", huge))))
        batch.action_read()
        self.assertEqual(self._states(batch), {"M1.jpg": "too_large"})
        for name, content, words in (
            ("b.zip", b"no zip", "b.zip is no zip"),
            ("c.zip", self._zip(*((f"{n}.jpg", b"x") for n in range(501))), "more than 500"),
        ):
            batch, files = self._batch((name, content))
            with self.assertRefused(words, UserError):
                batch.action_read()
            self.assertTrue(files.exists())
        batch, _files = self._batch()
        with self.assertRefused("Choose the pictures", UserError):
            batch.action_read()

    @covers("PUP-01", "ACC-01")
    def test_only_whoever_keeps_the_class(self):
        stranger = self._create_students(self.class_8b, ["Lê Dũng"])
        batch, _files = self._batch(("M1.jpg", picture()), school_class=self.class_8b)
        with self.assertRaises(AccessError):
            batch.action_read()
        for login in ("teacher", "other_teacher", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.env["school.portrait.batch"]).create(
                    {"class_id": self.class_8a.id}
                )
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.class_8a.with_user(self.users[login]).get_portraits()
        batch, _files = self._batch(("M1.jpg", picture()))
        batch.action_read()
        with self.assertRaises(AccessError):
            batch.with_user(self.users["secretary"]).line_ids.read(["picture"])
        batch, _files = self._batch(("M1.jpg", picture()), login="clerk")
        batch.action_read()
        batch.action_save()
        self.assertTrue(self.binh.image_1920)
        batch, _files = self._batch(("M1.jpg", picture()), login="principal")
        batch.action_read()
        batch.line_ids.student_id = stranger
        with self.assertRefused("Not in class 8A: Lê Dũng", UserError):
            batch.action_save()
        self.assertFalse(stranger.image_1920)

    @covers("PUP-01")
    def test_portraits_are_bare_whichever_way_they_come(self):
        self.an.with_user(self.users["homeroom"]).image_1920 = base64.b64encode(picture())
        self.assertNotIn(b"105.8E", base64.b64decode(self.an.image_1920))
        with self.assertRefused("Nguyễn An is refused: it is no picture"):
            self.an.image_1920 = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        with self.assertRefused("Nguyễn An is refused: it is a HEIC picture.*as JPEG"):
            self.an.image_1920 = base64.b64encode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
        found = self.class_8a.with_user(self.users["homeroom"]).get_portraits()
        self.assertEqual([p["name"] for p in found["pupils"] if p["has_portrait"]], ["Nguyễn An"])

    @covers("PUP-01")
    def test_originals_that_were_never_read_are_deleted(self):
        _batch, uploads = self._batch(("M1.jpg", picture()))
        uploads.flush_recordset()
        self.env["school.portrait.batch"]._gc_uploads()
        self.assertTrue(uploads.exists())
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = '2026-10-30' WHERE id = %s", (uploads.id,)
        )
        self.env.invalidate_all()
        self.env["school.portrait.batch"]._gc_uploads()
        self.assertFalse(uploads.exists())

    def test_codes_in_file_names(self):
        codes = {normal(code): code for code in ("HS00012", "HS-13", "HS1")}
        for name, code in (
            ("HS00012.jpg", "HS00012"),
            ("hs00012 Nguyễn Văn A.jpg", "HS00012"),
            ("8A_HS00012-2.jpg", "HS00012"),
            ("hs-13.png", "HS-13"),
            ("HS000123.jpg", None),
            ("Nguyễn Văn A.jpg", None),
            ("HS1 HS00012.jpg", None),
        ):
            self.assertEqual(codes.get(find_code(name, codes)), code, name)
