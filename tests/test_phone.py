# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a principal and a teacher see on a phone, 390 px wide."""

PHONE = (390, 844)
DO_ACTION = """action => odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
    action, {clearBreadcrumbs: true})"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Menus whose rows are read on the way: as cards and not as a table cut off at the right.
CARDS = (
    *("school_core.school_menu_movement", "school_core.school_menu_exemption"),
    *("school_core.school_menu_guardian", "school_core.school_menu_student_missing"),
    *("school_core.school_homeroom_assignment_menu", "school_core.hr_department_menu"),
    *("school_core.school_class_menu", "school_core.school_teaching_assignment_menu"),
    *("school_gradebook.school_mark_sheet_menu", "school_gradebook.school_conduct_sheet_menu"),
    *("school_gradebook.school_result_menu", "school_gradebook.school_result_book_menu"),
    *("school_gradebook.school_mark_missing_menu", "school_gradebook.school_mark_menu"),
)


def login_of(school, role):
    return next(login for login, label in school.logins if label == role)


def open_phone(school, open_page, role):
    """Return a page on a phone with the web client open, and the actions of menus by xmlid."""
    login = login_of(school, role)
    menus = school.session(login)("ir.ui.menu", "load_web_menus", [[], False])
    page = open_page(login, *PHONE)
    page.goto("/odoo")
    page.wait_for_selector(".o_school_home")
    return page, {menu.get("xmlid"): menu["actionID"] for menu in menus.values()}


def test_lists_are_cards_and_no_page_is_wider_than_the_phone(school, open_page):
    page, actions = open_phone(school, open_page, "Hiệu trưởng")
    for xmlid in CARDS:
        page.evaluate(DO_ACTION, actions[xmlid])
        page.wait_for_selector(".o_kanban_view")
        page.wait_for_timeout(300)
        assert page.evaluate(TOO_WIDE) <= 0, xmlid
    assert page.faults == []


def test_names_stay_while_the_grid_is_moved_sideways(school, open_page):
    page, actions = open_phone(school, open_page, "Giáo viên bộ môn")
    page.evaluate(DO_ACTION, actions["school_gradebook.school_mark_sheet_menu_mine"])
    page.locator(".o_kanban_record:not(.o_kanban_ghost)").first.click()
    name = page.locator("tbody .o_sg_name").first
    name.wait_for()
    before = name.bounding_box()["x"]
    page.evaluate("document.querySelector('.o_sg_scroll').scrollLeft = 400")
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelector('.o_sg_scroll').scrollLeft") > 0
    assert abs(name.bounding_box()["x"] - before) < 1
    assert page.locator(".o_sg_tools").bounding_box()["height"] < 60, "one line of buttons"
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.faults == []
