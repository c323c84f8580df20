# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""On the screen: a clerk says what a sheet and its columns hold; a wide summary is read."""

import openpyxl
import pytest
from playwright.sync_api import expect

from .covers import covers
from .school_server import SchoolServer
from .test_import_foreign import choose
from .test_import_wizard import secretary

VIETNAMESE = {"context": {"lang": "vi_VN"}}
OWN = {
    "Số thẻ": "Mã học sinh",
    "Danh tính": "Họ và tên",
    "Chào đời": "Ngày sinh",
    "Trai hay gái": "Giới tính",
}
PUPILS = (("ZC1", "Lò Thị Sáu", "1/2/2013", "Nữ"), ("ZC2", "Vàng A Páo", "3/4/2013", "Nam"))
TERMS = ("HK1", "HK2", "CN")


@pytest.fixture(scope="module")
def school():
    """A server of its own: a year is made and results are written."""
    server = SchoolServer(name="import_choices")
    server.start()
    yield server
    server.drop()


def own_form(path):
    book = openpyxl.Workbook()
    book.active.title = "Trang 1"
    book.active.append(["Bản của trường"])
    book.active.append(list(OWN))
    for pupil in PUPILS:
        book.active.append(pupil)
    book.save(path)
    return path


def wide(path, pupils):
    """Return a summary with both terms and the year below each subject, merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    for column, heading in enumerate(("STT", "Mã học sinh", "Họ và tên"), 1):
        sheet.cell(1, column, heading)
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    for first, subject in ((4, "Toán"), (7, "Tiếng Hmông")):
        sheet.cell(1, first, subject)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 2)
        for column, term in enumerate(TERMS, first):
            sheet.cell(2, column, term)
    for number, pupil in enumerate(pupils, 1):
        sheet.append([number, pupil["code"], pupil["name"], 7, "8,5", "8,0", 6, 7, 6.7])
    book.save(path)
    return path


def upload(page, path):
    page.goto("/odoo/action-school_core.school_import_action/new")
    page.set_input_files("input[type=file]", str(path))
    expect(page.locator(".o_attachment")).to_have_count(1)


def check(page):
    with page.expect_response("**/action_check**", timeout=90000):
        page.click("button[name=action_check]")


def say_for_all(page, heading, value):
    """Write ``value`` for all rows where the sheet has no column ``heading``."""
    row = page.locator("[name=column_ids] tr.o_data_row", has_text=heading)
    row.locator("[name=value]").click()
    page.locator("[name=column_ids] [name=value] input").fill(value)


@covers("OPS-01", "PUP-01")
def test_kind_columns_and_values_are_chosen_and_remembered(school, open_page, tmp_path):
    login = secretary(school)
    session = school.session(login)
    (year,) = session("school.year", "search", [[["state", "=", "open"]]], {"limit": 1})
    (school_class,) = session(
        "school.class", "search_read", [[["year_id", "=", year]], ["name"]], {"limit": 1}
    )
    kinds = session("school.import.sheet", "fields_get", [["kind"]], VIETNAMESE)
    pupils = dict(kinds["kind"]["selection"])["pupils"]
    page = open_page(login)
    upload(page, own_form(tmp_path / "cua-truong.xlsx"))
    check(page)
    sheets, columns = page.locator("[name=sheet_ids]"), page.locator("[name=column_ids]")
    sheets.locator("tr.o_data_row [name=kind]").click()
    sheets.locator("tr.o_data_row [name=kind] input").click()
    page.locator(".o_select_menu_item", has_text=pupils).first.click()
    check(page)
    expect(columns).to_contain_text("Danh tính", timeout=60000)
    for heading, target in OWN.items():
        choose(page, columns, heading, target, narrow=False)
    say_for_all(page, "Lớp", school_class["name"])
    page.screenshot(path=tmp_path / "chosen.png", full_page=True)
    check(page)
    expect(page.locator("button[name=action_apply]")).to_be_visible(timeout=60000)
    with page.expect_response("**/action_apply**", timeout=90000):
        page.click("button[name=action_apply]")
    codes = [["code", "in", [pupil[0] for pupil in PUPILS]]]
    found = session("school.student", "search_read", [codes, ["name"]])
    assert sorted(pupil["name"] for pupil in found) == sorted(pupil[1] for pupil in PUPILS)
    # the next file of this form needs the class only
    upload(page, own_form(tmp_path / "lan-sau.xlsx"))
    check(page)
    expect(sheets).to_contain_text(pupils, timeout=60000)
    for target in OWN.values():
        expect(columns).to_contain_text(target)
    expect(page.locator(".alert-danger:visible")).to_contain_text("1")
    assert page.faults == []


@covers("OPS-01", "PUP-04")
def test_wide_summary_of_both_terms_is_read(school, open_page, tmp_path):
    login = secretary(school)
    session = school.session(login)
    everybody = session("school.student", "search_read", [[], ["code", "name", "class_id"]])
    pupils = [pupil for pupil in everybody if pupil["class_id"]][:2]
    page = open_page(login)
    upload(page, wide(tmp_path / "tong-ket.xlsx", pupils))
    check(page)
    sheets, columns = page.locator("[name=sheet_ids]"), page.locator("[name=column_ids]")
    kinds = session("school.import.sheet", "fields_get", [["kind"]], VIETNAMESE)
    expect(sheets).to_contain_text(dict(kinds["kind"]["selection"])["summary"], timeout=60000)
    for heading in ("Toán HK1", "Toán CN", "Tiếng Hmông HK1"):
        expect(columns).to_contain_text(heading)
    choose(page, columns, "Tiếng Hmông HK1", "Tiếng dân tộc thiểu số HK1", narrow=False)
    for heading, value in (("Minh chứng", "Học bạ 12"), ("Trường cũ", "THCS Nà Khoa")):
        say_for_all(page, heading, value)
    page.screenshot(path=tmp_path / "wide.png", full_page=True)
    check(page)
    expect(columns).to_contain_text("Tiếng dân tộc thiểu số HK1", timeout=60000)
    # their own teachers enter the marks of this year: each pupil is refused by name
    issues = page.locator("[name=issue_ids]")
    for pupil in pupils:
        expect(issues).to_contain_text(pupil["name"], timeout=60000)
    assert session("school.earlier.result", "search_count", [[]]) == 0
    assert page.faults == []
