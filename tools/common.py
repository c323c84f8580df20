"""What the tools written in Python share: paths, commands as the unprivileged user, databases."""

import ast
import fcntl
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
ROOT = TOOLS.parent
ADDONS = ROOT / "addons"
_lines = subprocess.run([TOOLS / "env"], stdout=subprocess.PIPE, text=True, check=True).stdout
ENV = dict(line.split("=", 1) for line in _lines.splitlines())
VAR = Path(ENV["VAR"])
CACHE = Path(ENV["CACHE"])
VENV = Path(ENV["VENV"])
LOGS = VAR / "log"
# installed where no addon asks for anything else yet
LEAST_MODULES = {"base", "mail", "hr", "resource", "portal"}


def die(message, *hints):
    print(f"\nError: {message}", file=sys.stderr)
    for hint in hints:
        print(f"  {hint}", file=sys.stderr)
    sys.exit(1)


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_user(command, **options):
    command = [str(part) for part in command]
    if os.geteuid() == 0:
        user = ENV["RUN_AS"]
        command = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", *command]
        options.setdefault("env", {**os.environ, "HOME": str(VAR / "home")})
    return subprocess.run(command, **options)


def psql(sql, database="postgres", admin=False):
    """Run one statement; returns its rows as lists of text."""
    command = [TOOLS / "pg", "admin" if admin else "psql", "-d", database]
    command += ["-qXAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", sql]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"},
    )
    if done.returncode:
        die(f"PostgreSQL refused: {sql[:200]}", f"see {LOGS}/postgresql.log")
    return [line.split("\x1f") for line in done.stdout.splitlines()]


def pg_env():
    text = subprocess.run(
        [TOOLS / "pg", "env"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return dict(re.findall(r"(PG\w+)=(\S+)", text))


def odoo(*arguments, log=None, **options):
    """Run Odoo; with log= its output goes to that file."""
    command = [TOOLS / "odoo", *(str(argument) for argument in arguments)]
    if log is None:
        return subprocess.run(command, **options).returncode
    log.parent.mkdir(exist_ok=True)
    with open(log, "w", encoding="utf-8") as out:
        return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, **options).returncode


def last_words(log):
    """The end of a log without the chatter: what went wrong."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([line for line in lines if " INFO " not in line][-15:])


# Addons


def manifests():
    """Our addons: {name: manifest}."""
    return {
        path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8"))
        for path in sorted(ADDONS.glob("*/__manifest__.py"))
    }


def closure(addons):
    """The addons of ours that these need, in an order that can be installed."""
    known, done = manifests(), []

    def visit(name):
        if name in known and name not in done:
            for need in known[name].get("depends", []):
                visit(need)
            done.append(name)

    for addon in addons:
        if addon not in known:
            die(f"there is no addon {addon!r}", f"there are: {', '.join(known) or 'none'}")
        visit(addon)
    return done


def outside_needs():
    """Modules of Odoo and OCA that our addons stand on."""
    known = manifests()
    needs = {need for manifest in known.values() for need in manifest.get("depends", [])}
    return sorted((needs - set(known)) | LEAST_MODULES)


def tree_hash(folder, skip=("tests", "__pycache__", "readme")):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not set(parts) & set(skip):
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


# Databases


def database_exists(name):
    return bool(psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def filestore(name):
    return VAR / "data" / "filestore" / name


def drop_database(name):
    psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def copy_database(source, target):
    drop_database(target)
    psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{source}' AND pid != pg_backend_pid()"
    )
    psql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    # the identity that Odoo gives a database must differ
    psql(
        "UPDATE ir_config_parameter SET value = gen_random_uuid() WHERE key = 'database.uuid'",
        target,
    )
    if filestore(source).is_dir():
        as_user(["cp", "-a", "--reflink=auto", filestore(source), filestore(target)], check=True)


def create_empty(name):
    """A database collated as Odoo's are, with the extensions that its indexes need."""
    psql(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'")
    for extension in ("unaccent", "pg_trgm", "btree_gist"):
        psql(f"CREATE EXTENSION {extension}", name, admin=True)
    # as Odoo does itself: an index may only use functions that are called immutable
    psql("ALTER FUNCTION unaccent(text) IMMUTABLE", name, admin=True)


def template():
    """Name of the template database: Odoo's and OCA's modules that ours stand on, in vi_VN.

    Kept as a dump in the cache, so that another checkout does not build it again.
    """
    needs = outside_needs()
    made_from = "\n".join(["2", *needs, ENV["ODOO_TREE"], ENV["VENV"]])
    key = hashlib.sha256(made_from.encode()).hexdigest()[:12]
    name, seed = f"template_{key}", CACHE / f"template-{key}"
    if database_exists(name):
        return name
    with open(CACHE / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _make_template(name, seed, needs)


def _make_template(name, seed, needs):
    building = f"{name}_new"
    drop_database(building)
    if (seed / "complete").exists():
        say("Restoring the template database from the cache ...")
        create_empty(building)
        command = [
            "pg_restore",
            "-j2",
            "--no-owner",
            "--no-comments",
            "-d",
            building,
            seed / "dump",
        ]
        as_user(command, check=True, env={**os.environ, **pg_env()})
        filestore(building).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(seed / "filestore", filestore(building))
    else:
        say(f"Building the template database ({len(needs)} modules, about a minute) ...")
        create_empty(building)
        log = LOGS / "template.log"
        arguments = ["-d", building, "-i", ",".join(needs), "--stop-after-init"]
        if odoo(*arguments, log=log) or odoo(
            "i18n", "loadlang", "-d", building, "-l", "vi", log=LOGS / "template-vi.log"
        ):
            die("the template database could not be made", f"see {log}")
        shutil.rmtree(seed, ignore_errors=True)
        seed.mkdir(parents=True)
        with open(seed / "dump", "wb") as out:
            command = ["pg_dump", "-Fc", "-Z1", building]
            as_user(command, check=True, stdout=out, env={**os.environ, **pg_env()})
        shutil.copytree(filestore(building), seed / "filestore")
        (seed / "complete").touch()
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{ENV['RUN_AS']}:", VAR / "data"], check=True)
    psql(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    os.rename(filestore(building), filestore(name))
    return name
