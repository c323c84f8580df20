import { _t } from "@web/core/l10n/translation";
import { isProblem } from "./grid_view";
import { isBlank } from "./parse";
import { cellsOf, move } from "./navigation";

/** Rows that PageUp and PageDown go. */
const PAGE = 10;
const LEAVING_EVEN_WITH_CARET = ["ArrowUp", "ArrowDown", "PageUp", "PageDown"];

/** What the keys do in a MarkGrid. */
export class GridKeyboard {
    constructor(grid) {
        this.grid = grid;
    }

    get model() {
        return this.grid.model;
    }

    get cursor() {
        return this.grid.cursor;
    }

    onKeydown(ev) {
        if (ev.isComposing || !ev.target.closest("[data-col]")) {
            return;
        }
        const ctrl = ev.ctrlKey || ev.metaKey;
        if (this.handle(ev, ctrl)) {
            ev.preventDefault();
            ev.stopPropagation();
        } else if (ev.key.length === 1 && !ctrl && !ev.altKey && ev.target.readOnly) {
            this.grid.sayLocked();
        }
    }

    /** @returns {boolean} whether the key was ours */
    handle(ev, ctrl) {
        const { key, shiftKey: shift } = ev;
        switch (key) {
            case "Enter":
                return this.enter(ev, ctrl);
            case "Tab":
                return !this.grid.isLeaving && this.grid.confirm(shift ? -1 : 1);
            case "Escape":
                this.cancel();
                return true;
            case "F2":
                shift ? this.grid.props.commands.story() : this.grid.editCaret();
                return true;
            case "F8":
                return this.find(shift ? "problem" : "missing");
            case "Delete":
            case "Backspace":
                return this.clear();
        }
        if (ctrl && !ev.altKey && this.shortcut(key.toLowerCase(), shift)) {
            return true;
        }
        return this.go(ev, ctrl);
    }

    go({ key, shiftKey, altKey }, ctrl) {
        if (altKey || (this.grid.isCaret && !LEAVING_EVEN_WITH_CARET.includes(key))) {
            return false;
        }
        const next = move(this.cursor, { key, ctrl }, { ...this.model.size, page: PAGE });
        if (next && this.grid.commitDraft()) {
            this.grid.goTo(next, { extend: shiftKey });
        }
        return Boolean(next);
    }

    enter(ev, ctrl) {
        if (ev.altKey && ev.target.tagName === "TEXTAREA" && !ev.target.readOnly) {
            ev.target.setRangeText("\n", ev.target.selectionStart, ev.target.selectionEnd, "end");
            this.grid.edit(ev.target.value, { caret: true });
        } else if (ctrl && this.grid.activeCell.status === "conflict") {
            this.model.keepMine(this.cursor.row, this.cursor.col);
            this.grid.goNext(1);
        } else if (!this.grid.confirm(ev.shiftKey ? -1 : 1)) {
            this.grid.endEdit().select();
            this.model.announce(_t("This is the end of the table."));
        }
        return true;
    }

    cancel() {
        const { grid, model } = this;
        if (grid.draft !== null) {
            grid.endEdit().select();
        } else if (isProblem(grid.activeCell)) {
            model.restore(this.cursor.row, this.cursor.col);
            grid.endEdit().select();
        } else if (!grid.isLeaving) {
            grid.isLeaving = true;
            model.announce(_t("Tab leaves the table now."));
        }
    }

    clear() {
        if (this.grid.draft !== null) {
            return false;
        }
        const { model } = this;
        const cells = cellsOf(this.grid.range);
        const open = cells.filter(({ row, col }) => model.isOpen(row, col));
        if (!open.length) {
            this.grid.sayLocked();
            return true;
        }
        const filled = open.filter(({ row, col }) => {
            const cell = model.cellAt(row, col);
            return !isBlank(cell.value) || isProblem(cell);
        });
        model.apply(filled.map((at) => ({ ...at, value: null })));
        this.grid.endEdit().select();
        if (open.length < cells.length) {
            model.announce(
                _t("Locked cells were kept: %(count)s.", { count: cells.length - open.length })
            );
        }
        return true;
    }

    shortcut(key, shift) {
        if (this.grid.draft !== null) {
            return false;
        }
        switch (key) {
            case "z":
                this.replay(shift ? this.model.redo() : this.model.undo());
                return true;
            case "y":
                this.replay(this.model.redo());
                return true;
            case "d":
                this.grid.props.commands.fill();
                return true;
            case "l":
                return shift && this.sort();
            case "a":
                this.grid.selectAll();
                return true;
        }
        return false;
    }

    /** To the next cell that is missing, or is to be looked at. */
    find(what) {
        if (this.grid.commitDraft()) {
            this.grid.props.commands[what]();
        }
        return true;
    }

    sort() {
        this.grid.sortBy(this.model.columns[this.cursor.col].name);
        return true;
    }

    replay(at) {
        if (at) {
            this.grid.goTo(at);
        }
        this.grid.endEdit().select();
    }
}
