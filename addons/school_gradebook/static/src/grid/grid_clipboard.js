import { _t } from "@web/core/l10n/translation";
import { formatTable, parseTable } from "./clipboard";
import { cellsOf } from "./navigation";
import { planFill, planPaste } from "./plan";
import { PlanDialog } from "./plan_dialog";

/** Copy, cut and paste between a MarkGrid and spreadsheets. */
export class GridClipboard {
    constructor(grid, dialog) {
        this.grid = grid;
        this.dialog = dialog;
    }

    get model() {
        return this.grid.model;
    }

    /** While a cell is being edited its text is the browser's business. */
    get isOurs() {
        return this.grid.draft === null;
    }

    onCopy(ev) {
        if (!this.isOurs) {
            return;
        }
        const { top, bottom, left, right } = this.grid.range;
        const table = [];
        for (let row = top; row <= bottom; row++) {
            const line = [];
            for (let col = left; col <= right; col++) {
                line.push(this.model.textAt(row, col));
            }
            table.push(line);
        }
        ev.clipboardData.setData("text/plain", formatTable(table));
        ev.preventDefault();
        const count = table.length * table[0].length;
        this.model.announce(_t("Cells copied: %(count)s.", { count }));
    }

    onCut(ev) {
        if (this.isOurs) {
            this.onCopy(ev);
            this.grid.keyboard.clear();
        }
    }

    onPaste(ev) {
        if (!this.isOurs) {
            return;
        }
        ev.preventDefault();
        const { grid, model } = this;
        const { top, bottom, left, right } = grid.range;
        const table = parseTable(ev.clipboardData.getData("text/plain"));
        const isSingle = table.length === 1 && table[0].length === 1;
        if (isSingle && top === bottom && left === right) {
            model.commit(top, left, table[0][0]);
            grid.endEdit().select();
            return;
        }
        const plan = isSingle
            ? planFill(table[0][0], cellsOf(grid.range), model)
            : planPaste(table, { row: top, col: left }, model);
        this.dialog.add(
            PlanDialog,
            {
                title: _t("Paste: what will change"),
                plan,
                model,
                onApply: (changes) => {
                    model.apply(changes);
                    model.queue.flush();
                },
            },
            { onClose: () => grid.goTo({ row: top, col: left }) }
        );
    }
}
