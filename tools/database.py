"""Databases of this checkout: the template, copies of it, a school with sample data."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

from common import (
    ADDONS,
    CACHE,
    ENV,
    LOGS,
    ROOT,
    TOOLS,
    VAR,
    as_user,
    die,
    last_words,
    odoo,
    outside_needs,
    say,
)

LOADING = re.compile(r"Loading module (\w+) \((\d+)/(\d+)\)")


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


def database_exists(name):
    return bool(psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def filestore(name):
    return VAR / "data" / "filestore" / name


def drop_database(name):
    psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', admin=True)
    shutil.rmtree(filestore(name), ignore_errors=True)


def copy_database(source, target):
    drop_database(target)
    psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{source}' AND pid != pg_backend_pid()",
        admin=True,
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
        # whoever else waited for the lock may have made it
        return name if database_exists(name) else _make_template(name, seed, needs)


def _make_template(name, seed, needs):
    building = f"{name}_new"
    drop_database(building)
    if (seed / "complete").exists():
        say("Restoring the template database from the cache ...")
        restore_database(seed, building)
    else:
        say(f"Building the template database ({len(needs)} modules, about a minute) ...")
        create_empty(building)
        log = LOGS / "template.log"
        arguments = ["-d", building, "-i", ",".join(needs), "--stop-after-init"]
        if odoo(*arguments, log=log) or odoo(
            "i18n", "loadlang", "-d", building, "-l", "vi", log=LOGS / "template-vi.log"
        ):
            say(last_words(log))
            die("the template database could not be made", f"the whole log: {log}")
        shutil.rmtree(seed, ignore_errors=True)
        seed.mkdir(parents=True)
        dump_database(building, seed)
    psql(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    if filestore(building).exists():
        os.rename(filestore(building), filestore(name))
    return name


def dump_database(name, folder):
    with open(folder / "dump", "wb") as out:
        command = ["pg_dump", "-Fc", "-Z1", name]
        as_user(command, check=True, stdout=out, env={**os.environ, **pg_env()})
    if filestore(name).is_dir():
        shutil.copytree(filestore(name), folder / "filestore")
    (folder / "complete").touch()


def restore_database(folder, name):
    create_empty(name)
    command = ["pg_restore", "--no-owner", "--no-comments", "-d", name]
    with open(folder / "dump", "rb") as dump:
        as_user(command, check=True, stdin=dump, env={**os.environ, **pg_env()})
    if (folder / "filestore").is_dir():
        filestore(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder / "filestore", filestore(name))
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{ENV['RUN_AS']}:", VAR / "data"], check=True)


def secure_trail(name):
    """Give the trail to a role of its own, so that Odoo's role cannot rewrite it."""
    folder = ADDONS / "school_core" / "tools"
    command = [
        "psql",
        "-U",
        "postgres",
        "-d",
        name,
        "-qX",
        "-v",
        "odoo=odoo",
        "-f",
        "trail_owner.sql",
    ]
    environment = {**os.environ, **pg_env(), "PGOPTIONS": "-c client_min_messages=warning"}
    if as_user(command, cwd=folder, env=environment, check=False).returncode:
        die(f"the trail of {name} could not be secured", f"see {LOGS}/postgresql.log")


def with_progress(*arguments, log):
    """Run Odoo, its output in a log, one line on screen that tells how far it is."""
    screen = sys.stderr.isatty()
    last = 0.0
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [TOOLS / "odoo", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        for line in process.stdout:
            out.write(line)
            match = LOADING.search(line)
            if match and (screen or time.monotonic() - last > 5):
                last = time.monotonic()
                name, done, total = match.groups()
                end = "" if screen else "\n"
                print(f"\r  {done}/{total} {name:<40}", end=end, file=sys.stderr, flush=True)
    if screen:
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
    return process.wait()


def first_run(database, password, url, environment=os.environ):
    """Vietnamese settings and the sample schools; returns [login, role] pairs."""
    environment = {
        **environment,
        "SCHOOL_PASSWORD": password,
        "SCHOOL_URL": url,
        "SCHOOL_SAMPLE": str(ROOT / "data" / "sample"),
    }
    log = LOGS / "first-run.log"
    with open(TOOLS / "first_run.py") as script, open(log, "w") as errors:
        process = subprocess.Popen(
            [TOOLS / "odoo", "shell", "-d", database, "--no-http"],
            stdin=script,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for line in process.stderr:
            errors.write(line)
            if line.startswith("» "):
                say(line[2:].rstrip())
        lines = process.stdout.read().splitlines()
    if process.wait():
        drop_database(database)
        say(last_words(log))
        die("the school could not be set up", f"the whole log: {log}")
    return [line.split("\t") for line in lines if "\t" in line]
