# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the properties of the circulars have in common."""

import copy
import json

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.rules.loader import case_json, rules


def examples(number):
    """Return the settings of a test on ``number`` cases, the same ones at each run."""
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


def at(result, path):
    """Return what stands at a reason's ``of``; codes of these cases have no dot."""
    for key in path.split("."):
        result = result[key]
    return result


def stored(subject, value):
    """Return a value of a case as the rules keep it."""
    if subject["kind"] == "comment":
        return {None: None, "D": rules.PASSED, "CD": rules.FAILED}[value]
    return rules.to_tenths(value)


def better_case(case, data, mark):
    """Return the case with one mark or average of one subject raised."""
    better = copy.deepcopy(case)
    subject = better["subjects"][data.draw(st.integers(0, len(case["subjects"]) - 1))]
    places = [(subject, "year_average")]
    places += [(subject.get("term_average", {}), term) for term in ("1", "2")]
    for row in subject.get("terms", {}).values():
        places.append((row, "final"))
        for key in ("midterm", "regular"):
            several = isinstance(row[key], list)
            places += [(row[key], i) for i in range(len(row[key]))] if several else [(row, key)]
    places = [
        (holder, key)
        for holder, key in places
        if (holder[key] if isinstance(holder, list) else holder.get(key)) is not None
    ]
    if places:
        holder, key = data.draw(st.sampled_from(places))
        if subject["kind"] == "comment":
            holder[key] = "D"
        else:
            old = float(str(holder[key]).replace(",", "."))
            holder[key] = max(old, data.draw(mark))
    return better


class PropertiesMixin:
    def check_survives_json(self, case):
        """The input stays as it was; case and result are the same after JSON."""
        before = copy.deepcopy(case)
        result = case_json.assess(case)
        self.assertEqual(case, before)
        self.assertEqual(json.loads(case_json.dumps(result)), result)
        self.assertEqual(case_json.assess(case_json.loads(json.dumps(case))), result)
        return result

    def check_order_does_not_matter(self, case, chance):
        """Subjects, and marks that count alike, may stand in any order."""
        mixed = copy.deepcopy(case)
        chance.shuffle(mixed["subjects"])
        for subject in mixed["subjects"]:
            for row in subject.get("terms", {}).values():
                for marks in (row["regular"], row["midterm"]):
                    if isinstance(marks, list) and None not in marks:
                        chance.shuffle(marks)
        one, two = case_json.assess(case), case_json.assess(mixed)
        for result in (one, two):
            del result["reasons"]
            result["missing"].sort()
            result["reassess"].sort()
        self.assertEqual(one, two)
