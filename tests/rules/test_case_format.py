# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The case format on the command line: what is read, what is refused and how."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.covers import covers
from tests.rules.loader import RULES, case_json

CASE = {
    "rules": "TT22",
    "level": "THCS",
    "grade": 8,
    "settings": {"adjust_counts_comment_subject": True, "adjust_reading": "A"},
    "subjects": [
        {
            "code": "toan",
            "kind": "score",
            "periods": 140,
            "terms": {
                "1": {"regular": [8, "7,5", 9, 8], "midterm": 7, "final": 8},
                "2": {"regular": [8, 8, 9, 7], "midterm": 7.5, "final": "8.5"},
            },
            "summer": None,
            "key": True,
            "specialised": False,
        },
        {"code": "gdtc", "kind": "comment", "year_average": "D"},
    ],
    "conduct": {"1": "kha", "2": "tot", "summer": None},
    "absences": {"excused": "3", "unexcused": 0},
    "disability": None,
    "recognised": None,
}
SHAPE = [
    "subjects",
    "learning",
    "learning_before_adjustment",
    "conduct",
    "average",
    "overall",
    "promotion",
    "reassess",
    "title",
    "missing",
    "reasons",
]


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.integers(-5, 50),
    st.floats(),
    st.sampled_from(("", "D", "CD", "8,5", "9" * 5000, "tot", "TT27", 1e308, -0.0, 10**400)),
    st.text(max_size=5),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("12ab"), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(document):
    """Yield (holder, key) for every place of a document."""
    keys = document if isinstance(document, dict) else range(len(document))
    for key in list(keys):
        yield document, key
        if isinstance(document[key], (dict, list)):
            yield from places(document[key])


def run(text, *arguments):
    return subprocess.run(
        [sys.executable, str(RULES / "cli.py"), *(arguments or ("-",))],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        check=False,
        env={"LC_ALL": "C"},
    )


LIST = {"1": {"regular": [8, 8, 8, 8], "midterm": [7, 8], "final": 8}}


