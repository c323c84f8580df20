import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** The question mark of each screen: opens the guide where it tells about that screen. */
export class SchoolGuideSystray extends Component {
    static template = "school_guide.Systray";
    static props = {};

    setup() {
        this.action = useService("action");
    }

    open() {
        const current = this.action.currentController?.action;
        this.action.doAction({
            type: "ir.actions.client",
            tag: "school_guide",
            name: _t("Guide"),
            params: { action_id: current?.id || false },
        });
    }
}

registry
    .category("systray")
    .add("school_guide.systray", { Component: SchoolGuideSystray }, { sequence: 110 });
