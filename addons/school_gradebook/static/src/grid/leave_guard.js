import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";

/** Longest wait for the server, in milliseconds, before leaving the page asks. */
const LEAVE_TIMEOUT = 4000;

/**
 * Save before the sheet is left, and ask where something would be lost.
 * @param {GridModel} model
 * @param {() => void} commit takes what is being typed
 */
export function useLeaveGuard(model, commit) {
    const dialog = useService("dialog");
    useSetupAction({
        async beforeLeave() {
            commit();
            const tooLong = new Promise((resolve) =>
                browser.setTimeout(() => resolve(false), LEAVE_TIMEOUT)
            );
            const isSaved = await Promise.race([model.queue.drain(), tooLong]);
            return (isSaved && !model.state.problems) || ask(dialog, model);
        },
        beforeUnload(ev) {
            commit();
            model.queue.flush();
            if (model.state.unsaved || model.state.problems) {
                ev.preventDefault();
                ev.returnValue = "unsaved";
            }
        },
        beforeVisibilityChange() {
            if (document.hidden) {
                commit();
                model.queue.flush();
            }
        },
    });
}

function ask(dialog, model) {
    return new Promise((resolve) => {
        dialog.add(
            ConfirmationDialog,
            {
                title: _t("Leave this sheet?"),
                body: warning(model.state),
                confirmLabel: _t("Stay here"),
                confirm: () => resolve(false),
                cancelLabel: _t("Leave"),
                cancel: () => resolve(true),
            },
            { onClose: () => resolve(false) }
        );
    });
}

function warning({ unsaved, problems }) {
    const sentences = [];
    if (unsaved) {
        sentences.push(
            _t("Cells not saved: %(count)s.", { count: unsaved }),
            _t("They are kept in this browser and sent when you open the sheet again.")
        );
    }
    if (problems) {
        sentences.push(
            _t("Cells to be corrected, which will be lost: %(count)s.", { count: problems })
        );
    }
    return sentences.join(" ");
}
