# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A school of the sample handed over, loaded into an empty database, and handed over again."""

import io
import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from . import clock
from .covers import covers
from .school_server import SOURCE, TOOLS, SchoolServer, drop_database

sys.path.insert(0, str(TOOLS))

from database import psql

DATABASE = "test_handover_loaded"
#: The day and hour, and what follows from it.
DATED = ("at", "by")


def run(tool, *arguments, fails=False, given=""):
    done = subprocess.run(
        [TOOLS / tool, *map(str, arguments)],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=clock.environment(),
    )
    assert bool(done.returncode) == fails, done.stdout[-3000:]
    return done.stdout


#: What an installation may have made before, under numbers that the school has.
OCCUPANTS = """
partner = env["res.partner"].create(
    {"name": "Chủ cũ", "category_id": [(0, 0, {"name": "Nhãn cũ"})]}
)
env["ir.attachment"].create(
    {"name": "giay-cu.txt", "raw": b"x", "res_model": "res.partner", "res_id": partner.id}
)
env["res.users"].create({"name": "Người cũ", "login": "nguoi-cu"})
env.cr.commit()
"""


def make_database(ours, addons):
    """Make the empty database with all ``addons``, as handover-load makes one that is not there."""
    run("db", "make", DATABASE, ",".join(ours))
    lacking = psql("SELECT name FROM ir_module_module WHERE state = 'uninstalled'", DATABASE)
    others = ",".join(name for (name,) in lacking if name in addons)
    if others:
        run("odoo", "-d", DATABASE, "-i", others, "--stop-after-init", "--no-http")


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory):
    """The zip of the first sample school, the database it was loaded into, the zip made of that."""
    server = SchoolServer(name="handover")
    drop_database(DATABASE)
    folder = tmp_path_factory.mktemp("handover")
    try:
        first, second = folder / "first", folder / "second"
        run("handover", server.database, "dt", first)
        with zipfile.ZipFile(first / "ban-giao-dt.zip") as archive:
            addons = json.loads(archive.read("manifest.json"))["addons"]
        make_database([name for name in addons if name.startswith("school_")], addons)
        run("odoo", "shell", "-d", DATABASE, "--no-http", "--log-level=warn", given=OCCUPANTS)
        told = run("handover-load", first / "ban-giao-dt.zip", DATABASE)
        run("handover", DATABASE, "dt", second)
        yield first / "ban-giao-dt.zip", told, second / "ban-giao-dt.zip"
    finally:
        server.drop()
        drop_database(DATABASE)


#: Which numbers shared data have in the database they come from, and the sums over that.
OWN = ("manifest.json", "SHA256SUMS", "data/known.csv", "data/known.jsonl")


def content_of(archive, name):
    """Return the bytes of a file, or the cells of a workbook but for what its print is signed by."""
    content = archive.read(name)
    if not name.endswith(".xlsx"):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {
        sheet.title: [
            row
            for row in sheet.iter_rows(values_only=True)
            if not str(row[:1]).startswith(("('In ngày", "('http"))
        ]
        for sheet in book
    }


@covers("SIG-04")
def test_what_is_loaded_is_handed_over_again_byte_for_byte(handed_over):
    first, _told, second = map(str, handed_over)
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        names = sorted(one.namelist())
        assert names == sorted(other.namelist())
        assert len(names) > 200
        differing = [
            name
            for name in names
            if name not in OWN and content_of(one, name) != content_of(other, name)
        ]
        assert not differing
        manifests = [json.loads(archive.read("manifest.json")) for archive in (one, other)]
    for manifest in manifests:
        for key in (*DATED, "sha256sums"):
            manifest.pop(key)
    assert manifests[0] == manifests[1]
    assert manifests[0]["counts"]["school.student"] > 100
    assert not manifests[0]["references_left_out"]


@covers("SIG-04", "AUD-01")
def test_the_trail_comes_along_and_proves_itself(handed_over, tmp_path):
    first, told, _second = handed_over
    assert "0 faults in the trail" in told
    with zipfile.ZipFile(first) as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=False
    )
    assert not checked.returncode
    proof = [sys.executable, tmp_path / "verify_trail.py"]
    assert not subprocess.run(proof, check=False).returncode
    trail = tmp_path / "data" / "school.trail.jsonl"
    text = trail.read_text(encoding="utf-8")
    trail.write_text(text.replace('"operation": "create"', '"operation": "write"', 1), "utf-8")
    assert subprocess.run(proof, stdout=subprocess.DEVNULL, check=False).returncode
    # what was altered is not loaded either
    refused = run("handover-load", tmp_path, DATABASE, fails=True)
    assert "data/school.trail.jsonl" in refused


@covers("SIG-04")
def test_what_had_a_number_of_the_school_made_way(handed_over):
    _first, told, _second = handed_over
    assert "res.partner/" in told and "res.users/" in told
    kept = """
        SELECT partner.name, category.name ->> 'en_US' FROM ir_attachment file
          JOIN res_partner partner ON partner.id = file.res_id
          JOIN res_partner_res_partner_category_rel tag ON tag.partner_id = partner.id
          JOIN res_partner_category category ON category.id = tag.category_id
         WHERE file.name = 'giay-cu.txt'"""
    assert psql(kept, DATABASE) == [["Chủ cũ", "Nhãn cũ"]]
    user = """
        SELECT partner.name FROM res_users u JOIN res_partner partner ON partner.id = u.partner_id
         WHERE u.login = 'nguoi-cu'"""
    assert psql(user, DATABASE) == [["Người cũ"]]


@covers("SIG-04")
def test_the_workbooks_hold_every_pupil(handed_over):
    first, _told, _second = handed_over
    with zipfile.ZipFile(first) as archive:
        count = json.loads(archive.read("manifest.json"))["counts"]["school.student"]
        codes = set()
        for name in archive.namelist():
            if name.startswith("workbooks/hoc-sinh-"):
                rows = next(iter(content_of(archive, name).values()))
                codes |= {row[rows[1].index("Mã học sinh")] for row in rows[2:]}
        assert len(codes) == count
        assert [name for name in archive.namelist() if "So theo doi danh gia" in name]
        assert not json.loads(archive.read("manifest.json"))["not_printed"]


def test_nothing_is_loaded_over_a_school(handed_over):
    first, _told, _second = handed_over
    assert "not empty" in run("handover-load", first, DATABASE, fails=True)


@covers("SIG-04")
def test_nothing_of_the_other_school_and_no_secret_leaves(handed_over):
    first, _told, _second = handed_over
    with zipfile.ZipFile(first) as archive:
        for name in archive.namelist():
            if not name.startswith("data/"):
                continue
            text = archive.read(name).decode()
            for secret in ("$pbkdf2", "totp_secret", "access_token"):
                assert secret not in text, (name, secret)
            # the codes of the other sample school's pupils and the logins of its staff
            for foreign in ('"SN0', ",SN0", '.sn"', ".sn,", "Tiểu học Suối Ngàn"):
                assert foreign not in text, (name, foreign)


def test_a_school_that_is_not_there_is_named():
    assert "there are: dt" in run("handover", SOURCE, "nowhere", fails=True)
