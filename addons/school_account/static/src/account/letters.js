import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";

/** Fetches first-use letters by a POST: they are made for this answer and kept nowhere. */
async function downloadLetters(env, action) {
    env.services.ui.block();
    try {
        await download({
            url: "/school/account/letters",
            data: { batch_id: action.params.batch_id },
        });
    } finally {
        env.services.ui.unblock();
    }
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("school_account_letters", downloadLetters);
