import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";

/** Fetches first-use letters by a POST: they are made for this answer and kept nowhere. */
async function downloadLetters(env, action) {
    env.services.ui.block();
    try {
        await download(action.params);
    } finally {
        env.services.ui.unblock();
    }
    // a dialog has done its work; a screen shows what has changed
    return action.params.close
        ? { type: "ir.actions.act_window_close" }
        : { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("school_account_letters", downloadLetters);
