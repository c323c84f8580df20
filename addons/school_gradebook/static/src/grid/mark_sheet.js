import { Component, onWillDestroy, reactive, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { CellBar } from "./cell_bar";
import { FillDialog } from "./fill_dialog";
import { GridModel } from "./grid_model";
import { isProblem } from "./grid_view";
import { HelpDialog } from "./help_dialog";
import { useKeyboardHeight } from "./keyboard_height";
import { useLeaveGuard } from "./leave_guard";
import { LocalStore } from "./local_store";
import { MarkGrid } from "./mark_grid";
import { ProblemsDialog } from "./problems_dialog";
import { saveState } from "./save_state";
import { isSessionExpired } from "./server_answers";
import { StoryDialog } from "./story_dialog";

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
        this.changes = useState(this.model.changes.state);
        this.commands = {
            fill: () => this.openFill(),
            story: () => this.openStory(),
            missing: () => this.goToMissing(),
            problem: () => this.goToProblem(),
        };
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
        useLeaveGuard(this.model, () => this.grid.commit());
        this.useKeysOfNeighbours();
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
        return saveState(this.state);
    }

    get canWrite() {
        return this.props.descriptor.can_write;
    }

    /** A call of the sheet on the server. */
    call(method, ...args) {
        const { model, id } = this.props.descriptor;
        return this.orm.call(model, method, [[id], ...args]);
    }

    goToMissing() {
        const { model } = this;
        const at = model.find((_, { row, col }) => model.isMissing(row, col), this.cursor);
        if (at) {
            this.grid.goTo(at);
        } else if (this.state.summary.missing) {
            this.notification.add(_t("What is missing stands in locked cells."), { type: "info" });
        } else {
            this.announce(_t("Nothing is missing."));
        }
    }

    goToProblem() {
        const at = this.model.find(isProblem, this.cursor);
        if (at) {
            this.grid.goTo(at);
        }
    }

    /** One cell to look at is gone to; several are listed with their reasons. */
    showProblems() {
        if (this.state.problems === 1) {
            this.goToProblem();
            return;
        }
        let at = null;
        this.dialog.add(
            ProblemsDialog,
            { model: this.model, onChoose: (chosen) => (at = chosen) },
            { onClose: () => at && this.grid.goTo(at) }
        );
    }

    async toggleChanges() {
        const { changes } = this.model;
        if (changes.state.shown) {
            changes.hide();
        } else {
            changes.show(await this.call("grid_changes"));
        }
    }

    useKeysOfNeighbours() {
        const options = { bypassEditableProtection: true, allowRepeat: false };
        useHotkey("alt+pageup", () => this.openNeighbour(-1), options);
        useHotkey("alt+pagedown", () => this.openNeighbour(1), options);
    }

    /** The sheet of the same teacher before or after this one; what is typed is saved first. */
    async openNeighbour(step) {
        const action = await this.call("grid_neighbour", step);
        if (action) {
            await this.action.doAction(action, { stackPosition: "replaceCurrentAction" });
        } else {
            this.notification.add(
                step > 0 ? _t("This is the last sheet.") : _t("This is the first sheet."),
                { type: "info" }
            );
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
        const entries = await this.call("grid_cell_story", student_id, column);
        this.dialog.add(
            StoryDialog,
            {
                title: `${model.rows[row].name} – ${model.columns[col].label}`,
                entries,
            },
            { onClose: () => this.grid.goTo({ row, col }) }
        );
    }

    /** The dossier that corrects the mark under the cursor, which is closed. */
    get askCorrection() {
        return this.props.descriptor.can_correct ? () => this.openCorrection() : undefined;
    }

    async openCorrection() {
        const { row, col } = this.cursor;
        const { student_id, column } = this.model.keyAt(row, col);
        this.grid.commit();
        await this.model.queue.drain();
        this.action.doAction(await this.call("action_ask_correction", student_id, column));
    }

    get canExport() {
        return this.props.descriptor.model === "school.mark.sheet";
    }

    async download() {
        this.grid.commit();
        await this.model.queue.drain();
        this.action.doAction(await this.call("action_export"));
    }

    openHelp() {
        this.dialog.add(HelpDialog, {});
    }

    saveNow() {
        this.grid.commit();
        this.model.queue.flush();
    }
}
