# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the books of a circular are made of: what is entered, computed, missing, and its names.

The program asks the scheme of a class's circular and names no circular itself. A scheme knows the
columns that the books have in the database by name; it chooses from them.
"""

from typing import NamedTuple

from .names import Names

#: More sessions than a school year has.
MOST_ABSENCES = 400
REGULAR_COLUMNS = tuple(f"regular_{i}" for i in range(1, 7))
#: Periodic marks beside ``midterm``, where a circular knows several in a term.
PERIODIC_COLUMNS = tuple(f"midterm_{i}" for i in range(2, 5))
#: Factor between a mark or level of the database (0 to 10; 1 or 0) and the rules' own value.
SCALE = {"score": 10, "comment": 1}


class Column(NamedTuple):
    """A column of a sheet as the grid shows it.

    ``type``: mark (one decimal), level (Đạt, Chưa đạt), integer, selection, text. Without a label
    the column has that of its field; a selection without options has those of its field.
    """

    name: str
    label: str | None = None
    group: str = ""
    type: str = "mark"
    options: tuple | None = None
    required: bool = False
    computed: bool = False
    min: int | None = None
    max: int | None = None
    decimals: int | None = None
    width: int = 90


class RowValue(NamedTuple):
    """What the rules take from a row of the sheet of a term for the results of the year."""

    name: str
    term: int
    column: str


class RowResult(NamedTuple):
    """The term's average of a row (in the database's form), what is missing, how much is owed."""

    average: float | None
    missing: tuple
    required: int


class Scheme(Names):
    """The books of a circular. ``head`` is what is known about a sheet: kind, subject_code, grade,
    term, required_regular.

    A circular's own scheme inherits and answers what differs.
    """

    #: Values of the sheets from which results are made, see :class:`RowValue`.
    row_values = ()
    #: The row value of each term that tells whether a pupil takes a subject.
    taken_values = {}
    #: Qualities and competencies at the end of the year from which results are made.
    trait_names = ()
    #: Columns of a sheet, other than the averages, on which a result stands.
    result_columns = frozenset()
    #: Moments (term, part) with a sheet of qualities and competencies, and their names.
    moments = {}
    #: Periods whose results are handed in and approved.
    periods = ("1", "2", "year")
    #: Articles on which the books stand: regular, decimals, exempt_whole, exempt_practice,
    #: training, decision.
    articles = {}
    #: The family of forms that is printed for a class.
    forms = ""
    #: Whether the class book is the older one, "Sổ gọi tên và ghi điểm".
    has_register = False
    #: The levels of a subject where these, and not averages, are what its sheets end with.
    subject_levels = ()

    def __init__(self, rules):
        self.rules = rules
        self.code = rules.code

    def source(self, what):
        """Return the article on which ``what`` stands, at least the circular's code."""
        return " ".join(filter(None, (self.code, self.articles.get(what))))

    def title(self):
        """Return what the circular is called in full, where it says so."""
        return getattr(self.rules.parameters, "title", self.code)

    def decision_source(self):
        """Return the circular, and its article, on which the principal's decisions stand."""
        article = self.articles.get("decision")
        return f"{self.title()} ({article})" if article else self.title()

    # The sheet of a subject

    def required_regular(self, kind, periods, extra):
        """Return the number of regular marks that a term demands."""
        return 0

    def columns(self, head, used=()):
        """Return the columns of the sheet ``head``.

        :param used: names of columns that hold something, which are shown in any case
        """
        raise NotImplementedError

    def entered(self, head):
        """Return the names of the columns in which a sheet takes marks and levels."""
        return tuple(
            column.name
            for column in self.columns(head)
            if not column.computed and column.type != "text"
        )

    def required(self, head):
        """Return the names of the columns that a sheet must have filled, but for regular marks."""
        return tuple(
            column.name
            for column in self.columns(head)
            if column.required and column.name not in REGULAR_COLUMNS
        )

    def row_result(self, head, row):
        """Return the :class:`RowResult` of a row, a mapping of the names of all columns."""
        if "required_names" not in head:
            head["required_names"] = self.required(head)
        required = head["required_names"]
        missing = tuple(name for name in required if row[name] is None)
        return RowResult(None, missing, len(required))

    def earlier_average(self, value):
        """Return the term's average of a row whose ``value`` comes from an earlier school."""
        return None

    def year_average(self, head, first, second):
        """Return the year's average of a subject from those of its terms."""
        return None

    # What the homeroom teacher enters

    def conduct_columns(self, term):
        """Return the columns of the sheet of conduct, remarks and absences."""
        raise NotImplementedError

    def conduct_required(self, term):
        return tuple(column.name for column in self.conduct_columns(term) if column.required)

    def trains_in_summer(self, conduct):
        """Tell whether a pupil with this conduct of the year is to train in summer."""
        return False

    def trait_columns(self, grade):
        """Return the columns of a sheet of qualities and competencies."""
        return ()

    # Results

    def plan(self, subjects, specialised=()):
        """Prepare the subjects of a class once for all its pupils.

        :param subjects: (code, kind, name) of each
        :param specialised: codes of those that the class is made for
        """
        raise NotImplementedError

    def results(self, common, line):
        """Return {period: values of the result} of a pupil.

        :param common: what the class has in common: plan, grade, settings
        :param line: values of the pupil: those of :attr:`row_values`, conduct_1, conduct_2,
            conduct_year, conduct_summer, excused, unexcused, recognised, traits, disability
        """
        raise NotImplementedError

    def missing_text(self, word, names):
        """Say what a word of ``missing`` means; None leaves it to the program.

        :param names: {code: name} of the subjects
        """
        return None


def scaled(value, scale):
    """Return a stored mark or level as the rules' own value."""
    return None if value is None else round(value * scale)
