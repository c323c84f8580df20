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

const userMenu = registry.category("user_menuitems");
userMenu.add("school_logins", loginsItem);
const preferences = userMenu.get("preferences");
userMenu.add(
    "preferences",
    (env) => ({ ...preferences(env), description: _t("My Preferences and Password") }),
    { force: true }
);
