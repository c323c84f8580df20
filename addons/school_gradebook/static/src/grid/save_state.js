import { _t } from "@web/core/l10n/translation";

/** What is saved and what is not, as the sheet's sign shows it: {name, icon, text}. */
export function saveState({ offline, expired, sending, unsaved, savedAt }) {
    if (expired && offline) {
        return {
            name: "offline",
            icon: "fa-user-times",
            text: _t("Signed out: sign in again in another tab. Cells not saved: %(count)s", {
                count: unsaved,
            }),
        };
    }
    if (offline) {
        return {
            name: "offline",
            icon: "fa-chain-broken",
            text: _t("Connection lost – cells not saved: %(count)s", { count: unsaved }),
        };
    }
    if (sending) {
        return { name: "saving", icon: "fa-refresh fa-spin", text: _t("Saving…") };
    }
    if (unsaved) {
        return {
            name: "unsaved",
            icon: "fa-circle-o",
            text: _t("Not saved yet: %(count)s", { count: unsaved }),
        };
    }
    return savedAt
        ? {
              name: "saved",
              icon: "fa-check",
              text: _t("Saved at %(time)s", {
                  time: savedAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
              }),
          }
        : { name: "saved", icon: "fa-check", text: _t("All saved") };
}
