# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Opens the screens that the guides name, reads their labels and takes their pictures."""

import json
import xml.etree.ElementTree as ElementTree
from base64 import b64decode

from common import ADDONS

FOLDER = ADDONS / "school_guide" / "guide"
PICTURES = ADDONS / "school_guide" / "static" / "pictures"
LABELS = PICTURES / "labels.json"
DESKTOP, PHONE = (1366, 768), (390, 844)
LARGEST = 80 * 1024
SELECT_MENU = """menu => odoo.__WOWL_DEBUG__.root.env.services.menu.selectMenu(menu)"""
USER = """odoo.loader.modules.get("@web/core/user").user.name"""
OPENED = ".o_action_manager > *, .modal .modal-body"
BUSY = ".o_blockUI, .o_loading_indicator"
SETTLED = """busy => !document.querySelector(busy)
    && [...document.images].every(image => image.complete || image.loading === "lazy")"""
DRAWN = "() => !document.querySelector('form.d-none')"  # the log-in shows its form late
RECORD = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost):not(.o_kanban_demo)"
GROUP = ".o_group_header"
LAYERS = ".modal, .o_datetime_picker"
NEW = ".o_list_button_add, .o-kanban-button-new"
#: What does not depend on the data: names of screens, columns, fields, tabs and fixed words.
STRUCTURE = (
    ".o_last_breadcrumb_item, .o_list_renderer thead th[data-name], .o_form_label,"
    " .o_notebook_headers .nav-link, .o_cp_buttons button, .modal-title, .modal-footer button,"
    " main h1, main h2, main th, #wrap h1, #wrap h2"
)
READ_LABELS = """selector => [...(document.querySelector(".modal") || document).querySelectorAll(selector)]
    .filter(element => element.offsetParent)
    .map(element => element.innerText.replace(/\\s+/g, " ").trim())
    .filter(text => text && !/\\d/.test(text))"""
#: The part of the screen that holds something: a dialog, or all down to the last words.
FRAME = """() => {
    const dialog = document.querySelector(".modal .modal-content");
    const root = dialog || document.body;
    const {x, y, width, bottom} = root.getBoundingClientRect();
    const holds = (element) =>
        element.matches("input, textarea, img, svg, canvas") ||
        [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const bottoms = [...root.querySelectorAll("*")]
        .filter((element) => element.checkVisibility() && !element.closest("#wrapwrap footer") && holds(element))
        .map((element) => element.getBoundingClientRect().bottom);
    const lowest = Math.max(...bottoms.filter((one) => one > 0)) + 24;
    const end = Math.min(lowest, innerHeight, dialog ? bottom : innerHeight);
    return {x, y: Math.max(y, 0), width, height: Math.max(end - Math.max(y, 0), 200), scale: 1};
}"""
MARK = "element => { element.style.outline = '4px solid #e8590c'; }"


class Step:
    """A step of a guide that has a screen."""

    def __init__(self, code, login, element, phone=False):
        self.id = f"{code}-{element.get('id')}{'-phone' if phone else ''}"
        self.login = element.get("login", login)
        self.menu, self.url = element.get("menu"), element.get("url")
        self.opens = element.get("open")  # the first record, the reader's own, or a new one
        self.size = PHONE if phone or element.get("phone") else DESKTOP
        self.mark = element.get("mark")
        self.picture = not element.get("bare") and PICTURES / f"{self.id}.webp"


def guides():
    """Return the root element of each guide by its code."""
    return {path.stem: ElementTree.parse(path).getroot() for path in sorted(FOLDER.glob("*.xml"))}


def steps(root, code):
    """Return the steps of a guide; one that is read on phones has most of them for both sizes."""
    login = root.get("login")
    found = [Step(code, login, element) for element in root.iter("step")]
    if root.get("phone"):
        found += [
            Step(code, login, element, phone=True)
            for element in root.iter("step")
            if not element.get("phone") and not element.get("bare")
        ]
    return found


def stored_labels():
    return json.loads(LABELS.read_text("utf-8")) if LABELS.exists() else {}


def store_labels(labels):
    text = json.dumps(labels, ensure_ascii=False, indent=1, sort_keys=True)
    LABELS.write_text(f"{text}\n", "utf-8")


def open_screen(page, step, menus):
    """Open the screen of a step as its reader would, and wait until all of it is there."""
    page.set_viewport_size({"width": step.size[0], "height": step.size[1]})
    if step.url:
        page.goto(step.url)
        page.wait_for_timeout(500)
        page.wait_for_function(DRAWN)
        return
    _close_dialog(page)
    page.evaluate(SELECT_MENU, menus[step.menu])
    page.wait_for_selector(OPENED)
    _settle(page)
    if not page.locator(RECORD).count() and page.locator(GROUP).count():
        page.locator(GROUP).first.click()
        _settle(page)
    if step.opens:
        place = page.locator(NEW if step.opens == "new" else RECORD).locator("visible=true")
        if step.opens == "own":
            place = place.filter(has_text=page.evaluate(USER))
        place.first.click()
        page.wait_for_selector(".o_form_view, .o_sg_scroll, .o_selected_row")
        _settle(page)


def _close_dialog(page):
    """Close the dialog of the step before, with the calendar that may stand open over it."""
    for _layer in range(4):
        if not page.locator(LAYERS).locator("visible=true").count():
            return
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)


def _settle(page):
    page.wait_for_timeout(500)  # what the first view still loads
    page.wait_for_function(SETTLED, arg=BUSY)


def labels(page, noted=None):
    """Return the words of a screen that are the same whatever data it shows.

    Those that are not yet as ``noted`` are read again for a while: the screen may be on its way.
    """
    for _attempt in range(40):
        found = sorted(set(page.evaluate(READ_LABELS, STRUCTURE)))
        if noted in (None, found):
            break
        page.wait_for_timeout(500)
    return found


def take_picture(page, step):
    if step.mark:
        page.get_by_text(step.mark, exact=True).first.evaluate(MARK)
    if page.locator(".o_datetime_picker").count():  # opened by the first field of a dialog
        page.locator(".modal-title").click()
        page.wait_for_timeout(300)
    browser = page.context.new_cdp_session(page)
    clip = page.evaluate(FRAME)
    for quality in (40, 30, 20):
        settings = {"format": "webp", "quality": quality, "clip": clip}
        shot = browser.send("Page.captureScreenshot", settings)
        content = b64decode(shot["data"])
        if len(content) <= LARGEST:
            break
    browser.detach()
    step.picture.write_bytes(content)
