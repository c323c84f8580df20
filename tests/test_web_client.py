# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The web client opens, with every addon of requirements.txt installed, and logs no error."""

import pytest

DO_ACTION = """action => odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
    action, {clearBreadcrumbs: true})"""
OPENED = ".o_action_manager > *, .o_home_menu, .modal .o_content, .modal-body"
DESKTOP, PHONE = (1366, 768), (390, 844)


def wait_for_client(page):
    page.wait_for_selector(OPENED)
    page.wait_for_timeout(700)  # what the first view still loads
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
        page.context.close()


def test_every_school_menu_opens_for_each_role(school, open_page):
    """Each menu of ours that a role sees opens its first view without an error."""
    opened = set()
    # a person with two roles sees the menus of both
    for login, role in dict(school.logins).items():
        menus = school.session(login)("ir.ui.menu", "load_web_menus", [[], False])
        actions = {
            menu["actionID"]: menu["name"]
            for menu in menus.values()
            if (menu.get("xmlid") or "").startswith("school_") and menu["actionID"]
        }
        page = open_page(login)
        page.goto("/odoo")
        wait_for_client(page)
        for action, name in actions.items():
            page.evaluate(DO_ACTION, action)
            page.wait_for_selector(OPENED)
            assert page.faults == [], f"{role} ({login}): {name} or the one before"
        page.wait_for_timeout(700)
        assert page.faults == [], f"{role} ({login})"
        opened.update(actions)
        page.context.close()
    assert opened, "the school has no menu"
