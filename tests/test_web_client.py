# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The web client opens, with every addon of requirements.txt installed, and logs no error."""

import pytest

DESKTOP, PHONE = (1366, 768), (390, 844)


def wait_for_client(page):
    page.wait_for_selector(".o_action_manager > *, .o_home_menu", timeout=60000)
    page.wait_for_load_state("networkidle")
    assert not page.locator(".o_error_dialog, .o_notification .bg-danger").count(), page.url


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_role_opens_the_web_client(school, open_page, size):
    for login, role in school.logins:
        page = open_page(login, *size)
        page.goto("/odoo")
        if "/odoo" not in page.url:
            continue  # a parent or pupil lands on the portal
        wait_for_client(page)
        assert page.faults == [], f"{role} ({login})"


def test_every_school_menu_opens(school, open_page):
    """Each menu of ours opens its first view as the administrator, without an error."""
    call = school.session("admin")
    own = call(
        "ir.model.data",
        "search_read",
        [[("module", "=like", "school_%"), ("model", "=", "ir.ui.menu")], ["res_id"]],
    )
    menus = call(
        "ir.ui.menu", "read", [[row["res_id"] for row in own], ["complete_name", "action"]]
    )
    actions = {
        menu["action"].split(",")[1]: menu["complete_name"]
        for menu in menus
        if (menu["action"] or "").startswith("ir.actions.act_window,")
    }
    assert actions, "the school has no menu"
    page = open_page("admin")
    for action, name in actions.items():
        page.goto(f"/odoo/action-{action}")
        wait_for_client(page)
        assert page.faults == [], name
