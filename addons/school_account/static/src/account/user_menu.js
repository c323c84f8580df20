import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

function loginsItem(env) {
    return {
        type: "item",
        id: "school_logins",
        description: _t("My Log-ins"),
        callback: () => env.services.action.doAction("school_account.school_login_action_own"),
        sequence: 55,
    };
}

registry.category("user_menuitems").add("school_logins", loginsItem);
