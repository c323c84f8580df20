# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a circular calls the things of its books, on every screen, in every message and print."""

from functools import cached_property


class Names:
    """A circular sets the words it is made of; :attr:`names` and :attr:`labels` follow from them.

    What a circular does not name keeps the program's own word, which is neutral.
    """

    #: The two results and what is assessed again, as a heading and within a sentence.
    learning_names = conduct_names = reassess_names = ("", "")
    #: What a pupil does in summer whose conduct is too low.
    training_name = ""
    #: Words for what becomes of a pupil, by the code of ``school.result.promotion``.
    promotion_labels = {}
    #: Words for levels and titles, by their codes.
    learning_labels = conduct_labels = title_labels = {}

    @cached_property
    def names(self):
        """Return the circular's names of fields of the books, by the name of the field."""
        learning, conduct = self.learning_names[0], self.conduct_names[0]
        again = self.reassess_names[0]
        return {
            **_named(learning, "learning", "{}"),
            **_named(learning, "learning_before", "{} trước điều chỉnh"),
            **_named(learning, "learning_at_end", "{} trước hè"),
            **_named(conduct, "conduct", "{}"),
            **_named(conduct, "conduct_at_end", "{} trước hè"),
            **_named(conduct, "conduct_year", "{} cả năm"),
            **_named(conduct, "conduct_summer", "{} sau hè"),
            **_named(again, "reassessed", "{}"),
            **_named(again, "reassessed_level", "Mức {}", lower=True),
        }

    @cached_property
    def labels(self):
        """Return the circular's words for the values of fields, {field: {value: word}}."""
        learning, conduct = self.learning_names[0], self.conduct_names[0]
        found = {
            **dict.fromkeys(
                ("learning", "learning_before", "learning_at_end"), self.learning_labels
            ),
            **dict.fromkeys(
                ("conduct", "conduct_at_end", "conduct_year", "conduct_summer"), self.conduct_labels
            ),
            **dict.fromkeys(("promotion", "promotion_at_end"), self.promotion_labels),
            "title": self.title_labels,
            # a correction's effects, what is missing, what the summer must bring
            "figure": {
                **_named(learning, "learning_1", "{} học kì I"),
                **_named(learning, "learning_2", "{} học kì II"),
                **_named(learning, "learning_year", "{} cả năm"),
            },
            "part": _named(conduct, "conduct", "{}"),
            "kind": {
                **_named(self.reassess_names[0], "reassess", "{}"),
                **_named(self.training_name, "training", "{}"),
            },
        }
        return {name: labels for name, labels in found.items() if labels}

    def label(self, name, value, default=""):
        """Return the circular's word for a ``value`` of the field ``name``."""
        return self.labels.get(name, {}).get(value, default)


def promotions(again, training, head):
    """Return words for what becomes of a pupil, with the circular's words for the summer."""
    return {
        "promoted": "Được lên lớp",
        "promoted_after_summer": "Được lên lớp sau hè",
        "reassess": f"{again} trong hè",
        "summer_training": training,
        "reassess_after_training": f"{training} rồi {again.lower()}",
        "repeat": "Không được lên lớp",
        "principal": f"{head.capitalize()} quyết định",
        "incomplete": "Chưa đủ dữ liệu",
    }


def _named(word, name, pattern, lower=False):
    return {name: pattern.format(word.lower() if lower else word)} if word else {}
