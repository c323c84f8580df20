# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .school_mark import MARK_COLUMNS, REGULAR_COLUMNS

LEVEL_OPTIONS = [[1, "Đ"], [0, "CĐ"]]
#: The circular's own abbreviations (TT22 Điều 6, 7, 9) and those of its forms.
GROUPS = {"midterm": "ĐĐGgk", "final": "ĐĐGck"}
LABELS = {"midterm": "GK", "final": "CK"}


class SchoolMarkSheet(models.Model):
    """What the grid opens and saves."""

    _inherit = "school.mark.sheet"

    _grid_row_model = "school.mark"

    def action_open_grid(self):
        """Open the sheet for entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "school_mark_grid",
            "name": self.display_name,
            "params": {"model": self._name, "id": self.id},
        }

    def _grid_load(self):
        self.ensure_one()
        # One query applies the rules where check_access would load their whole paths.
        if not self.env.su and not self.search_count([("id", "=", self.id)], limit=1):
            self.check_access("read")
        self.env.flush_all()
        heads = self._load_heads(self.ids)
        head = heads[self.id]
        rows = self._load_rows(heads)
        teachers, is_mine = self._grid_teachers(head)
        reasons = []
        grid = {
            "head": head,
            "heads": heads,
            "title": " · ".join((head["class_name"], head["subject_name"], head["term_name"])),
            "subtitle": self.env._("Teacher: %(names)s", names=", ".join(teachers) or "–"),
            "version": str(head["version"] or 0),
            "columns": self._grid_columns(head, rows),
            "rows": rows,
            "lock_reasons": reasons,
            "can_write": is_mine and self.env["school.mark"].has_access("write"),
            "why_not": self.env._(
                "Only the teacher who is assigned to %(subject)s in %(class)s today enters its"
                " marks.",
                subject=head["subject_name"],
                **{"class": head["class_name"]},
            ),
        }
        grid["locks"] = self._grid_locks(head, reasons)
        self._grid_prepare_rows(head, rows, reasons)
        grid["summary"] = self._grid_summary(head, rows)
        return grid

    def _grid_teachers(self, head):
        """Return the names of today's teachers and whether the user is one of them."""
        today = fields.Date.context_today(self)
        found = self.env.execute_query(
            SQL(
                """
                SELECT employee.name, employee.user_id
                  FROM school_teaching_assignment line
                  JOIN hr_employee employee ON employee.id = line.teacher_id
                 WHERE line.class_subject_id = %s AND line.date_start <= %s
                       AND (line.date_end IS NULL OR line.date_end >= %s)
              ORDER BY line.date_start, line.id
                """,
                head["class_subject_id"],
                today,
                today,
            )
        )
        return [name for name, _user in found], any(user == self.env.uid for _name, user in found)

    def _grid_locks(self, head, reasons):
        """Return {column: index into ``reasons``} of the columns that are closed for the class."""
        if head["year_state"] == "closed":
            reasons.append(self.env._("The school year is closed."))
            return dict.fromkeys((*MARK_COLUMNS, "reassessed", "remark"), 0)
        return {}

    def _grid_columns(self, head, rows):
        """Return the columns: those required, and any beyond that hold a mark."""
        shown = max(
            [head["required_regular"]]
            + [
                number
                for row in rows
                for number, name in enumerate(REGULAR_COLUMNS, 1)
                if row[name] is not None
            ]
        )
        is_score = head["kind"] == "score"
        base = {
            "type": "mark" if is_score else "level",
            "options": None if is_score else LEVEL_OPTIONS,
            "required": True,
            "readonly": False,
            "computed": False,
            "min": 0,
            "max": 10 if is_score else 1,
            "decimals": 1 if is_score else 0,
            "width": 56,
        }
        columns = [
            {
                **base,
                "name": name,
                "label": f"TX{number}",
                "group": "ĐĐGtx",
                "required": number <= head["required_regular"],
            }
            for number, name in enumerate(REGULAR_COLUMNS[:shown], 1)
        ]
        columns += [
            {**base, "name": name, "label": LABELS[name], "group": GROUPS[name]} for name in GROUPS
        ]
        computed = {**base, "required": False, "readonly": True, "computed": True, "width": 72}
        numeral = {1: "I", 2: "II"}[head["term"]]
        columns.append({**computed, "name": "average", "label": f"ĐTBmhk{numeral}", "group": ""})
        if head["term"] == 2:
            columns.append({**computed, "name": "year_average", "label": "ĐTBmcn", "group": ""})
            columns.append(
                {
                    **base,
                    "name": "reassessed",
                    "label": self.env._("Re-assessed"),
                    "group": "",
                    "required": False,
                }
            )
        columns.append(
            {
                **base,
                "name": "remark",
                "label": self.env._("Remark"),
                "group": "",
                "type": "text",
                "options": None,
                "required": False,
                "min": None,
                "max": None,
                "decimals": None,
                "width": 200,
            }
        )
        return columns

    def _grid_prepare_rows(self, head, rows, reasons):
        """Number the rows and say what is special about a pupil, and what is locked for him."""
        for number, row in enumerate(rows, 1):
            row["number"] = number
            row["note"] = self._grid_note(head, row)
            row["locks"] = {}
            if not row["present"] or row["exemption"] == "whole":
                if row["note"] not in reasons:
                    reasons.append(row["note"])
                row["locks"]["*"] = reasons.index(row["note"])

    def _grid_note(self, head, row):
        if not row["present"]:
            if not row["date_end"]:
                return self.env._("Not in this class in this term")
            return self.env._("Left the class on %(date)s", date=f"{row['date_end']:%d/%m/%Y}")
        if row["exemption"] == "whole":
            return self.env._(
                "Exempt from the subject (decision %(number)s, TT22 Điều 11)",
                number=row["decision_number"],
            )
        if row["exemption"] == "practice":
            return self.env._(
                "Exempt from the practical part: assessed on the theory (decision %(number)s,"
                " TT22 Điều 10)",
                number=row["decision_number"],
            )
        if row["date_start"] > head["date_start"]:
            return self.env._("Joined on %(date)s", date=f"{row['date_start']:%d/%m/%Y}")
        return ""

    def _grid_summary(self, head, rows):
        counts = [0, 0]
        for row in rows:
            self._compute_average(head, row, counts)
        return {"missing": counts[1], "done": counts[0] - counts[1]}

    def _grid_store(self, grid, changes):
        head = grid["head"]
        touched = set()
        for row in grid["rows"]:
            row["new"] = changes.get(row["student_id"], {})
        touched = self._store_batch(grid["heads"], grid["rows"])
        if touched:
            self.class_id._recompute_results(self.env["school.student"].browse(sorted(touched)))
        grid["version"] = str(head["version"])
        grid["summary"] = {
            "missing": head["missing_count"],
            "done": head["required_count"] - head["missing_count"],
        }
        names = ("average", "year_average") if head["term"] == 2 else ("average",)
        return {
            row["student_id"]: {name: row[name] for name in names}
            for row in grid["rows"]
            if row["student_id"] in changes
        }
