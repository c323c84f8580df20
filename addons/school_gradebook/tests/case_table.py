# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Table tests of the rules: each entry of cases/*.json is a case and a part of its result.

Without Odoo imports, so that the same tables run inside and outside of Odoo.
"""

import json
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def check_tables(test, pattern, case_json):
    """Assess every entry of the files that match; return how many there were.

    :param test: the unittest.TestCase that runs
    :param case_json: the module ``rules.case_json``
    """
    count = 0
    for path in sorted(CASES.glob(pattern)):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            count += 1
            with test.subTest(f"{path.stem}: {entry['name']} ({entry['article']})"):
                # As it comes from a file: exact numbers, and what is printed is what counts.
                case = case_json.loads(json.dumps(entry["case"]))
                result = json.loads(case_json.dumps(case_json.assess(case)))
                _check_part(test, entry["expected"], result, "")
                for wanted in entry.get("reasons", ()):
                    _check_reason(test, wanted, result["reasons"])
    return count


def _check_part(test, expected, found, path):
    if not isinstance(expected, dict):
        test.assertEqual(found, expected, path)
        return
    for key, value in expected.items():
        test.assertIn(key, found, path)
        _check_part(test, value, found[key], f"{path}.{key}")


def _check_reason(test, wanted, reasons):
    wanted = dict(wanted)
    text = wanted.pop("contains", "")
    fitting = [
        reason
        for reason in reasons
        if text in reason["because"] and all(reason[key] == value for key, value in wanted.items())
    ]
    test.assertTrue(fitting, f"no reason {wanted} with {text!r} in {reasons}")
