# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Loads the rules as a folder of their own, without the Odoo addon around them."""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons" / "school_gradebook"
RULES = ADDON / "rules"


def load(name, folder):
    """Import ``folder`` as the package ``name``."""
    if name not in sys.modules:
        spec = spec_from_file_location(
            name, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


rules = load("school_rules", RULES)
case_json = import_module("school_rules.case_json")


def _load_module(name, path):
    spec = spec_from_file_location(name, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


case_table = _load_module("school_case_table", ADDON / "tests" / "case_table.py")
