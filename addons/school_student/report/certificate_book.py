# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .forms import GENDERS, date_text, letterhead

TITLES = {
    "lower": "Bằng tốt nghiệp trung học cơ sở",
    "upper": "Bằng tốt nghiệp trung học phổ thông",
    "programme": "Giấy chứng nhận hoàn thành chương trình",
    "vocational": "Chứng chỉ nghề phổ thông",
    "other": "Chứng chỉ khác",
}
EVENTS = {
    "copy": "Cấp bản sao",
    "correction": "Chỉnh sửa",
    "revocation": "Thu hồi",
    "void": "Hỏng, hủy",
}


class CertificateBook(models.AbstractModel):
    """The book of diplomas and certificates (Sổ quản lý cấp phát văn bằng, chứng chỉ)."""

    _name = "report.school_student.certificate_book"
    _description = "Book of Certificates"

    @api.model
    def _get_report_values(self, docids, data=None):
        certificates = self.env["school.certificate"].browse(docids)
        certificates = certificates.sorted(
            lambda c: (c.company_id.id, c.graduation_year, c.kind, c.book_order, c.id)
        )
        books = certificates.grouped(lambda c: (c.company_id, c.graduation_year, c.kind))
        return {
            "books": [
                {
                    **letterhead(self.env, school),
                    "year": year,
                    "title": TITLES[kind],
                    "decisions": "; ".join(self._decisions(lines)),
                    "lines": [self._line(line) for line in lines],
                    "issued": len(lines),
                    "received": len(lines.filtered("received_date")),
                }
                for (school, year, kind), lines in books.items()
            ]
        }

    def _decisions(self, certificates):
        found = {}
        for line in certificates.filtered("decision_number"):
            day = f" ngày {date_text(line.decision_date)}" if line.decision_date else ""
            found[f"{line.decision_number}{day}"] = True
        return found

    def _line(self, line):
        student = line.student_id
        remarks = [
            f"{EVENTS[event.kind]}{f' ({event.copies})' if event.copies else ''}"
            f" {date_text(event.date)}{f', {event.number}' if event.number else ''}"
            for event in line.event_ids.sorted("date")
        ]
        if line.state == "replaced":
            remarks.append("Đã cấp lại")
        if line.replaces_id:
            remarks.append(f"Cấp lại thay số {line.replaces_id.number}")
        if line.received_by and line.received_by != student.name:
            remarks.append(f"Nhận thay: {line.proxy_paper}")
        return {
            "name": student.name,
            "birth_date": date_text(student.birth_date),
            "birth_place": student.birth_place or "",
            "gender": GENDERS.get(student.gender, ""),
            "ethnic_group": student.ethnic_group_id.name or "",
            "classification": line.classification or "",
            "title": line.title or "",
            "number": " ".join(part for part in (line.serial, line.number) if part),
            "book_number": line.book_number,
            "issued": date_text(line.issued_date),
            "received": date_text(line.received_date),
            "received_by": line.received_by or "",
            "remarks": "; ".join(remarks),
        }
