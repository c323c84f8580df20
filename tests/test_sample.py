# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sample schools in data/sample are what their generator writes."""

import subprocess
import zipfile

from common import ROOT, VENV

SAMPLE = ROOT / "data" / "sample"


def generate(folder):
    command = [VENV / "bin" / "python", ROOT / "tools" / "sample" / "generate.py", "--out", folder]
    subprocess.run(command, check=True)
    return {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}


def contents(path):
    """Return what stands in a file; how zlib packs a workbook is no part of it."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_are_those_of_the_generator(tmp_path):
    made = generate(tmp_path / "first")
    stored = {path.relative_to(SAMPLE): path for path in SAMPLE.rglob("*") if path.is_file()}
    assert made.keys() == stored.keys()
    for name, path in made.items():
        assert contents(path) == contents(stored[name]), name
    assert sum(path.stat().st_size for path in stored.values()) < 6_000_000


def test_same_seed_gives_the_same_bytes(tmp_path):
    first, second = generate(tmp_path / "first"), generate(tmp_path / "second")
    assert [path.read_bytes() for path in first.values()] == [
        path.read_bytes() for path in second.values()
    ]