class TestCommandLine(unittest.TestCase):
    @covers("GB-10")
    def test_a_case_gives_its_result_and_nothing_else(self):
        done = run(json.dumps(CASE))
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        result = json.loads(done.stdout)
        self.assertEqual(list(result), SHAPE)
        self.assertEqual(result["subjects"]["toan"]["year"], 8.0)
        self.assertIn("Điều 9.1b", done.stdout.decode())
        self.assertEqual(result, case_json.assess(CASE))

    def test_a_list_gives_a_list(self):
        result = json.loads(run(json.dumps([CASE, CASE])).stdout)
        self.assertEqual(result, [case_json.assess(CASE)] * 2)
        self.assertEqual(json.loads(run("[]").stdout), [])

    def test_a_file_with_a_byte_order_mark_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "case.json"
            path.write_text(json.dumps(CASE), encoding="utf-8-sig")
            done = run("", str(path))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_cannot_be_read_ends_with_status_2_and_no_output(self):
        texts = ("", "{", "3", "null", '{"a": NaN}', "[" * 100000, b"\xff\xfe", '"text"')
        for text in texts:
            with self.subTest(str(text)[:20]):
                done = run(text)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertTrue(done.stderr)
                self.assertNotIn(b"Traceback", done.stderr)
        for arguments in (("/nowhere/case.json",), ("-", "-")):
            done = run("", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertNotIn(b"Traceback", done.stderr)

    def test_nothing_of_the_addon_or_of_odoo_is_imported(self):
        code = (
            "import runpy, sys\n"
            f"sys.argv = ['cli.py', {str(RULES / 'no_such_case.json')!r}]\n"
            "try:\n"
            f"    runpy.run_path({str(RULES / 'cli.py')!r}, run_name='__main__')\n"
            "except SystemExit as stop:\n"
            "    assert stop.code == 2\n"
            "print([n for n in sys.modules if n.startswith(('odoo', 'school_gradebook'))])\n"
        )
        done = subprocess.run(
            [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
        )
        self.assertEqual(done.stdout, "[]\n")


class TestRefusals(unittest.TestCase):
    def problems(self, document):
        with self.assertRaises(case_json.CaseError) as caught:
            case_json.assess(document)
        return list(caught.exception.problems)

    def changed(self, **changes):
        return {**CASE, **changes}

    def old(self, rules="TT58", subject=None, **changes):
        if subject:
            changes["subjects"] = [{**CASE["subjects"][0], **subject}]
        return {**CASE, "rules": rules, "conduct": None, **changes}

    def subject(self, **changes):
        return self.changed(subjects=[{**CASE["subjects"][0], **changes}])

    @covers("GB-10")
    def test_each_mistake_is_named_with_its_place(self):
        wrong_row = {"1": {"regular": [8, "8,55", 11, -1, True], "midterm": "x", "Final": 8}}
        table = [
            (self.changed(foo=1), "foo: unknown key"),
            (self.changed(qualities={"yeu_nuoc": "T"}), "qualities: does not belong"),
            (self.changed(grade=10), "grade: 10 is no grade of THCS"),
            (self.changed(grade="tám"), "grade: must be a whole number"),
            (self.changed(settings={"adjust": 1}), "settings.adjust: unknown key"),
            (self.changed(settings={"adjust_reading": "C"}), "settings.adjust_reading: 'C'"),
            (self.changed(settings={"adjust_counts_comment_subject": 1}), "true or false"),
            (self.changed(settings=[]), "settings: must be an object, not a list"),
            (self.changed(conduct={"3": "tot"}), "conduct.3: unknown key"),
            (self.changed(conduct={"1": "tb"}), "conduct.1: 'tb' is none of tot, kha"),
            (self.changed(absences={"excused": -1}), "absences.excused: must be at least 0"),
            (self.changed(absences={"excused": 1.5}), "absences.excused: must be a whole"),
            (self.changed(absences={"unexcused": True}), "absences.unexcused: must be a whole"),
            (self.changed(absences=3), "absences: must be an object, not a number"),
            (self.changed(disability="deaf"), "disability: 'deaf' is none of inclusive"),
            (self.changed(subjects=None), "subjects: there must be at least one subject"),
            (self.changed(subjects={}), "subjects: must be a list, not an object"),
            (self.changed(subjects=CASE["subjects"] * 2), "subjects[2].code: 'toan' stands twice"),
            (self.subject(year={"level": "T"}), "subjects[0].year: does not belong"),
            (self.subject(code=None), "subjects[0].code: must be a printable text"),
            (self.subject(code="\ud800"), "subjects[0].code: must be a printable text"),
            (self.subject(periods=float("nan")), "subjects[0].periods: must be a whole number"),
            (self.subject(kind="essay"), "subjects[0].kind: 'essay' is none of score, comment"),
            (self.subject(kind=None), "subjects[0]: kind must be one of"),
            (self.subject(periods=0), "subjects[0].periods: must be at least 1"),
            (self.subject(extra_regular={"3": 1}), "subjects[0].extra_regular.3: unknown key"),
            (self.subject(exempt="yes"), "subjects[0].exempt: must be true or false"),
            (self.subject(key=3), "subjects[0].key: must be true or false"),
            (self.subject(summer="D"), "subjects[0].summer: 'D' is not a number"),
            (self.subject(terms={"3": {}}), "subjects[0].terms.3: unknown key"),
            (self.subject(terms=wrong_row), "subjects[0].terms.1.Final: unknown key"),
            (self.subject(terms=wrong_row), "terms.1.regular[1]: '8,55' has more than one decimal"),
            (self.subject(terms=wrong_row), "terms.1.regular[2]: 11 is outside 0 to 10"),
            (self.subject(terms=wrong_row), "terms.1.regular[3]: -1 is outside 0 to 10"),
            (self.subject(terms=wrong_row), "terms.1.regular[4]: True is not a number"),
            (self.subject(terms=wrong_row), "terms.1.midterm: 'x' is not a number"),
            (self.subject(terms={"1": {"regular": 8}}), "terms.1.regular: must be a list"),
            (self.subject(term_average={"1": 8}), "term_average.1: 8.0 is given, but the marks"),
            (self.subject(year_average=9), "year_average: 9.0 is given, but the terms give 8.0"),
            (self.changed(conduct={"year": "tot"}), "conduct.year: does not belong"),
            (self.subject(exempt={"1": True}), "subjects[0].exempt: must be true or false"),
            (self.old(conduct={"1": "dat"}), "conduct.1: 'dat' is none of tot, kha, tb, yeu"),
            (self.old(conduct={"final": "tb"}), "conduct.final: unknown key"),
            (self.old(subject={"exempt": {"3": True}}), "subjects[0].exempt.3: unknown key"),
            (self.old(subject={"exempt": {"1": 1}}), "subjects[0].exempt.1: must be true or"),
            (self.old(subject={"terms": LIST}), "subjects[0].terms.1.midterm: [7, 8] is not"),
            (
                self.old(rules="TT58-2011", subject={"terms": {"1": {"midterm": [7, 11]}}}),
                "subjects[0].terms.1.midterm[1]: 11 is outside 0 to 10",
            ),
            ({**CASE, "rules": "TT58", "level": "TH"}, "TT58 has no rules for TH"),
            ({**CASE, "rules": "TT27"}, "TT27 has no rules for THCS"),
            ({**CASE, "rules": "TT1"}, "unknown rules 'TT1'"),
            ({**CASE, "level": "TH"}, "TT22 has no rules for TH"),
            ({**CASE, "level": ["THCS"]}, "unknown level"),
            ({}, "unknown rules None"),
            ([CASE, self.changed(foo=1)], "[1].foo: unknown key"),
        ]
        for document, message in table:
            with self.subTest(message):
                self.assertIn(message, "\n".join(self.problems(document)))

    @settings(max_examples=1500, deadline=None, derandomize=True)
    @given(st.data())
    def test_any_document_is_assessed_or_refused(self, data):
        """One place of a good case is replaced by anything; nothing but CaseError may come."""
        document = json.loads(json.dumps(CASE))
        holder, key = data.draw(st.sampled_from(list(places(document))))
        holder[key] = data.draw(ANYTHING)
        text = json.dumps(document)
        try:
            result = case_json.assess(case_json.loads(text))
        except case_json.CaseError as error:
            self.assertTrue(all(error.problems))
        else:
            self.assertEqual(json.loads(case_json.dumps(result)), result)

    def test_all_mistakes_of_all_cases_are_told_at_once(self):
        found = self.problems([self.changed(foo=1, bar=2), CASE, self.changed(baz=1)])
        self.assertEqual(
            found, ["[0].foo: unknown key", "[0].bar: unknown key", "[2].baz: unknown key"]
        )

    def test_a_level_of_a_comment_subject_is_D_or_CD(self):
        for value in ("Đ", "d", 8, True, ["D"]):
            document = self.changed(
                subjects=[{"code": "gdtc", "kind": "comment", "year_average": value}]
            )
            self.assertIn('neither "D" nor "CD"', self.problems(document)[0])

    @covers("GB-10")
    def test_what_only_older_circulars_know_is_read(self):
        conduct = {"1": "tb", "2": "kha", "year": "tot", "summer": None}
        result = case_json.assess(self.old(conduct=conduct))
        self.assertEqual(result["conduct"]["year"], "tot")
        result = case_json.assess(self.old(rules="TT58-2011", subject={"terms": LIST}))
        self.assertEqual(result["subjects"]["toan"]["term"]["1"], 7.8)

    @covers("GB-10")
    def test_every_circular_answers_in_half_a_second(self):
        for rules, level in (("TT22", "THCS"), ("TT43", "GDTX-THCS"), ("TT58", "THCS")):
            case = {**CASE, "rules": rules, "level": level, "conduct": None}
            before = os.times()  # of the processor: other programs make it wait
            self.assertEqual(run(json.dumps(case)).returncode, 0)
            after = os.times()
            used = after.children_user + after.children_system
            self.assertLess(used - before.children_user - before.children_system, 0.5)

    def test_a_key_that_stands_twice_is_refused(self):
        with self.assertRaisesRegex(case_json.CaseError, "'level' stands twice"):
            case_json.loads('{"level": "THCS", "level": "THPT"}')

    def test_given_values_that_agree_with_the_marks_are_accepted(self):
        result = case_json.assess(self.subject(term_average={"1": 7.8, "2": "8,1"}, year_average=8))
        self.assertEqual(result["subjects"]["toan"]["term"], {"1": 7.8, "2": 8.1})
        self.assertEqual(result["subjects"]["toan"]["year"], 8.0)


if __name__ == "__main__":
    unittest.main()
