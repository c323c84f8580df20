# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from PIL import Image

from odoo import Command
from odoo.tests import new_test_user

from .path_common import PathCommon

PASSWORD = "Phu-huynh-8A"


def picture(size=(900, 1200), kind="JPEG", place=True, color="red"):
    """Return a picture as a phone makes it, with the place where it was taken."""
    image = Image.new("RGB", size, color)
    exif = Image.Exif()
    if place:
        exif[0x010F] = "Phone of Ba"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (21.0, 1.0, 40.0)
    stream = io.BytesIO()
    image.save(stream, kind, exif=exif, comment=b"21.02N 105.8E") if kind == "JPEG" else image.save(
        stream, kind
    )
    return stream.getvalue()


class ChangeCommon(PathCommon):
    """Mother and father of An, and the mother of Bình, follow their children on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mother = cls._parent(cls.an, "mother", "Lê Mai", "0912345678")
        cls.father = cls._parent(cls.an, "father", "Nguyễn Nam", "0987654321")
        cls.stranger = cls._parent(cls.binh, "stranger", "Phạm Hoa", "0933333333")
        cls.an.write({"street": "12 Trần Phú", "ward": "Phường Ba Đình"})

    @classmethod
    def _parent(cls, student, login, name, phone):
        user = new_test_user(
            cls.env,
            login=login,
            password=PASSWORD,
            groups="school_core.group_school_parent",
            company_id=cls.school.id,
            company_ids=[Command.set(cls.school.ids)],
            name=name,
            tz="Asia/Ho_Chi_Minh",
        )
        cls.users[login] = user
        return cls.env["school.guardian"].create(
            {
                "student_id": student.id,
                "name": name,
                "phone": phone,
                "relation": "mother",
                "user_id": user.id,
            }
        )

    def _propose(self, login, student, values, **more):
        changes = self._as(login, self.env["school.student.change"])
        return changes._propose(student.with_user(self.users[login]), values, **more)
