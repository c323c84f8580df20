# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A clerk brings the school's own spreadsheet: sees its errors, corrects it, imports it."""

from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from .covers import covers

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample" / "25900701" / "4-hoc-sinh.xlsx"
HEADING = 3


def secretary(school):
    """Return the login of an academic secretary."""
    for login, _role in school.logins:
        session = school.session(login)
        group = "school_core.group_school_secretary"
        if session("res.users", "has_group", [session.user["uid"], group]):
            return login
    raise AssertionError("no login of a secretary")


def wrong_copy(folder):
    """Return a copy of the sample's pupils with two wrong cells, and what stands in them."""
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book.active
    headings = [cell.value for cell in sheet[HEADING]]
    cells = {"Ngày sinh": "31/02/2013", "Lớp": "99Z"}
    for row, (heading, value) in enumerate(cells.items(), HEADING + 1):
        sheet.cell(row, headings.index(heading) + 1).value = value
    path = folder / SAMPLE.name
    book.save(path)
    return path, cells


@covers("OPS-01")
def test_wrong_file_is_refused_and_the_corrected_one_imported(school, open_page, tmp_path):
    login = secretary(school)
    count = school.session(login)("school.student", "search_count", [[]])
    path, cells = wrong_copy(tmp_path)
    page = open_page(login)
    page.goto("/odoo/action-school_core.school_import_action/new")
    page.set_input_files("input[type=file]", str(path))
    expect(page.locator(".o_attachment")).to_have_count(1)
    page.click("button[name=action_check]")
    expect(page.locator(".alert-danger:visible")).to_contain_text("2")
    for row, (heading, value) in enumerate(cells.items(), HEADING + 1):
        line = page.locator("[name=issue_ids] tr.o_data_row", has_text=value)
        expect(line).to_contain_text(heading)
        expect(line.locator("[name=row]")).to_have_text(str(row))
    with page.expect_download() as download:
        page.click("button[name=action_errors]")
    marked_path = tmp_path / "marked.xlsx"
    download.value.save_as(marked_path)
    marked = openpyxl.load_workbook(marked_path)
    assert marked.sheetnames[1:] == ["Học sinh"]
    page.set_input_files("input[type=file]", str(SAMPLE))
    expect(page.locator(".o_attachment")).to_have_count(2)
    page.click("button[name=action_check]")
    expect(page.locator("button[name=action_apply]")).to_be_visible()
    expect(page.locator(".o_attachment")).to_have_count(1)
    page.click("button[name=action_apply]")
    expect(page.locator(".o_statusbar_status [data-value=done][aria-checked=true]")).to_be_visible()
    assert page.faults == []
    assert school.session(login)("school.student", "search_count", [[]]) == count
