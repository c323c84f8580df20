# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the forms of a school have in common; they are Vietnamese by law."""

from odoo import fields

GENDERS = {"male": "Nam", "female": "Nữ"}
#: To be filled in by hand.
DOTS = "……………………"


def date_text(day):
    return day.strftime("%d/%m/%Y") if day else ""


def date_words(day):
    """Return a day as it stands above a signature; dots where there is none."""
    return f"ngày {day:%d} tháng {day:%m} năm {day.year}" if day else "ngày …… tháng …… năm ………"


def letterhead(env, school):
    """Return what the head and the foot of a form need of the school."""
    # sudo: a form of the school bears the principal's name, whoever prints it.
    school_sudo = school.sudo()
    return {
        "authority": school_sudo.school_authority_id.name or "",
        "school": school.name,
        "place": school_sudo.city or school_sudo.state_id.name or "………",
        "principal": school_sudo.school_principal_id.name or "",
        "printed": date_text(fields.Date.context_today(env["res.company"])),
    }
