# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.local_time import local_time
from ..tools.locks import resolve

ONE_MINUTE = timedelta(minutes=1)
#: What a decision about a place can change; a closed year and approved results are not opened here.
DECIDABLE = ("lock", "slot", "company")


class SchoolLockMatrix(models.AbstractModel):
    """What is open and closed of a book: classes and subjects by columns, decided on one screen.

    The principal decides, the gradebook administrator executes (LOCK-01; MU; DN Điều 6a).
    """

    _name = "school.lock.matrix"
    _description = "Matrix of Locks"

    @api.readonly
    @api.model
    def get_matrix(self, options=None):
        """Return the matrix of a book in a term.

        :param options: ``kind_id``, ``year_id``, ``term_id``, ``grade_id``; what is missing is
            chosen: marks, the running year and term, all grades
        """
        Lock = self.env["school.lock"]
        Lock.check_access("read")
        chosen = self._choose(options or {})
        rows = self._rows(chosen)
        scopes = self._scopes(chosen, rows)
        kind = chosen["kind_id"]
        closed = Lock._closed(kind.code, scopes)
        until = Lock._open_until(kind.code, scopes)
        columns = [
            {"id": column.id, "code": column.code, "name": column.name}
            for column in self._columns(chosen)
        ]
        reasons, cells = [], {}
        for row in rows:
            here, ends = closed.get(row["key"]), until.get(row["key"], {})
            cells[row["key"]] = {
                column["code"]: self._cell(
                    Lock._reason(here, column["code"]),
                    ends.get(column["code"], ends.get(None)),
                    reasons,
                )
                for column in columns
            }
        return {
            "can_decide": Lock.has_access("create"),
            "decider": Lock._default_decided_by().name,
            "chosen": {name: record.id for name, record in chosen.items()},
            "choices": self._choices(chosen),
            "columns": columns,
            "rows": rows,
            "cells": cells,
            "reasons": reasons,
        }

    @api.model
    def decide(self, options, cells, decision):
        """Close or open ``cells``; return how many could not be changed.

        As few decisions as say it: one for a whole column of what is shown or of a class; where an
        earlier decision about a single place would come before it, one for that place.

        :param options: as for :meth:`get_matrix`
        :param cells: list of [key of the row, column]
        :param decision: ``state``, ``reason``, ``date_start`` and ``date_end`` (UTC or empty)
        """
        if not cells or not (decision.get("reason") or "").strip():
            raise UserError(self.env._("Choose cells, and give the decision and its reason."))
        chosen = self._choose(options)
        rows = {row["key"]: row for row in self._rows(chosen)}
        wanted = defaultdict(set)
        for key, column in cells:
            if key in rows:
                wanted[column].add(key)
        common = self._prepare_decision(chosen, decision)
        Lock = self.env["school.lock"]
        Lock.create(
            [
                {**common, **place, "column_id": column.id}
                for column in chosen["kind_id"].column_ids
                for place in self._places(chosen, rows, wanted[column.code])
            ]
        )
        left = self._left(chosen, rows, wanted, common)
        Lock.create(
            [
                {
                    **common,
                    "column_id": column.id,
                    "class_id": rows[key]["class_id"],
                    "subject_id": rows[key]["subject_id"],
                }
                for column in chosen["kind_id"].column_ids
                for key, source_kind in left[column.code]
                if source_kind in DECIDABLE
            ]
        )
        return sum(len(some) for some in self._left(chosen, rows, wanted, common).values())

    @api.model
    def _choose(self, options):
        """Return the records that ``options`` name, and the usual ones where it does not."""
        Year = self.env["school.year"]
        company = self.env.company
        year = Year.browse(options.get("year_id")) or Year._current()
        year = year or Year.search([("company_id", "=", company.id)], limit=1)
        today = fields.Date.context_today(self)
        terms = year.term_ids.sorted("number")
        term = terms.filtered(lambda t: t.id == options.get("term_id")) or next(
            (term for term in terms if term.date_end >= today), terms[-1:]
        )
        Kind = self.env["school.book.kind"]
        return {
            "kind_id": Kind.browse(options.get("kind_id"))
            or Kind.search([("column_ids", "!=", False)], limit=1),
            "year_id": year,
            "term_id": term,
            "grade_id": self.env["school.grade"].browse(options.get("grade_id")),
        }

    @api.model
    def _choices(self, chosen):
        """Return what can be chosen, as [id, name]."""
        year = chosen["year_id"]
        years = self.env["school.year"].search([("company_id", "=", self.env.company.id)])
        records = {
            "kind_id": self.env["school.book.kind"].search([("column_ids", "!=", False)]),
            "year_id": years,
            "term_id": year.term_ids.sorted("number"),
            "grade_id": year.class_ids.grade_id.sorted(),
        }
        return {
            name: [[record.id, record.name] for record in some] for name, some in records.items()
        }

    @api.model
    def _columns(self, chosen):
        """Return the columns of the book that are shown; to be narrowed."""
        return chosen["kind_id"].column_ids

    @api.model
    def _rows(self, chosen):
        """Return the places of the matrix: subjects of classes, or classes."""
        domain = Domain("year_id", "=", chosen["year_id"].id)
        if chosen["grade_id"]:
            domain &= Domain("grade_id", "=", chosen["grade_id"].id)
        if not chosen["kind_id"].per_subject:
            return [
                {
                    "key": f"{school_class.id}",
                    "class_id": school_class.id,
                    "subject_id": False,
                    "grade_id": school_class.grade_id.id,
                    "class": school_class.name,
                    "subject": "",
                }
                for school_class in self.env["school.class"].search(domain, order="grade_id, name")
            ]
        return [
            {
                "key": f"{plan.class_id.id}-{plan.subject_id.id}",
                "class_id": plan.class_id.id,
                "subject_id": plan.subject_id.id,
                "grade_id": plan.grade_id.id,
                "class": plan.class_id.name,
                "subject": plan.subject_id.name,
            }
            for plan in self.env["school.class.subject"].search(domain)
        ]

    @api.model
    def _scopes(self, chosen, rows):
        common = {
            "company_id": chosen["year_id"].company_id.id,
            "year_id": chosen["year_id"].id,
            "term_id": chosen["term_id"].id,
        }
        names = ("key", "class_id", "subject_id", "grade_id")
        return [{**common, **{name: row[name] for name in names}} for row in rows]

    @api.model
    def _cell(self, reason, end, reasons):
        """Return a cell as [place of its reason or None, when it will be closed or ""]."""
        if not reason:
            return [None, local_time(self.env, end - ONE_MINUTE) if end else ""]
        if reason not in reasons:
            reasons.append(reason)
        return [reasons.index(reason), ""]

    @api.model
    def _prepare_decision(self, chosen, decision):
        # the screen may be that of a year of another school: its record rules decide
        chosen["year_id"].check_access("read")
        return {
            "kind_id": chosen["kind_id"].id,
            "company_id": chosen["year_id"].company_id.id,
            "year_id": chosen["year_id"].id,
            "term_id": chosen["term_id"].id,
            "state": decision["state"],
            "reason": decision["reason"].strip(),
            "date_start": decision.get("date_start") or fields.Datetime.now(),
            "date_end": decision.get("date_end") or False,
        }

    @api.model
    def _places(self, chosen, rows, keys):
        """Return the places that together are ``keys``, as large as they can be."""
        if keys == rows.keys():
            return [{"grade_id": chosen["grade_id"].id}]
        of_class = defaultdict(set)
        for key, row in rows.items():
            of_class[row["class_id"]].add(key)
        places = []
        for class_id, some in of_class.items():
            if some <= keys:
                places.append({"class_id": class_id})
            else:
                places += [
                    {"class_id": class_id, "subject_id": rows[key]["subject_id"]}
                    for key in rows
                    if key in some & keys
                ]
        return places

    @api.model
    def _left(self, chosen, rows, wanted, decision):
        """Return {column: [(key, kind of what stands against the decision)]}."""
        scopes = self._scopes(chosen, list(rows.values()))
        moment = fields.Datetime.to_datetime(decision["date_start"])
        closings = self.env["school.lock"]._closings(chosen["kind_id"].code, scopes)
        sources = resolve(closings, scopes, moment)
        found = defaultdict(list)
        for column, keys in wanted.items():
            for key in keys:
                columns = sources.get(key, {})
                source = columns.get(column, columns.get(None))
                if bool(source) != (decision["state"] == "closed"):
                    found[column].append((key, source.kind if source else "lock"))
        return found
