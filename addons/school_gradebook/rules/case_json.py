# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The case format: one pupil's year as JSON in, the results as JSON out.

Nothing is computed while a document has a problem.
"""

import json
from decimal import Decimal

from .case_reader import read_case
from .model import CaseError


def loads(text):
    """Parse JSON text into plain data with exact numbers.

    :raise CaseError: no JSON, or an object that has a key twice
    """
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_keys,
        )
    except RecursionError:
        raise CaseError(["not a case: nested too deeply"]) from None
    except ValueError as error:
        if isinstance(error, CaseError):
            raise
        raise CaseError([f"not JSON: {error}"]) from None


def dumps(results):
    """Write one result (a mapping) on several lines, a list with one result a line."""
    if not isinstance(results, list):
        return json.dumps(results, ensure_ascii=False, indent=2)
    lines = [json.dumps(result, ensure_ascii=False) for result in results]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def assess(document):
    """Assess a case, or a list of cases, given as plain data; return the same shape of results.

    :raise CaseError: with all problems of all cases
    """
    if not isinstance(document, list):
        return _assess_one(document)
    results, problems = [], []
    for place, case in enumerate(document):
        try:
            results.append(_assess_one(case))
        except CaseError as error:
            problems += [f"[{place}].{problem}" for problem in error.problems]
    if problems:
        raise CaseError(problems)
    return results


def result_data(result):
    """Return a :class:`~.model.CaseResult` as the plain data of the format."""
    return {
        "subjects": result.subjects,
        "learning": result.learning,
        "learning_before_adjustment": result.learning_before_adjustment,
        "conduct": result.conduct,
        "average": result.average,
        "overall": result.overall,
        "promotion": result.promotion,
        "reassess": result.reassess,
        "title": result.title,
        "missing": result.missing,
        "reasons": [reason._asdict() for reason in result.reasons],
    }


def _assess_one(data):
    case, rules = read_case(data)
    return result_data(rules.assess_case(case))


def _refuse_constant(name):
    raise CaseError([f"not JSON: {name} is no number"])


def _unique_keys(pairs):
    result = {}
    for key, value in pairs:
        if key in result:
            raise CaseError([f"the key {key!r} stands twice in one object"])
        result[key] = value
    return result
