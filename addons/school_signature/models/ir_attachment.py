# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import os
import shutil
from pathlib import Path

from odoo import models

BLOCK = 1 << 20


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _take_over(self, path):
        """Make the file ``path`` the content of this attachment, without reading it at once."""
        self.ensure_one()
        digest = hashlib.sha1(usedforsecurity=False)
        with open(path, "rb") as content:
            while block := content.read(BLOCK):
                digest.update(block)
        checksum = digest.hexdigest()
        name = f"{checksum[:2]}/{checksum}"
        target = Path(self._full_path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        former = self.store_fname
        shutil.move(path, target)
        # through create and write the content itself would have to come as one value
        self.flush_recordset()
        self._write(
            {
                "store_fname": name,
                "checksum": checksum,
                "file_size": os.path.getsize(target),
                "mimetype": "application/zip",
                "db_datas": None,
                "index_content": False,
            }
        )
        self.invalidate_recordset()
        if former:
            self._file_delete(former)
