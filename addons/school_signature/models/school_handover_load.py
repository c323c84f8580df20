# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import mute_logger

from ..tools import handover_files

#: What a database that is loaded must not hold yet.
EMPTY = ("school.year", "school.student", "school.class", "school.movement")


class SchoolHandoverLoad(models.AbstractModel):
    """Loads a hand-over into an empty database, as it was: numbers, dates, authors and the trail.

    It goes past the ORM, its workflows and locks, and past the triggers of the trail, because the
    trail itself is loaded too, hash by hash, and must not tell the same story twice. So it runs
    from the command line alone (``make handover-load``): never in a request, never as a user, and
    never into a database that holds a school. What it wrote is proved afterwards: references by the
    foreign keys, which are put back, the trail by its verifier.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _load(self, source):
        """Load the folder or zip ``source``; return {"counts", "moved", "faults"}.

        ``moved`` tells of the records of this database that made way: {former name: new number}.
        """
        if request or not self.env.su or self.env.uid != self.env.ref("base.user_root").id:
            raise AccessError(
                self.env._("A hand-over is loaded from the command line alone: make handover-load.")
            )
        with tempfile.TemporaryDirectory(prefix="handover-") as unpacked:
            try:
                folder = handover_files.unpack(source, unpacked)
                manifest = handover_files.checked_manifest(folder)
            except handover_files.Refused as refusal:
                raise UserError(self._sentence(refusal)) from refusal
            self._check_addons(manifest)
            self._check_empty()
            numbers, made_way = {}, {}
            names = [name for name in self._models() if self._file(folder, name).exists()]
            # what PostgreSQL refuses is told by the error; the log would show whole rows of children
            with self._open_tables(names) as keys, mute_logger("odoo.sql_db"):
                for name in names:
                    made_way[name] = self._number(folder, name, keys, numbers)
                replaced = self._tell_made_way(folder, made_way)
                for name in names:
                    self._load_model(folder, name, numbers)
                self._load_trail(folder)
                self._tell_left(folder, replaced)
            self._finish(names, numbers)
        results = self.env["school.trail"]._verify()
        return {
            "counts": manifest["counts"],
            "moved": {
                f"{name}/{old}": new for name, some in made_way.items() for old, new in some.items()
            },
            "faults": [line for line in results if not line["ok"]],
        }

    @api.model
    def _sentence(self, refusal):
        """Return why the package is refused, in words."""
        params = refusal.params
        sentences = {
            "no_zip": lambda: self.env._(
                "%(name)s is neither a folder nor a whole zip file.", **params
            ),
            "name": lambda: self.env._(
                "%(name)s: a name that leads out of the hand-over.", **params
            ),
            "twice": lambda: self.env._("%(name)s is in the file twice.", **params),
            "bomb": lambda: self.env._(
                "%(name)s: packed more tightly than any hand-over.", **params
            ),
            "no_space": lambda: self.env._(
                "Unpacked it takes %(needed)s MB, and there are %(free)s MB left on the disk.",
                **params,
            ),
            "no_manifest": lambda: self.env._("There is no manifest.json in it that can be read."),
            "altered": lambda: self.env._(
                "Files of the hand-over are altered or missing: %(names)s.", **params
            ),
            "format": lambda: self.env._("Format %(format)s is not known.", **params),
        }
        return sentences[refusal.code]()

    @api.model
    def _file(self, folder, name):
        return folder / "data" / f"{name}.jsonl"

    @api.model
    def _check_addons(self, manifest):
        here = self._addons()
        missing = sorted(
            f"{name} {version}"
            for name, version in manifest["addons"].items()
            if name.startswith("school_") and here.get(name) != version
        )
        if missing:
            raise UserError(
                self.env._(
                    "The hand-over was made with these addons, install the same: %(names)s.",
                    names=", ".join(missing),
                )
            )

    @api.model
    def _check_empty(self):
        for name in EMPTY:
            if self.env[name].with_context(active_test=False).search_count([], limit=1):
                raise UserError(
                    self.env._(
                        "The database is not empty: it holds %(records)s.",
                        records=self.env["ir.model"]._get(name).name,
                    )
                )
