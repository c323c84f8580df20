import { Component, onWillStart, useState } from "@odoo/owl";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const ROOT_MENU = "school_core.school_menu_root";
const HOME_MENU = "school_core.school_menu_home";
/** What most people come for stands first. */
const BOOKS_MENU = "school_core.school_menu_books";
const ICONS = {
    late: "fa-exclamation-circle",
    todo: "fa-circle-o",
    info: "fa-info-circle",
    done: "fa-check-circle",
};

/** Where everybody arrives after login: what waits today, and the way to everything else. */
export class SchoolHome extends Component {
    static template = "school_core.SchoolHome";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.menu = useService("menu");
        this.state = useState({ head: {}, lines: [] });
        onWillStart(() => this.load());
        useSetupAction({
            beforeVisibilityChange: () => document.visibilityState === "visible" && this.load(),
        });
    }

    async load() {
        Object.assign(this.state, await this.orm.silent.call("school.home", "get_today", []));
    }

    get when() {
        const { head } = this.state;
        const day = formatDate(deserializeDate(head.today), { format: "cccc dd/MM/yyyy" });
        return head.week ? _t("Week %(week)s · %(day)s", { week: head.week, day }) : day;
    }

    get who() {
        const { roles, school } = this.state.head;
        return [...roles, school].filter(Boolean).join(" · ");
    }

    get greeting() {
        return _t("Welcome, %(name)s", { name: this.state.head.user });
    }

    icon(line) {
        return ICONS[line.tone];
    }

    tone(line) {
        return {
            late: _t("Late"),
            todo: _t("To do"),
            info: _t("To know"),
            done: _t("Done"),
        }[line.tone];
    }

    open(line) {
        this.action.doAction(line.action);
    }

    /** The sections of the school's menu with the entries that the user may open. */
    get sections() {
        const root = this.menu.getApps().find((app) => app.xmlid === ROOT_MENU);
        const tree = root ? this.menu.getMenuAsTree(root.id).childrenTree : [];
        const isBooks = (section) => Number(section.xmlid === BOOKS_MENU);
        return tree
            .filter((section) => section.xmlid !== HOME_MENU)
            .sort((a, b) => isBooks(b) - isBooks(a))
            .map((section) => ({ ...section, entries: leaves(section) }))
            .filter((section) => section.entries.length);
    }

    openMenu(entry) {
        this.menu.selectMenu(entry);
    }
}

function leaves(menu) {
    if (!menu.childrenTree.length) {
        return menu.actionID ? [menu] : [];
    }
    return menu.childrenTree.flatMap(leaves);
}

registry.category("actions").add("school_home", SchoolHome);
