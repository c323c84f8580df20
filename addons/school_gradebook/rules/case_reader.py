# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of the case format: strict, complete, every problem named with its place."""

from contextlib import contextmanager
from decimal import Decimal

from .model import LEVEL_GRADES, TERMS, Case, CaseError, CaseSubject, Settings, TermMarks
from .registry import RulesError, get_rules
from .scale import KINDS, MarkError, to_decimal, to_value

_CASE_KEYS = (
    "rules",
    "level",
    "grade",
    "settings",
    "subjects",
    "conduct",
    "absences",
    "disability",
)
_SUBJECT_KEYS = (
    "code",
    "kind",
    "periods",
    "extra_regular",
    "terms",
    "term_average",
    "year_average",
    "summer",
    "exempt",
    "key",
    "specialised",
)
#: Keys of the format that only the rules of primary school use.
_PRIMARY_CASE_KEYS = ("qualities", "competencies", "recognised")
_PRIMARY_SUBJECT_KEYS = ("year",)
_LARGEST = 10**6
_MARK_PROBLEMS = {
    "format": "is not a number",
    "range": "is outside 0 to 10",
    "decimals": "has more than one decimal",
    "not_a_level": 'is neither "D" nor "CD"',
}


def read_case(data):
    """Read plain data into a :class:`~.model.Case` and the rules that it names.

    :raise CaseError: with every problem found
    """
    if not isinstance(data, dict):
        raise CaseError([f"a case must be an object, not {_name_type(data)}"])
    try:
        rules = get_rules(data.get("rules"), data.get("level"))
    except RulesError as error:
        raise CaseError([f"rules, level: {error}"]) from None
    reader = rules.reader()
    case = reader.case(data, rules)
    if reader.problems:
        raise CaseError(reader.problems)
    return case, rules


def _name_type(value):
    names = {dict: "an object", list: "a list", str: "a text", bool: "a truth value"}
    return "null" if value is None else names.get(type(value), "a number")


