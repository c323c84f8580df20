# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The guides tell the truth: their screens open, their words and pictures are those of today."""

import polib
import pytest
from common import ADDONS
from playwright.sync_api import Error as PlaywrightError

from .covers import covers
from .guide_sample import GuideSample
from .guide_screens import (
    LARGEST,
    PHONE,
    PICTURES,
    guides,
    labels,
    open_screen,
    steps,
    store_labels,
    stored_labels,
    take_picture,
)

GUIDES = guides()
MOST = 5 * 1024 * 1024
AT_THE_TOP = """id => {
    const place = document.querySelector(`.o_school_guide [id="${id}"]`);
    return place && Math.abs(place.getBoundingClientRect().top) < innerHeight / 4;
}"""
#: Words of Odoo itself that the guides name.
OF_ODOO = {"Mới", "Lưu", "Xuất", "Tác vụ"}


@pytest.fixture(scope="session")
def taking(request):
    return request.config.getoption("--take-pictures")


@pytest.fixture(scope="session")
def logins(school):
    """The login of each role, with those whom the sample schools lack."""
    return GuideSample(school).logins


def menus_of(school, login):
    """Return the ids of the menus that a user sees, by xmlid."""
    menus = school.session(login)("ir.ui.menu", "load_web_menus", [[], False])
    return {menu["xmlid"]: menu["id"] for menu in menus.values() if menu.get("xmlid")}


@covers("OPS-02")
@pytest.mark.parametrize("code", [code for code in GUIDES if steps(GUIDES[code], code)])
def test_screens_open_for_the_role_and_look_as_in_the_pictures(
    school, open_page, logins, taking, code
):
    """Each screen of a guide opens without an error for who reads it, with the labels noted."""
    found, wrong, noted = {}, [], stored_labels()
    pages = {}
    for step in steps(GUIDES[code], code):
        login = logins.get(step.login, "admin")
        page, menus = pages.get((step.login, step.size)) or (None, None)
        if page is None:
            page, menus = open_page(login, *step.size), {}
            if step.login == "public":
                page.context.clear_cookies()
            if step.menu:
                menus = menus_of(school, login)
                page.goto("/odoo")
                page.wait_for_selector(".o_main_navbar")
            pages[step.login, step.size] = page, menus
        if step.menu and step.menu not in menus:
            wrong.append(f"{step.id}: {login} has no menu {step.menu}")
            continue
        try:
            open_screen(page, step, menus)
        except PlaywrightError as error:
            wrong.append(f"{step.id}: {error}")
            continue
        if page.faults:
            wrong.append(f"{step.id}: {page.faults}")
            page.faults.clear()
        found[step.id] = labels(page, None if taking else noted.get(step.id))
        if taking and step.picture:
            take_picture(page, step)
    if taking:
        kept = {key: value for key, value in noted.items() if key not in found}
        noted = {**kept, **found}
        store_labels(noted)
    for key, stored in noted.items():
        if key in found and found[key] != stored:
            gone, new = set(stored) - set(found[key]), set(found[key]) - set(stored)
            wrong.append(f"{key}: gone {sorted(gone)}, new {sorted(new)}; run make guide")
    missing = found.keys() - noted.keys()
    wrong += [f"{key}: without labels; run make guide" for key in missing]
    assert not wrong, "\n".join(wrong)


@covers("OPS-02")
def test_question_mark_of_a_mark_sheet_leads_to_its_step(school, open_page, logins):
    """From a cell to the answer in one click, on a phone, too."""
    login = logins["Giáo viên bộ môn"]
    step = next(step for step in steps(GUIDES["teacher"], "teacher") if step.opens == "record")
    page = open_page(login, *PHONE)
    page.goto("/odoo", timeout=120000)  # builds the assets first
    page.wait_for_selector(".o_main_navbar", timeout=60000)
    open_screen(page, step, menus_of(school, login))
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.click(".o_sgd_systray")
    page.wait_for_function(AT_THE_TOP, arg=step.id, timeout=60000)


@covers("OPS-02")
def test_each_step_has_a_picture_and_they_are_small(school):
    """Every picture belongs to a step and every step has one."""
    found = [step for code, root in GUIDES.items() for step in steps(root, code)]
    wanted = {step.picture for step in found if step.picture}
    stored = set(PICTURES.glob("*.webp"))
    assert sorted(path.stem for path in wanted - stored) == [], "run make guide"
    assert sorted(path.stem for path in stored - wanted) == [], "pictures without a step"
    assert stored_labels().keys() == {step.id for step in found}
    sizes = {path.stem: path.stat().st_size for path in stored}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) <= MOST


@covers("OPS-02")
def test_menus_and_labels_in_the_text_exist(school, logins):
    """What the text calls a menu is one; what it calls a label stands in the translations."""
    admin = menus_of(school, "admin")
    words = set(OF_ODOO)
    for path in ADDONS.glob("*/i18n/vi.po"):
        words.update(entry.msgstr for entry in polib.pofile(str(path)))
    wrong = []
    for code, root in GUIDES.items():
        mine = logins.get(root.get("login"))
        seen = menus_of(school, mine) if mine and not root.get("portal") else admin
        named = [element.get("id") for element in root.iter("menu")]
        wrong += [f"{code}: menu {xmlid}" for xmlid in named if xmlid not in seen]
        labels_named = [element.text for element in root.iter("ui")]
        wrong += [f"{code}: label {label!r}" for label in labels_named if label not in words]
    assert not wrong, "\n".join(wrong)


@covers("OPS-02")
def test_every_role_has_a_guide(school):
    groups = {root.get("group") for root in GUIDES.values()}
    rows = school.session("admin")(
        "ir.model.data",
        "search_read",
        [[["model", "=", "res.groups"], ["name", "=like", "group_school_%"]], ["complete_name"]],
    )
    assert {row["complete_name"] for row in rows} == groups
