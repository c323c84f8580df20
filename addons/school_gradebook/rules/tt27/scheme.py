# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The books of primary school: levels and tests four times a year, qualities, competencies."""

from ..model import NOT_TAKEN
from ..names import promotions
from ..scheme import MOST_ABSENCES, Column, RowValue, Scheme
from .engine import Taught
from .parameters import LARGEST_TEST, OVERALL_LABELS, SUBJECT_LEVELS, TRAIT_LEVELS

AGAIN = "Đánh giá bổ sung"
REMARKS = "Nhận xét"
#: How a level is written in the books.
SIGNS = {"T": "T", "H": "H", "D": "Đ", "C": "C"}
GROUP_NAMES = {
    "qualities": "Phẩm chất chủ yếu",
    "general": "Năng lực chung",
    "specific": "Năng lực đặc thù",
}
#: The year's results stand on the sheets of this moment.
LAST = (2, "final")


class PrimaryScheme(Scheme):
    """A level of each subject in the middle and at the end of a term, a test where there is one."""

    forms = "primary"
    subject_levels = SUBJECT_LEVELS
    row_values = (
        RowValue("levels_1", 1, "final_level"),
        RowValue("levels", 2, "final_level"),
        RowValue("tests", 2, "final"),
        RowValue("levels_again", 2, "reassessed_level"),
        RowValue("tests_again", 2, "reassessed"),
    )
    taken_values = {1: "levels_1", 2: "levels"}
    result_columns = frozenset(("final_level", "final", "reassessed_level", "reassessed"))
    articles = dict.fromkeys(("exempt_whole", "exempt_practice"), "Điều 8") | {
        "regular": "Điều 7",
        "decimals": "Điều 7",
        "decision": "Điều 8, Điều 11",
    }
    learning_names = ("Đánh giá kết quả giáo dục", "kết quả giáo dục")
    reassess_names = (AGAIN, "đánh giá bổ sung")
    learning_labels = OVERALL_LABELS
    title_labels = {
        "xuat_sac": "Học sinh Xuất sắc",
        "tieu_bieu": "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện",
    }
    promotion_labels = promotions(AGAIN, "", "hiệu trưởng") | {
        "promoted_after_summer": "Được lên lớp sau đánh giá bổ sung",
        "reassess": "Hướng dẫn, giúp đỡ và đánh giá bổ sung",
        "repeat": "Chưa được lên lớp",
    }

    def __init__(self, rules):
        super().__init__(rules)
        self.trait_names = tuple(trait.code for trait in rules.parameters.traits)
        self.moments = {(m.term, m.part): m.name for m in rules.parameters.moments}

    # The sheet of a subject

    def columns(self, head, used=()):
        columns = []
        for part in ("midterm", "final"):
            group = self.moments[head["term"], part]
            columns.append(_level(f"{part}_level", group, required=True))
            if self._has_test(head, part) or part in used:
                columns.append(_test(part, group, required=self._has_test(head, part)))
        if head["term"] == LAST[0]:
            columns.append(_level("reassessed_level", AGAIN))
            if self._has_test(head, "final"):
                columns.append(_test("reassessed", AGAIN))
        columns.append(Column("remark", type="text", width=280))
        return columns

    def _has_test(self, head, part):
        """Tell whether a subject is tested: as the circular and the subject's plan say."""
        if head["kind"] != "score":
            return False
        return part == "final" or self.rules.has_test(head["subject_code"], head["grade"], part)

    # What the homeroom teacher enters

    def conduct_columns(self, term):
        count = Column("", type="integer", min=0, max=MOST_ABSENCES, decimals=0)
        columns = [
            count._replace(name="absences_excused", group="absences"),
            count._replace(name="absences_unexcused", group="absences"),
            Column("remark", type="text", width=320),
        ]
        if term == LAST[0]:
            columns.insert(2, Column("recognised", type="selection", width=112))
        return columns

    def trait_columns(self, grade):
        required = self.rules.required_traits(grade)
        options = tuple((level, SIGNS[level]) for level in TRAIT_LEVELS)
        columns, remarks, groups = [], [], {}
        for trait in self.rules.parameters.traits:
            groups.setdefault(trait.group, []).append(trait)
        for group, traits in groups.items():
            name = GROUP_NAMES[group]
            columns += [
                Column(t.code, t.name, name, "selection", options, t.code in required, width=60)
                for t in traits
            ]
            remarks.append(Column(f"remark_{group}", name, REMARKS, "text", width=240))
        return columns + remarks

    # Results

    def plan(self, subjects, specialised=()):
        return tuple(Taught(code, name, kind == "score") for code, kind, name in subjects)

    def results(self, common, line):
        subjects = common["plan"]
        tests = _tests(line["tests"])
        found = self.rules.assess_year(
            subjects,
            line["levels"],
            tests,
            line["traits"] or [None] * len(self.rules.parameters.traits),
            recognised=line["recognised"] == "yes",
            again=(line["levels_again"], _tests(line["tests_again"]), ()),
            inclusive=bool(line["disability"]),
            grade=common["grade"],
        )
        levels_1 = _known(subjects, line["levels_1"])
        levels_2 = _known(subjects, line["levels"])
        return {
            "1": {"averages": levels_1},
            "2": {"averages": levels_2},
            "year": {
                "learning": found.overall,
                "learning_at_end": found.overall_at_end,
                "averages": _known(subjects, found.levels),
                "promotion": found.promotion,
                "promotion_at_end": found.promotion_at_end,
                "title": found.title,
                "reassess_subjects": found.reassess,
                "missing": found.missing,
                "reasons": [reason._asdict() for reason in found.reasons],
            },
        }

    def missing_text(self, word, names):
        code, _dot, what = word.partition(".")
        if code in ("qualities", "competencies"):
            traits = {trait.code: trait.name for trait in self.rules.parameters.traits}
            return f"{traits[what]}: mức đạt được cuối năm"
        part = {"year.level": "mức đạt được", "year.test": "điểm bài kiểm tra"}.get(what)
        return part and f"{names.get(code, code)}: {part} cuối năm"


def _level(name, group, required=False):
    options = tuple((level, SIGNS[level]) for level in SUBJECT_LEVELS)
    return Column(name, "Mức", group, "selection", options, required, width=68)


def _test(name, group, required=False):
    return Column(
        name, "Điểm KT", group, "integer", None, required, min=0, max=LARGEST_TEST, decimals=0
    )


def _tests(values):
    """Return the marks of tests, which come as tenths, as whole marks."""
    return [None if value is None or value == NOT_TAKEN else value // 10 for value in values]


def _known(subjects, levels):
    """Return the levels by subject code; what is not taken or not known is left out."""
    return {
        subject.code: level
        for subject, level in zip(subjects, levels, strict=True)
        if level is not None and level != NOT_TAKEN
    }