class CaseReader:
    """Walks a document, keeps the path, collects the problems; a bad value reads as None.

    A circular whose cases hold something else names a class that inherits as its ``reader``.
    """

    conduct_keys = (*TERMS, "summer")

    def __init__(self):
        self.problems = []
        self._path = []

    @contextmanager
    def at(self, key):
        self._path.append(f"[{key}]" if isinstance(key, int) else f".{key}")
        yield
        self._path.pop()

    def problem(self, text):
        path = "".join(self._path).lstrip(".")
        self.problems.append(f"{path}: {text}" if path else text)

    def _object(self, value, keys, foreign=()):
        """Return a mapping with all ``keys``; null and what is left out read as None."""
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self.problem(f"must be an object, not {_name_type(value)}")
            value = {}
        for key, content in value.items():
            if key in keys or (key in foreign and content is None):
                continue
            with self.at(key):
                self.problem("does not belong to these rules" if key in foreign else "unknown key")
        return {key: value.get(key) for key in keys}

    def _child(self, parent, key, read, *args):
        with self.at(key):
            return read(parent[key], *args)

    def _list(self, value):
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(f"must be a list, not {_name_type(value)}")
            return []
        return value

    def _choice(self, value, choices, default=None):
        if value is None:
            return default
        if not isinstance(value, str) or value not in choices:
            self.problem(f"{value!r} is none of {', '.join(choices)}")
            return default
        return value

    def _flag(self, value, default=False):
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem(f"must be true or false, not {value!r}")
            return default
        return value

    def _whole(self, value, least):
        if value is None:
            return None
        try:
            number = to_decimal(value) if isinstance(value, str) else value
            if isinstance(number, bool) or abs(number) >= _LARGEST or number != int(number):
                raise MarkError("format")
        except (TypeError, ValueError):
            self.problem(f"must be a whole number, not {_plain(value)}")
            return None
        if number < least:
            self.problem(f"must be at least {least}, not {_plain(value)}")
            return None
        return int(number)

    def _value(self, value, kind):
        try:
            return to_value(kind, value)
        except MarkError as error:
            self.problem(f"{_plain(value)} {_MARK_PROBLEMS[error.reason]}")
            return None

    # The objects of the format

    def case(self, data, rules):
        data = self._object(data, _CASE_KEYS, _PRIMARY_CASE_KEYS)
        conduct_levels = rules.conduct_levels
        return Case(
            rules=rules.code,
            level=data["level"],
            grade=self._child(data, "grade", self._grade, data["level"]),
            settings=self._child(data, "settings", self._settings),
            subjects=self._child(data, "subjects", self._subjects),
            conduct=self._child(data, "conduct", self._conduct, conduct_levels),
            absences=self._child(data, "absences", self._absences),
            disability=self._child(data, "disability", self._choice, ("inclusive",)),
        )

    def _grade(self, value, level):
        grade = self._whole(value, 1)
        if grade is not None and grade not in LEVEL_GRADES[level]:
            self.problem(f"{grade} is no grade of {level}")
        return grade

    def _settings(self, value):
        data = self._object(value, ("adjust_counts_comment_subject", "adjust_reading"))
        return Settings(
            self._child(data, "adjust_counts_comment_subject", self._flag, True),
            self._child(data, "adjust_reading", self._choice, ("A", "B"), "A"),
        )

    def _conduct(self, value, levels):
        data = self._object(value, self.conduct_keys, ("year",))
        return {key: self._child(data, key, self._choice, levels) for key in data}

    def _absences(self, value):
        data = self._object(value, ("excused", "unexcused"))
        return tuple(self._child(data, key, self._whole, 0) for key in data)

    def _subjects(self, value):
        subjects, codes = [], set()
        for place, content in enumerate(self._list(value)):
            with self.at(place):
                subjects.append(self._subject(content, codes))
        if not value:
            self.problem("there must be at least one subject")
        return tuple(subjects)

    def _subject(self, value, codes):
        data = self._object(value, _SUBJECT_KEYS, _PRIMARY_SUBJECT_KEYS)
        code = self._child(data, "code", self._code, codes)
        kind = self._child(data, "kind", self._choice, KINDS)
        flags = {key: self._child(data, key, self._flag) for key in ("key", "specialised")}
        if kind is None:
            if data["kind"] is None:
                self.problem(f"kind must be one of {', '.join(KINDS)}")
            return None
        return CaseSubject(
            code=code,
            kind=kind,
            periods=self._child(data, "periods", self._whole, 1),
            extra_regular=self._child(data, "extra_regular", self._extra),
            terms=self._child(data, "terms", self._terms, kind),
            term_average=self._child(data, "term_average", self._term_average, kind),
            year_average=self._child(data, "year_average", self._value, kind),
            summer=self._child(data, "summer", self._value, kind),
            exempt=self._child(data, "exempt", self._exempt),
            **flags,
        )

    def _code(self, value, codes):
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self.problem(f"must be a printable text, not {_plain(value)}")
        elif value in codes:
            self.problem(f"{value!r} stands twice")
        else:
            codes.add(value)
        return value

    def _exempt(self, value):
        """Return the terms in which a pupil is exempt."""
        return TERMS if self._flag(value) else ()

    def _extra(self, value):
        """Read the number for both terms, or an object with a number for each term."""
        if not isinstance(value, dict):
            return dict.fromkeys(TERMS, self._whole(value, 0) or 0)
        data = self._object(value, TERMS)
        return {term: self._child(data, term, self._whole, 0) or 0 for term in TERMS}

    def _terms(self, value, kind):
        data = self._object(value, TERMS)
        return {term: self._child(data, term, self._term, kind) for term in TERMS}

    def _term(self, value, kind):
        if value is None:
            return None
        data = self._object(value, ("regular", "midterm", "final"))
        with self.at("regular"):
            regular = []
            for place, mark in enumerate(self._list(data["regular"])):
                with self.at(place):
                    regular.append(self._value(mark, kind))
        return TermMarks(
            tuple(regular),
            self._child(data, "midterm", self._periodic, kind),
            self._child(data, "final", self._value, kind),
        )

    def _periodic(self, value, kind):
        return self._value(value, kind)

    def _term_average(self, value, kind):
        data = self._object(value, TERMS)
        return {term: self._child(data, term, self._value, kind) for term in TERMS}


def _plain(value):
    return str(value) if isinstance(value, Decimal) else repr(value)
