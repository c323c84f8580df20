# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Assess cases from the command line with plain Python: ``python3 cli.py CASEFILE`` (``-``: stdin).

Prints the result, and nothing else, on standard output. Exit status 0: read and assessed; 2: not
readable, with every problem on standard error.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def _load_rules():
    """Load this folder as a package of its own, without the Odoo addon around it."""
    folder = Path(__file__).resolve().parent
    spec = spec_from_file_location(
        "school_rules", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    package = module_from_spec(spec)
    sys.modules[spec.name] = package
    spec.loader.exec_module(package)
    from school_rules import case_json

    return case_json


def _read(name):
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return raw.decode("utf-8-sig")


def main(arguments):
    if len(arguments) != 1:
        print("usage: cli.py CASEFILE (or - for standard input)", file=sys.stderr)
        return 2
    case_json = _load_rules()
    try:
        text = case_json.dumps(case_json.assess(case_json.loads(_read(arguments[0]))))
    except OSError as error:
        print(f"{arguments[0]}: {error.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError as error:
        print(f"{arguments[0]}: not UTF-8: {error}", file=sys.stderr)
        return 2
    except case_json.CaseError as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.buffer.write(text.encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
