# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What stands at the head of an official document (Nghị định 30/2020/NĐ-CP)."""


def day_in_words(day):
    """Return ``day`` as an official document says it, with places to fill in where unknown."""
    if not day:
        return "ngày ..... tháng ..... năm ........."
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"


def letterhead(company):
    """Return what the head of an official document says of the school."""
    return {
        "authority": company.school_authority_id.name or "",
        "school": company.name,
        "place": company.city or company.state_id.name or "",
        "principal": company.school_principal_id.name or "",
    }
