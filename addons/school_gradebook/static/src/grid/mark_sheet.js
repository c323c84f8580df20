import { Component, onWillDestroy, reactive, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { CellBar } from "./cell_bar";
import { FillDialog } from "./fill_dialog";
import { GridModel, isProblem } from "./grid_model";
import { HelpDialog } from "./help_dialog";
import { useKeyboardHeight } from "./keyboard_height";
import { LocalStore } from "./local_store";
import { MarkGrid } from "./mark_grid";
import { isSessionExpired } from "./server_answers";
import { StoryDialog } from "./story_dialog";

/** Longest wait for the server, in milliseconds, before leaving the page asks. */
const LEAVE_TIMEOUT = 4000;

/** A sheet with its tools: save state, what is missing, undo, fill, story, the grid, its bar. */
export class MarkSheet extends Component {
    static template = "school_gradebook.MarkSheet";
    static components = { Layout, MarkGrid, CellBar };
    static props = { descriptor: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.display = { controlPanel: {} };
        this.live = useState({ polite: "", urgent: "" });
        this.model = this.makeModel();
        this.state = useState(this.model.state);
        this.cursor = reactive({ ...this.firstCell(), refused: 0 });
        this.grid = { commit: () => {} };
        this.register = (api) => Object.assign(this.grid, api);
        useKeyboardHeight(this.root);
        useEffect(
            () => {
                const retry = () => this.model.queue.flush();
                browser.addEventListener("online", retry);
                return () => browser.removeEventListener("online", retry);
            },
            () => []
        );
        useSetupAction({
            beforeLeave: () => this.beforeLeave(),
            beforeUnload: (ev) => this.beforeUnload(ev),
            beforeVisibilityChange: () => document.hidden && this.saveNow(),
        });
        onWillDestroy(() => this.model.queue.stop());
        if (this.model.restored) {
            this.notification.add(
                _t("Cells typed earlier and not yet saved were restored: %(count)s.", {
                    count: this.model.restored,
                }),
                { type: "warning", sticky: true }
            );
        }
    }

    makeModel() {
        const { model, id } = this.props.descriptor;
        return new GridModel({
            descriptor: this.props.descriptor,
            decimalPoint: localization.decimalPoint,
            announce: (text, isUrgent) => this.announce(text, isUrgent),
            store: new LocalStore(browser.localStorage, {
                userId: user.userId,
                model,
                id,
                page: Date.now().toString(36),
            }),
            queue: {
                send: (batch) => this.orm.silent.call(model, "grid_save", [[id], batch]),
                isLost: (error) => error instanceof ConnectionLostError || isSessionExpired(error),
                clock: {
                    setTimeout: (action, delay) => browser.setTimeout(action, delay),
                    clearTimeout: (timer) => browser.clearTimeout(timer),
                    now: () => Date.now(),
                },
            },
        });
    }

    /** Where a teacher goes on: the first missing mark, else the first open cell. */
    firstCell() {
        const { model } = this;
        const byColumn = [];
        for (let col = 0; col < model.size.cols; col++) {
            for (let row = 0; row < model.size.rows; row++) {
                byColumn.push({ row, col });
            }
        }
        return (
            byColumn.find(({ row, col }) => model.isMissing(row, col)) ||
            byColumn.find(({ row, col }) => model.isOpen(row, col)) || { row: 0, col: 0 }
        );
    }

    announce(text, isUrgent) {
        const region = isUrgent ? "urgent" : "polite";
        // A screen reader keeps silent where the text stays the same.
        this.live[region] = this.live[region] === text ? `${text}\u00a0` : text;
    }

    get saveState() {
        const { offline, expired, sending, unsaved, savedAt } = this.state;
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

    get canWrite() {
        return this.props.descriptor.can_write;
    }

    goToMissing() {
        const { model } = this;
        const at = model.find((_, { row, col }) => model.isMissing(row, col), this.cursor);
        if (at) {
            this.grid.goTo(at);
        } else {
            this.notification.add(_t("What is missing stands in locked cells."), { type: "info" });
        }
    }

    goToProblem() {
        const at = this.model.find(isProblem, this.cursor);
        if (at) {
            this.grid.goTo(at);
        }
    }

    undo() {
        const at = this.model.undo();
        if (at) {
            this.grid.goTo(at);
        }
    }

    openFill() {
        const { row, col } = this.cursor;
        if (this.model.columns[col].computed || !this.canWrite) {
            this.announce(this.model.lockAt(row, col), true);
            return;
        }
        const range = this.grid.range();
        this.dialog.add(
            FillDialog,
            {
                model: this.model,
                col,
                text: this.model.textAt(row, col),
                range: range.top === range.bottom ? undefined : range,
                onApply: (changes) => {
                    this.model.apply(changes);
                    this.model.queue.flush();
                },
            },
            { onClose: () => this.grid.goTo({ row, col }) }
        );
    }

    async openStory() {
        const { row, col } = { ...this.cursor };
        const { model } = this;
        const { student_id, column } = model.keyAt(row, col);
        const entries = await this.orm.call(this.props.descriptor.model, "grid_cell_story", [
            [this.props.descriptor.id],
            student_id,
            column,
        ]);
        this.dialog.add(
            StoryDialog,
            {
                title: `${model.rows[row].name} – ${model.columns[col].label}`,
                entries,
            },
            { onClose: () => this.grid.goTo({ row, col }) }
        );
    }

    get canExport() {
        return this.props.descriptor.model === "school.mark.sheet";
    }

    async download() {
        const { model, id } = this.props.descriptor;
        this.grid.commit();
        await this.model.queue.drain();
        this.action.doAction(await this.orm.call(model, "action_export", [[id]]));
    }

    openHelp() {
        this.dialog.add(HelpDialog, {});
    }

    saveNow() {
        this.grid.commit();
        this.model.queue.flush();
    }

    async beforeLeave() {
        this.grid.commit();
        const tooLong = new Promise((resolve) =>
            browser.setTimeout(() => resolve(false), LEAVE_TIMEOUT)
        );
        const isSaved = await Promise.race([this.model.queue.drain(), tooLong]);
        if (isSaved && !this.state.problems) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Leave this sheet?"),
                    body: this.leaveWarning(),
                    confirmLabel: _t("Stay here"),
                    confirm: () => resolve(false),
                    cancelLabel: _t("Leave"),
                    cancel: () => resolve(true),
                },
                { onClose: () => resolve(false) }
            );
        });
    }

    leaveWarning() {
        const { unsaved, problems } = this.state;
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

    beforeUnload(ev) {
        this.grid.commit();
        this.model.queue.flush();
        if (this.state.unsaved || this.state.problems) {
            ev.preventDefault();
            ev.returnValue = "unsaved";
        }
    }
}
