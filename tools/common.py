"""What the tools written in Python share: paths, commands as the unprivileged user, databases."""

import ast
import hashlib
import os
import re
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
# modules that every school stands on
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
        options.setdefault("cwd", ROOT)
        options.setdefault("env", {**os.environ, "HOME": str(VAR / "home")})
    return subprocess.run(command, **options)


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


def oca_addons():
    """The OCA addons of requirements.txt."""
    names = re.findall(
        r"^odoo-addon-([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE
    )
    return [name.replace("-", "_") for name in names]
