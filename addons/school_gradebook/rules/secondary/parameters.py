# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The parameters that every circular of secondary schools has; marks in tenths."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

UNKNOWN = "chưa có"
NOT_CHECKED = "chưa đối chiếu văn bản"
SCHOOL = MappingProxyType({"pupil": "học sinh", "head": "hiệu trưởng"})
MARK_NAMES = MappingProxyType(
    {
        "regular": "lần đánh giá thường xuyên",
        "regular_mark": "điểm thường xuyên",
        "midterm": "giữa kì",
        "final": "cuối kì",
        "check": "lần đánh giá",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondaryParameters:
    """The numbers of a circular. A changed circular is another instance."""

    code: str
    title: str
    effective: date
    levels: tuple
    #: First school year (its starting year) in which the circular applies, by grade.
    first_years: Mapping
    #: Articles by what they rule; together with ``law`` they are the sources of the reasons.
    articles: Mapping
    law: str
    #: Keys of ``articles``, or articles, whose rule is known from memory only: each source says so.
    unverified: frozenset = frozenset()
    #: Levels from the best down; inside the rules a level is its place here.
    learning_levels: tuple
    learning_labels: tuple
    conduct_levels: tuple
    conduct_labels: tuple
    #: The lowest level with which a pupil is promoted, and those that may be re-assessed.
    passing: int
    reassessed_levels: tuple
    #: Whether a pupil with too low conduct and learning may still repair both in summer.
    repairs_both: bool
    #: Words for the people of the school.
    people: Mapping = field(default_factory=lambda: SCHOOL)
    #: Words for the kinds of marks.
    mark_names: Mapping = field(default_factory=lambda: MARK_NAMES)
    #: Yearly periods up to which a number of regular marks a term is required.
    regular_by_periods: tuple = ((35, 2), (70, 3))
    regular_above: int = 4
    #: The number for subjects assessed by comments; None: the same as for marks.
    regular_comment: int | None = 2
    #: Weights of a regular mark, a periodic one (midterm), the final.
    term_weights: tuple = (1, 2, 3)
    #: Weights of term 1 and term 2 in the year.
    year_weights: tuple = (1, 2)
    #: The part of a term's results by comments (the final among them) that must be Đạt.
    comment_share: tuple = (1, 1)
    #: Disabilities with which any subject may be left out as a whole; other pupils are exempt
    #: from subjects of ``exempt_kinds`` only.
    exempt_disabilities: tuple = ("inclusive",)
    exempt_kinds: tuple = ()
    #: Whether theory takes the place of the practical part that a pupil is exempt from.
    replaces_practice: bool = True
    #: Sessions of absence in a year with which a pupil may still be promoted.
    absences_allowed: int = 45
    #: Year averages below this may be re-assessed.
    reassess_below: int = 50
    #: Whether titles are given for terms, too.
    term_titles: bool = False

    @property
    def exemption_source(self):
        return self.source("exemption")

    def source(self, key, article=None):
        """Return the source of a reason: the law, its article and whether it was checked.

        :param article: takes the place of the article that ``key`` stands for
        """
        article = article or self.articles[key]
        text = f"{self.law} Điều {article}"
        return f"{text} ({NOT_CHECKED})" if {key, article} & self.unverified else text

    def weigh(self, regular, periodic, final):
        """Return the weighted sum of the marks of a term and its divisor."""
        one, two, three = self.term_weights
        total = one * sum(regular) + two * sum(periodic) + three * final
        return total, one * len(regular) + two * len(periodic) + three

    def learning_label(self, level):
        return UNKNOWN if level is None else self.learning_labels[level]

    def conduct_label(self, code):
        if code is None:
            return UNKNOWN
        return self.conduct_labels[self.conduct_levels.index(code)]
