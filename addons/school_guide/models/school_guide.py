# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from ..tools.guide_file import picture_size, read_guides

PICTURE = "/school_guide/static/pictures/%s.webp"


class SchoolGuide(models.AbstractModel):
    """The guide of each role, read from the files in ``guide/``.

    Every guide may be read by everybody: it holds nothing of any school.
    """

    _name = "school.guide"
    _description = "Guide"

    @api.readonly
    @api.model
    def get_guide(self, code=None, screen=None):
        """Return one guide and which there are.

        :param str code: the guide; without it one of the user's own
        :param dict screen: where the user comes from: ``action_id``, ``model`` and ``is_form``;
            the step about it is told as ``anchor``
        """
        own = self._own_codes()
        anchor = False
        if code not in read_guides():
            code, anchor = self._find(screen or {}, own) or (self._main_code(own), False)
        return {
            "guides": [
                {"code": guide.code, "title": guide.title, "own": guide.code in own}
                for guide in read_guides().values()
            ],
            "anchor": anchor,
            **self._content(code),
        }

    @api.model
    def _own_codes(self):
        user = self.env.user
        return [guide.code for guide in read_guides().values() if user.has_group(guide.group)]

    @api.model
    def _main_code(self, own):
        """Return the guide of the highest role, rather than the one for all of the staff."""
        return next((code for code in own if code != "staff"), "staff")

    @api.model
    def _find(self, screen, own):
        """Return guide and step of a screen, of the user's own guides first.

        A screen that no menu opens is that of a menu with the same model.
        """
        codes = sorted(read_guides(), key=lambda one: one not in own)
        steps = [(code, step) for code in codes for step in read_guides()[code].steps()]
        if screen.get("is_form"):
            steps.sort(key=lambda found: (found[0] not in own, not found[1].screen.get("open")))
        for domain in self._menu_domains(screen):
            # those that the user does not see are not found
            menus = self.env["ir.ui.menu"].search(domain)
            xmlids = {xmlid for many in menus._get_external_ids().values() for xmlid in many}
            for code, step in steps:
                if step.menu in xmlids:
                    return code, step.id
        return None

    @api.model
    def _menu_domains(self, screen):
        """Return the domains of the menus of a screen, the exact one first."""
        if isinstance(screen.get("action_id"), int):
            yield Domain("action", "=like", f"%,{screen['action_id']}")
        if screen.get("model") in self.env:
            actions_sudo = self.env["ir.actions.act_window"].sudo()  # only to find its menu
            found = actions_sudo.search([("res_model", "=", screen["model"])])
            yield Domain("action", "in", [f"{one._name},{one.id}" for one in found])

    @api.model
    def _content(self, code):
        guide = read_guides()[code]
        installed = self.env["ir.module.module"]._installed()
        names = self._menu_names()
        visible = ()
        if self.env.user._is_internal():  # others have no menus
            visible = self.env["ir.ui.menu"]._visible_menu_ids()

        def is_installed(addon):
            return not addon or addon in installed

        def picture(name):
            size = picture_size(name)
            return bool(size) and {"src": PICTURE % name, "width": size[0], "height": size[1]}

        def name(xmlid):
            return names.get(xmlid, (False, []))[1]

        chapters = []
        for chapter in guide.chapters:
            if not is_installed(chapter.addon):
                continue
            items = [
                {
                    "kind": item.kind,
                    "id": item.id,
                    "title": item.title,
                    "html": Markup(item.html(lambda xmlid: " › ".join(name(xmlid)), is_installed)),
                    "path": name(item.menu),
                    "menu_id": names.get(item.menu, (False,))[0],
                    "picture": item.has_picture and picture(item.id),
                    "picture_phone": item.has_phone_picture and picture(f"{item.id}-phone"),
                    "phone": bool(item.screen.get("phone")),
                }
                for item in chapter.items
                if all(map(is_installed, item.addons))
            ]
            for item in items:
                if item["menu_id"] not in visible:
                    item["menu_id"] = False
            if items:
                chapters.append({"id": chapter.id, "title": chapter.title, "items": items})
        return {"code": guide.code, "title": guide.title, "chapters": chapters}

    @api.model
    def _menu_names(self):
        """Return id and names from the root on of the school's menus, by xmlid.

        What a menu is called is no secret, and the guide of a role names menus of that role.
        """
        menus_sudo = (
            self.env["ir.ui.menu"]
            .sudo()
            .search([("id", "child_of", self.env.ref("school_core.school_menu_root").id)])
        )
        xmlids = menus_sudo._get_external_ids()
        result = {}
        for menu_sudo in menus_sudo:
            path = []
            step_sudo = menu_sudo
            while step_sudo:
                path.insert(0, step_sudo.name)
                step_sudo = step_sudo.parent_id
            result.update(dict.fromkeys(xmlids[menu_sudo.id], (menu_sudo.id, path)))
        return result
