# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import PUPIL
from odoo.addons.school_core.tools.import_table import Column, add_problem

KINDS = {
    "lower": ("Bằng tốt nghiệp THCS", "Tốt nghiệp THCS", "Bằng THCS"),
    "upper": ("Bằng tốt nghiệp THPT", "Tốt nghiệp THPT", "Bằng THPT"),
    "programme": ("Giấy chứng nhận hoàn thành chương trình", "Hoàn thành chương trình"),
    "vocational": ("Chứng chỉ nghề", "Nghề phổ thông"),
    "other": ("Chứng chỉ khác", "Khác"),
}


class SchoolImportCertificates(models.AbstractModel):
    """The book of diplomas and certificates of earlier years, with what was received."""

    _name = "school.import.certificates"
    _inherit = "school.import.student.record"
    _description = "Import of Certificates"

    _kind = "certificates"
    _kind_sequence = 210
    _kind_model = "school.certificate"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_clerk",
    )
    _kind_sheet = "Văn bằng"
    _kind_key = ("code", "kind", "number")
    _record_fields = (
        "kind",
        "title",
        "graduation_year",
        "classification",
        "serial",
        "number",
        "book_number",
        "decision_number",
        "decision_date",
        "issued_date",
    )
    _record_key = ("kind", "number")

    def _kind_title(self):
        return self.env._("Certificates")

    def _kind_columns(self):
        return [
            *PUPIL,
            Column("kind", ("Loại văn bằng", "Văn bằng"), required=True, choices=KINDS),
            Column("title", ("Tên chứng chỉ",)),
            Column("graduation_year", ("Năm tốt nghiệp",), "integer", required=True),
            Column("classification", ("Xếp loại tốt nghiệp", "Xếp loại")),
            Column("serial", ("Sê-ri", "Seri", "Kí hiệu")),
            Column("number", ("Số hiệu", "Số hiệu văn bằng"), required=True),
            Column("book_number", ("Số vào sổ", "Số vào sổ gốc"), required=True),
            *self._decision_columns(),
            Column("issued_date", ("Ngày cấp",), "date", required=True),
            Column("received_date", ("Ngày nhận",), "date"),
            Column("received_by", ("Người nhận",), help="Để trống: học sinh tự nhận"),
            Column("proxy_paper", ("Giấy ủy quyền",)),
        ]

    def _load(self, run, table, rows):
        saved = super()._load(run, table, rows)

        def receive(rows):
            for row in rows:
                certificate, values = by_row[row.number]
                by, paper = values.get("received_by"), values.get("proxy_paper")
                certificate._receive(values["received_date"], by, paper)

        by_row = {
            row.number: (certificate, row.values)
            for row, certificate in saved
            if "received_date" in row.values and certificate.state == "issued"
        }
        self._attempt(table, [row for row, _record in saved if row.number in by_row], receive)
        return saved

    def _record_values(self, run, table, row, choices):
        if "received_by" in row.values and "proxy_paper" not in row.values:
            add_problem(table, row, "proxy_paper", "required")
        return super()._record_values(run, table, row, choices)
