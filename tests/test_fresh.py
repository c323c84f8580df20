# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What another connection decides counts at the very next request, whatever the server remembers."""

import pytest

from . import clock
from .covers import covers


@pytest.fixture
def opened(school):
    """opened(): the sheet ``opened.sheet`` as its teacher opens it now."""
    login, sheet = school.teacher_of_a_sheet()
    session = school.session(login)

    def opener():
        return session("school.mark.sheet", "grid_open", [sheet])

    opener.sheet = sheet
    for _time in range(8):  # as often as PostgreSQL needs to settle on its plans
        opener()
    return opener


@covers("LOCK-01")
def test_lock_set_by_another_connection_closes_the_next_opening(school, opened):
    before = opened()["locks"]
    assert "final" not in before
    lock = school.psql(
        f"""
        INSERT INTO school_lock (kind_id, company_id, class_id, column_id, state, date_start,
                                 reason, decided_by)
        SELECT kind.id, sheet.company_id, sheet.class_id, col.id, 'closed',
               date '{clock.TODAY}' - 1, 'Kiểm tra hồ sơ', 1
          FROM school_mark_sheet sheet, school_book_kind kind
          JOIN school_book_column col ON col.kind_id = kind.id AND col.code = 'final'
         WHERE sheet.id = {opened.sheet} AND kind.code = 'mark'
     RETURNING id
        """
    )
    try:
        grid = opened()
        assert "Kiểm tra hồ sơ" in grid["lock_reasons"][grid["locks"]["final"]]
    finally:
        school.psql(f"DELETE FROM school_lock WHERE id = {lock}")
    assert opened()["locks"] == before


@covers("ORG-03")
def test_class_renamed_by_another_server_has_its_new_name_at_once(school, opened):
    class_id, name, login = school.psql(
        f"""
        SELECT class.id, class.name, users.login
          FROM school_mark_sheet sheet
          JOIN school_class class ON class.id = sheet.class_id
          JOIN res_company company ON company.id = sheet.company_id
          JOIN hr_employee principal ON principal.id = company.school_principal_id
          JOIN res_users users ON users.id = principal.user_id
         WHERE sheet.id = {opened.sheet}
        """
    ).split("|")
    assert opened()["title"].startswith(name)
    other = school.beside()
    try:
        principal = other.session(login)
        principal("school.class", "write", [[int(class_id)], {"name": "Lớp mới"}])
        try:
            assert opened()["title"].startswith("Lớp mới")
        finally:
            principal("school.class", "write", [[int(class_id)], {"name": name}])
        assert opened()["title"].startswith(name)
    finally:
        other.stop()
