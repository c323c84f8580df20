# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The files of the guide: chapters of steps, questions and plain text (see README.md)."""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

# Odoo lets Pillow know few formats; the pictures of the guide are WebP.
from PIL import Image, WebPImagePlugin  # noqa: F401

FOLDER = Path(__file__).resolve().parents[1] / "guide"
PICTURES = Path(__file__).resolve().parents[1] / "static" / "pictures"
OF_SCREEN = ("menu", "url", "open", "phone", "mark", "bare")
ORDER = (
    *("staff", "principal", "vice_academic", "vice_facilities", "head_department"),
    *("gradebook_admin", "homeroom", "teacher", "secretary", "clerk", "head_office"),
    *("system", "accountant", "nurse", "librarian", "equipment_keeper", "website_admin"),
    *("province_officer", "commune_officer", "parent", "pupil"),
)


@dataclass(frozen=True)
class Item:
    """A step (with a screen), a question, or a piece of text."""

    kind: str
    id: str
    title: str
    body: etree._Element
    screen: dict = field(default_factory=dict)

    @property
    def menu(self):
        return self.screen.get("menu", "")

    @property
    def has_picture(self):
        return bool(self.screen) and "bare" not in self.screen

    @property
    def has_phone_picture(self):
        return "phone_too" in self.screen

    @property
    def addons(self):
        """The addons without which this is not told: its own, and those of the menus it names."""
        menus = [self.menu, *self.body.xpath(".//menu[not(ancestor::*[@addon])]/@id")]
        return {self.body.get("addon", ""), *(menu.partition(".")[0] for menu in menus)} - {""}

    def html(self, menu_name, is_installed):
        """Return the text with the names of its menus, without what is of no installed addon."""
        body = deepcopy(self.body)
        for element in body.xpath(".//*[@addon]"):
            if not is_installed(element.attrib.pop("addon")):
                element.getparent().remove(element)
        for element in body.xpath(".//menu"):
            element.tag, element.text = "strong", menu_name(element.attrib.pop("id"))
        for element in body.xpath(".//ui"):
            element.tag = "strong"
        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in body)


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    addon: str
    items: tuple


@dataclass(frozen=True)
class Guide:
    code: str
    title: str
    group: str
    chapters: tuple

    def steps(self):
        return [item for chapter in self.chapters for item in chapter.items if item.screen]


@cache
def read_guides():
    """Return the guides by their code, in the order in which they are offered."""
    return {code: _read(FOLDER / f"{code}.xml") for code in ORDER}


def _read(path):
    root = etree.parse(str(path), etree.XMLParser(remove_comments=True)).getroot()
    chapters = tuple(
        Chapter(
            chapter.get("id"),
            chapter.get("title"),
            chapter.get("addon", ""),
            tuple(_item(path.stem, element, root.get("phone")) for element in chapter),
        )
        for chapter in root.iter("chapter")
    )
    return Guide(path.stem, root.get("title"), root.get("group"), chapters)


def _item(code, element, phones):
    if element.tag == "step":
        screen = {key: element.get(key) for key in OF_SCREEN if element.get(key)}
        if phones and not screen.keys() & {"phone", "bare"}:
            screen["phone_too"] = True
        return Item("step", f"{code}-{element.get('id')}", element.get("title"), element, screen)
    return Item(element.tag, "", element.get("title", ""), element)


@cache
def picture_size(name):
    """Return width and height of a picture, or None where there is none."""
    path = PICTURES / f"{name}.webp"
    if not path.exists():
        return None
    with Image.open(path) as picture:
        return picture.size
