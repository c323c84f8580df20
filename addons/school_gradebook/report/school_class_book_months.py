# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import calendar
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
#: The form has a column for each day that a month may have.
FORM_DAYS = range(1, 32)
EXCUSED, UNEXCUSED = ("P", "K")


class SchoolClassBook(models.AbstractModel):
    """The pages of absences, one a month (TM Điều 12.1)."""

    _inherit = "school.class.book"

    @api.model
    def _absences_of_month(self, classes, year, month):
        """Return the absences of a calendar month; the addon of attendance overrides this.

        :return: {class: {pupil: {day: one letter a session missed, "P" excused or "K" not}}}; a
            class that is not named has no attendance here: its page is filled in by hand
        """
        return {}

    @api.model
    def _months_of_year(self, school_year):
        """Return the first days of the months of a school year, in order."""
        first, last = school_year.date_start.replace(day=1), school_year.date_end
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [first + relativedelta(months=number) for number in range(count)]

    @api.model
    def _months_of_term(self, term):
        """Return the months of a term: one that two terms share belongs to the former."""
        terms = term.year_id.term_ids.sorted("number")
        earlier = max((t.date_end for t in terms if t.number < term.number), default=date.min)
        is_last = term == terms[-1]
        return [
            first
            for first in self._months_of_year(term.year_id)
            if first > earlier and (is_last or first <= term.date_end)
        ]

    @api.model
    def _add_months(self, books, months=None):
        """Give each book its pages of absences: of ``months`` (first days), or of the whole year."""
        classes = self.env["school.class"].browse([book["id"] for book in books])
        stays = self.env["school.enrollment"].search([("class_id", "in", classes.ids)])
        stays = stays.grouped(lambda stay: (stay.class_id, stay.student_id))
        calendars = {year: year._school_calendar() for year in classes.year_id}
        of_year = {year: self._months_of_year(year) for year in classes.year_id}
        absences = {
            first: self._absences_of_month(classes, first.year, first.month)
            for first in {first for firsts in of_year.values() for first in firsts}
            if months is None or first in months
        }
        for book, school_class in zip(books, classes, strict=True):
            book["months"] = [
                self._month(
                    first,
                    calendars[school_class.year_id],
                    absences[first].get(school_class),
                    [
                        (line["student"], stays[school_class, line["student"]])
                        for line in book["roster"]
                    ],
                    school_class.year_id,
                )
                for first in of_year[school_class.year_id]
                if first in absences
            ]

    def _month(self, first, school_calendar, absences, roster, school_year):
        length = calendar.monthrange(first.year, first.month)[1]
        days = [first.replace(day=number) if number <= length else None for number in FORM_DAYS]
        taught = [
            day is not None
            and school_year.date_start <= day <= school_year.date_end
            and school_calendar.is_working_day(day)
            for day in days
        ]
        rows = [self._month_row(days, taught, absences, *line) for line in roster]
        return {
            "first": first,
            "name": f"Tháng {first.month} năm {first.year}",
            "size": sum(row["is_here"] for row in rows),
            "days": [
                {"weekday": WEEKDAYS[day.weekday()] if day else "", "off": not is_taught}
                for day, is_taught in zip(days, taught, strict=True)
            ],
            "rows": rows,
        }

    def _month_row(self, days, taught, absences, student, stays):
        """Return the cells of a pupil; a day on which the class is not taught, or he was not in
        it, is off."""
        here = [
            day is not None
            and any(
                stay.date_start <= day and (not stay.date_end or day <= stay.date_end)
                for stay in stays
            )
            for day in days
        ]
        missed = None if absences is None else absences.get(student, {})
        letters = "".join((missed or {}).values())
        excused, unexcused = letters.count(EXCUSED), letters.count(UNEXCUSED)
        return {
            "is_here": any(here),
            "cells": [
                {"text": (missed or {}).get(number, ""), "off": not (is_here and is_taught)}
                for number, is_here, is_taught in zip(FORM_DAYS, here, taught, strict=True)
            ],
            "totals": (
                ["", "", ""] if missed is None else [excused + unexcused, excused, unexcused]
            ),
        }
