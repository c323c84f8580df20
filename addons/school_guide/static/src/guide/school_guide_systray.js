import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Open the guide where it tells about the screen that is shown. */
function openGuide(action) {
    const { action: current, props } = action.currentController || {};
    const { id, res_model: model, params } = current || {};
    action.doAction({
        type: "ir.actions.client",
        tag: "school_guide",
        name: _t("Guide"),
        params: {
            screen: {
                action_id: id || false,
                // a client action of one record names both: the grid of a sheet
                model: model || params?.model || false,
                is_form: props?.type === "form" || Boolean(params?.id),
            },
        },
    });
}

/** The question mark of each screen. */
export class SchoolGuideSystray extends Component {
    static template = "school_guide.Systray";
    static props = {};

    open() {
        openGuide(this.env.services.action);
    }
}

registry
    .category("systray")
    .add("school_guide.systray", { Component: SchoolGuideSystray }, { sequence: 110 });

const userMenu = registry.category("user_menuitems");
// "Help" of Odoo leads to its maker, as does its account; neither is of use to a school.
userMenu.remove("odoo_account");
userMenu.add(
    "support",
    (env) => ({
        type: "item",
        id: "support",
        description: _t("Guide"),
        callback: () => openGuide(env.services.action),
        sequence: 10,
    }),
    { force: true }
);
