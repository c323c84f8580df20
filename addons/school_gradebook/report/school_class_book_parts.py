# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

#: What of a class book is printed at a time (DN Điều 18.2).
BOOK, MONTH, TERM, YEAR = PARTS = ("book", "month", "term", "year")


class SchoolClassBook(models.AbstractModel):
    """The parts of the class book that are printed by themselves, to be bound in its order.

    Everything of a part is what the whole book shows. Each month the page of absences is printed
    and signed; at the end of a term its months and subjects; at the end of the year its results
    (TM Điều 12, DN Điều 18.2).
    """

    _inherit = "school.class.book"

    @api.model
    def _collect_parts(self, class_ids, choice=None):
        """Return the books of classes with what is to be printed of them.

        :param choice: ``part`` (one of PARTS; the whole book), its ``month`` (1 to 12) or ``term``
            (1 or 2), ``front``: whether the cover and the pages of the pupils come with a term;
            ``class_ids`` where they are not given
        """
        choice = choice or {}
        classes = self.env["school.class"].browse(class_ids or choice.get("class_ids"))
        part = choice.get("part") if choice.get("part") in PARTS else BOOK
        term = choice.get("term") if part == TERM else None
        books = self._collect_whole(classes)
        self._add_months(books, self._chosen_months(classes, part, choice))
        for book in books:
            terms = book["terms"]
            chosen = [one for one in terms if part == BOOK or one["number"] == term]
            ends = [one for one in terms if one["is_last"]]
            book["printed_terms"] = chosen
            # who prints the last term prints what the year came to
            book["year_term"] = next((e for e in ends if part == YEAR or e in chosen), None)
            book["front"] = part == BOOK or (part == TERM and bool(choice.get("front")))
            book["only_month"] = part == MONTH and next(
                (int(f"{month['first']:%Y%m}") for month in book["months"]), 0
            )
            only_term = part == TERM and not book["year_term"]
            book["only_term_id"] = chosen[0]["id"] if only_term and chosen else 0
        return books

    @api.model
    def _place(self, book):
        """Return what a print of a collected book shows."""
        return Place(book["id"], term_id=book["only_term_id"], month=book["only_month"])

    @api.model
    def _chosen_months(self, classes, part, choice):
        """Return the first days of the months to print, None for all of them."""
        if part == BOOK:
            return None
        if part == MONTH:
            return {
                first
                for year in classes.year_id
                for first in self._months_of_year(year)
                if first.month == choice.get("month")
            }
        if part == YEAR:
            return set()
        terms = classes.year_id.term_ids.filtered(lambda term: term.number == choice.get("term"))
        return {first for term in terms for first in self._months_of_term(term)}
