# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A secretary brings a list of another system in an old font: looks at what was made of it, loads it."""

import openpyxl
import pytest
from openpyxl.styles import Font
from playwright.sync_api import expect

from .covers import covers
from .test_import_wizard import secretary

#: Headings, merged as vnEdu does, and pupils as the font .VnTime stores them (TCVN3).
GROUPS = {"A": "STT", "B": "M· HS", "C": "Hä vµ tªn", "D": "Ngµy sinh", "E": "N÷", "F": "Quª cò"}
PUPILS = (
    (1, "ZZ1", "NGUYÔN THÞ HåNG ¸NH", "15/9/12", "x", "Hßa B×nh"),
    (2, "ZZ2", "TrÇn Hoµng ¢n", "ngµy 5 th¸ng 9 n¨m 2012", None, "Th¸i B×nh"),
)


def class_list(path, school_class):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = f"Danh s¸ch häc sinh líp {school_class}"
    sheet.merge_cells("A1:F1")
    for letter, heading in GROUPS.items():
        sheet[f"{letter}3"] = heading
        sheet.merge_cells(f"{letter}3:{letter}4")
    for line, pupil in enumerate(PUPILS, 5):
        for column, value in enumerate(pupil, 1):
            sheet.cell(line, column, value)
    sheet["B7"] = "Tæng sè: 2 häc sinh"
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name=".VnTime")
    book.save(path)
    return path


@covers("OPS-01", "PUP-01")
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_list_of_another_system_is_shown_cleaned_and_loaded(
    school, open_page, tmp_path, width, height
):
    login = secretary(school)
    session = school.session(login)
    one = {"limit": 1}
    (year,) = session("school.year", "search", [[["state", "=", "open"]]], one)
    classes = session("school.class", "search_read", [[["year_id", "=", year]], ["name"]], one)
    path = class_list(tmp_path / f"vnEdu-{width}.xlsx", classes[0]["name"])
    page = open_page(login, width, height)
    page.goto("/odoo/action-school_core.school_import_action/new")
    page.set_input_files("input[type=file]", str(path))
    expect(page.locator(".o_attachment")).to_have_count(1)
    page.click("button[name=action_check]")
    columns, cleaned = page.locator("[name=column_ids]"), page.locator("[name=cleaning_ids]")
    expect(page.locator("button[name=action_apply]")).to_be_visible()
    expect(columns).to_contain_text("Họ và tên")
    expect(columns).to_contain_text("Quê cũ")
    expect(cleaned).to_contain_text("TrÇn Hoµng ¢n → Trần Hoàng Ân")
    expect(cleaned).to_contain_text("15/9/12 → 15/09/2012")
    page.screenshot(path=tmp_path / "checked.png", full_page=True)
    # What was chosen on the desktop is known to the phone: it chooses another.
    target = "Địa chỉ thường trú" if width < 500 else "Nơi sinh"
    choose(page, columns, "Quê cũ", target, narrow=width < 500)
    # Import checks once more what has changed since the check; on a phone it is the only button.
    with page.expect_response("**/call_button/**"):
        page.click("button[name=action_apply]")
    expect(columns).to_contain_text(target)
    read = [["heading", "=", "Quê cũ"], ["file", "=", path.name], ["origin", "=", "chosen"]]
    chosen = session("school.import.column", "search_read", [read, ["target_id"]])
    assert [column["target_id"][1] for column in chosen] == [target]
    with page.expect_download() as download:
        page.click("button[name=action_changes]")
    download.value.save_as(tmp_path / "changes.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "changes.xlsx").active.values)
    assert any("15/9/12" in row and "15/09/2012" in row for row in rows)
    sheets = session(
        "school.import.sheet", "search_read", [[["file", "=", path.name]], ["created_count"]]
    )
    assert [sheet["created_count"] for sheet in sheets] == [len(PUPILS)]
    assert session("school.student", "search_count", [[["code", "in", ["ZZ1", "ZZ2"]]]]) == 0
    assert page.faults == []


def choose(page, columns, heading, target, narrow):
    """Say that ``heading`` is the column ``target``, as a person does on the screen."""
    if narrow:
        columns.locator(".o_kanban_record", has_text=heading).click()
        # A phone offers the columns in a window of their own.
        page.locator(".modal [name=target_id] input").click()
        page.locator(".modal").last.locator(".o_kanban_record", has_text=target).first.click()
        page.locator(".modal .o_form_button_save").click()
        expect(page.locator(".modal")).to_have_count(0)
        return
    columns.locator("tr.o_data_row", has_text=heading).locator("[name=target_id]").click()
    columns.locator("[name=target_id] input").fill(target)
    page.locator(".o-autocomplete--dropdown-item", has_text=target).first.click()
