# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_workbook import build_template

from ..rules.scale import COMMENT
from .school_mark import ENTERED_COLUMNS, NUMBER_COLUMNS

KEYS = {"class", "subject", "term", "code", "name"}


class SchoolMarkSheet(models.Model):
    """Sheets as a workbook: filled in without a connection, read back by the importer."""

    _inherit = "school.mark.sheet"

    def action_export(self):
        return {
            "type": "ir.actions.act_url",
            "url": f"/school/marks/export?ids={','.join(map(str, self.ids))}",
            "target": "download",
        }

    def _export_workbook(self):
        heads = self._load_heads(self.ids)
        columns = self.env["school.import.marks"]._kind_columns()
        rows = {sheet.id: [] for sheet in self}
        lines = [
            line
            for line in self._load_rows(heads)
            if line["present"] and line["exemption"] != "whole"
        ]
        students = self.env["school.student"].browse({line["student_id"] for line in lines})
        codes = {student.id: student.code for student in students}
        for line in lines:
            row = self._export_row(heads[line["sheet_id"]], line)
            rows[line["sheet_id"]].append(row | {"code": codes[line["student_id"]]})
        titles = {
            f"{head['class_name']} {head['subject_name']} HK{head['term']}": rows[head["id"]]
            for head in map(heads.get, self.ids)
        }
        used = {name for lines in rows.values() for line in lines for name in line}
        allowed = {name for sheet in self for name in (*sheet._allowed_columns(), "remark")}
        shown = [column for column in columns if column.name in used | allowed | KEYS]
        return build_template(titles, shown, {})

    def _export_row(self, head, line):
        row = {
            "class": head["class_name"],
            "subject": head["subject_name"],
            "term": head["term"],
            "name": " ".join(filter(None, (line["family_name"], line["given_name"]))),
        }
        for column in ENTERED_COLUMNS:
            value = line[column]
            if value is not None and head["kind"] == COMMENT and column in NUMBER_COLUMNS:
                value = "Đ" if value else "CĐ"
            if value is not None:
                row[column] = value
        return row
