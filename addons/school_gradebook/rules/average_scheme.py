# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The books of circulars with regular marks, a midterm, a final and averages."""

from .model import NOT_TAKEN, PERIODS, TERMS, Plan
from .names import promotions
from .scale import from_tenths
from .scheme import (
    MOST_ABSENCES,
    REGULAR_COLUMNS,
    SCALE,
    Column,
    RowResult,
    RowValue,
    Scheme,
    scaled,
)

LEVEL_OPTIONS = ((1, "Đ"), (0, "CĐ"))
NUMERALS = {1: "I", 2: "II"}


class AverageScheme(Scheme):
    """Sheets with regular marks, midterm, final, averages; conduct of the term; learning levels."""

    forms = "secondary"
    learning_names = ("Kết quả học tập", "học tập")
    conduct_names = ("Kết quả rèn luyện", "rèn luyện")
    reassess_names = ("Đánh giá lại", "đánh giá lại")
    training_name = "Rèn luyện trong hè"
    #: {people} are the circular's words for a pupil.
    titles = {"xuat_sac": "{people} Xuất sắc", "gioi": "{people} Giỏi"}
    row_values = (
        RowValue("first", 1, "average"),
        RowValue("second", 2, "average"),
        RowValue("summer", 2, "reassessed"),
    )
    taken_values = {1: "first", 2: "second"}
    result_columns = frozenset(("reassessed",))
    articles = {
        "regular": "Điều 6",
        "decimals": "Điều 5.3",
        "exempt_whole": "Điều 11",
        "exempt_practice": "Điều 10",
        "training": "Điều 13",
        "decision": "khoản 4 Điều 12",
    }
    regular_group = "ĐĐGtx"
    regular_label = "TX{}"
    midterm = ("GK", "ĐĐGgk")
    final = ("CK", "ĐĐGck")
    average_label = "ĐTBmhk{}"
    year_average_label = "ĐTBmcn"

    def __init__(self, rules):
        super().__init__(rules)
        parameters = rules.parameters
        self.learning_labels = _labels(parameters.learning_levels, parameters.learning_labels)
        self.conduct_labels = _labels(parameters.conduct_levels, parameters.conduct_labels)
        people = parameters.people["pupil"].capitalize()
        self.title_labels = {code: text.format(people=people) for code, text in self.titles.items()}
        self.promotion_labels = promotions(
            self.reassess_names[0], self.training_name, parameters.people["head"]
        )

    def required_regular(self, kind, periods, extra):
        return self.rules.required_regular(kind, periods, extra)

    def columns(self, head, used=()):
        columns = self.test_columns(head, used)
        mark = self.mark_column(head["kind"])
        average = mark._replace(computed=True, width=72)
        label = self.average_label.format(NUMERALS[head["term"]])
        columns.append(average._replace(name="average", label=label))
        if head["term"] == 2:
            columns.append(average._replace(name="year_average", label=self.year_average_label))
            columns.append(mark._replace(name="reassessed", label=self.names["reassessed"]))
        columns.append(Column("remark", type="text", width=200))
        return columns

    def test_columns(self, head, used=()):
        """Return the columns of the marks from which the term's average is made."""
        required = head["required_regular"]
        used_regular = [i for i, name in enumerate(REGULAR_COLUMNS, 1) if name in used]
        shown = max([required, *used_regular])
        mark = self.mark_column(head["kind"])
        columns = [
            mark._replace(
                name=name,
                label=self.regular_label.format(number),
                group=self.regular_group,
                required=number <= required,
            )
            for number, name in enumerate(REGULAR_COLUMNS[:shown], 1)
        ]
        for name, (label, group) in (("midterm", self.midterm), ("final", self.final)):
            columns.append(mark._replace(name=name, label=label, group=group, required=True))
        return columns

    def mark_column(self, kind):
        """Return a column for marks or levels of a subject of ``kind``, without a name."""
        if kind == "score":
            return Column("", type="mark", min=0, max=10, decimals=1, width=56)
        return Column("", type="level", options=LEVEL_OPTIONS, min=0, max=1, decimals=0, width=56)

    def row_result(self, head, row):
        scale = SCALE[head["kind"]]
        found = self.rules.term_value(
            head["kind"],
            [scaled(row[column], scale) for column in REGULAR_COLUMNS],
            self.periodic(row, scale),
            scaled(row["final"], scale),
            head["required_regular"],
        )
        average = None if found.value is None else found.value / scale
        return RowResult(average, found.missing, head["required_regular"] + 2)

    def earlier_average(self, value):
        return value

    def periodic(self, row, scale):
        """Return the periodic mark of a row, or a tuple where there are several."""
        return scaled(row["midterm"], scale)

    def year_average(self, head, first, second):
        scale = SCALE[head["kind"]]
        value = self.rules.year_value(head["kind"], scaled(first, scale), scaled(second, scale))
        return None if value is None else value / scale

    # What the homeroom teacher enters

    def conduct_columns(self, term):
        level = Column("conduct", type="selection", options=self._conduct_options(), width=120)
        count = Column("", type="integer", min=0, max=MOST_ABSENCES, decimals=0, required=True)
        columns = [level._replace(label=self.names["conduct"], required=True)]
        if term == 2:
            summer = level._replace(name="conduct_summer", label=self.names["conduct_summer"])
            columns.append(summer)
        columns += [
            count._replace(name="absences_excused", group="absences"),
            count._replace(name="absences_unexcused", group="absences"),
            Column("remark", type="text", width=280),
        ]
        return columns

    def trains_in_summer(self, conduct):
        return conduct == self.rules.conduct_levels[-1]

    def _conduct_options(self):
        return tuple((code, self.conduct_labels[code]) for code in self.rules.conduct_levels)

    # Results

    def plan(self, subjects, specialised=()):
        return Plan(subjects, specialised=specialised)

    def results(self, common, line):
        plan = common["plan"]
        found = self.rules.assess(
            plan,
            line["first"],
            line["second"],
            conduct=(line["conduct_1"], line["conduct_2"]),
            conduct_year=line["conduct_year"],
            conduct_summer=line["conduct_summer"],
            absences=(line["excused"], line["unexcused"]),
            summer=line["summer"],
            inclusive=bool(line["disability"]),
            settings=common["settings"],
            grade=common["grade"],
        )
        reasons = {period: [] for period in PERIODS}
        for reason in found.reasons:
            reasons[_period_of(reason.of)].append(reason._asdict())
        missing = {term: [word for word in found.missing if f".{term}" in word] for term in TERMS}
        missing["year"] = found.missing
        averages = (line["first"], line["second"], found.year_values)
        conducts = (line["conduct_1"], line["conduct_2"], found.conduct_year)
        titles = (*found.term_titles, found.title)
        results = {
            period: {
                "learning": found.learning[place],
                "learning_before": found.learning_before[place],
                "conduct": conducts[place],
                "average": from_tenths(found.average[place]),
                "title": titles[place],
                "averages": _averages(plan, averages[place]),
                "missing": missing[period],
                "reasons": reasons[period],
            }
            for place, period in enumerate(PERIODS)
        }
        results["year"] |= {
            "promotion": found.promotion,
            "learning_at_end": found.learning_at_end,
            "conduct_at_end": found.conduct_at_end,
            "promotion_at_end": found.promotion_at_end,
            "reassess_subjects": found.reassess,
        }
        return results


def _labels(levels, labels):
    return dict(zip(levels, labels, strict=True))


def _averages(plan, values):
    """Return the averages by subject code; what is not taken or not known is left out."""
    return {
        subject.code: value / SCALE[subject.kind] if subject.kind == "score" else value
        for subject, value in zip(plan.subjects, values, strict=True)
        if value is not None and value != NOT_TAKEN
    }


def _period_of(path):
    """Return the period that a reason's path is about: "learning.1" is about term 1."""
    last = path.rpartition(".")[2]
    return last if last in TERMS else "year"
