import { Component, onMounted, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { ColumnHead } from "./column_head";
import { GridClipboard } from "./grid_clipboard";
import { GridKeyboard } from "./grid_keyboard";
import { GridMouse } from "./grid_mouse";
import { MarkRow, isShort } from "./mark_row";
import { nextInColumn, rectangle } from "./navigation";

const WIDTHS = { mark: 68, level: 68, integer: 76, selection: 112, text: 280 };

function leastWidth(column) {
    return WIDTHS[isShort(column) ? "level" : column.type];
}

/** The table: keyboard, mouse, selection and clipboard over a GridModel. */
export class MarkGrid extends Component {
    static template = "school_gradebook.MarkGrid";
    static components = { ColumnHead, MarkRow };
    static props = {
        model: Object,
        cursor: Object,
        /** What the keys call: fill, story, missing, problem. */
        commands: Object,
        register: Function,
    };

    setup() {
        this.keyboard = new GridKeyboard(this);
        this.clipboard = new GridClipboard(this, useService("dialog"));
        this.mouse = new GridMouse(this);
        this.scroll = useRef("scroll");
        this.sorting = useState(this.model.sorting);
        this.changes = useState(this.model.changes.state);
        this.draft = null;
        this.isCaret = false;
        this.isLeaving = false;
        this.wasSorted = false;
        this.draftOf = () => this.draft;
        this.anchor = { row: this.cursor.row, col: this.cursor.col };
        this.props.register({
            goTo: (at) => this.goTo(at),
            next: () => this.confirm(1),
            type: (text) => this.type(text),
            range: () => this.range,
            commit: () => this.commitDraft(),
        });
        onMounted(() => this.paintActive());
        useEffect(
            (name) => {
                if (this.wasSorted) {
                    this.wasSorted = false;
                    const col = this.columns.findIndex((column) => column.name === name);
                    this.goTo({ row: 0, col: col < 0 ? this.cursor.col : col });
                }
            },
            () => [this.sorting.name, this.sorting.descending]
        );
    }

    // What is drawn

    get model() {
        return this.props.model;
    }

    get cursor() {
        return this.props.cursor;
    }

    get rows() {
        return this.model.rows;
    }

    get columns() {
        return this.model.columns;
    }

    /** Neighbouring columns of one group; null where no column has a group. */
    get groups() {
        if (!this.columns.some((column) => column.group)) {
            return null;
        }
        const groups = [];
        this.columns.forEach((column, first) => {
            const last = groups.at(-1);
            if (column.group && last?.label === column.group) {
                last.span++;
            } else {
                groups.push({ label: column.group, first, span: 1 });
            }
        });
        return groups;
    }

    get headerRows() {
        return this.groups ? 2 : 1;
    }

    widthOf(column) {
        return `--sg-width: ${Math.max(column.width || 0, leastWidth(column))}px`;
    }

    /** The columns whose heads stand in the second line, or in the only one. */
    get lowerColumns() {
        return this.columns.filter((column) => column.group || !this.groups);
    }

    /** Put the rows in the order of a column; the cursor goes to its top once they are drawn. */
    sortBy(name) {
        if (!this.commitDraft()) {
            return;
        }
        this.rows[this.cursor.row].active = null;
        this.anchor = { row: 0, col: this.cursor.col };
        this.cursor.row = 0;
        this.model.sortBy(name);
        this.wasSorted = true;
    }

    // Where the cursor is

    isCursor({ row, col }) {
        return row === this.cursor.row && col === this.cursor.col;
    }

    get range() {
        return rectangle(this.anchor, this.cursor);
    }

    inputAt({ row, col }) {
        return this.scroll.el.querySelector(
            `[data-row="${row}"] > [data-col="${col}"] > :is(input, textarea)`
        );
    }

    paintActive() {
        const { row, col } = this.cursor;
        this.rows[row].active = this.columns[col].name;
        this.paintRange();
    }

    paintRange() {
        const { top, bottom, left, right } = this.range;
        const isWide = top !== bottom || left !== right;
        for (const row of this.rows) {
            const inside = isWide && row.index >= top && row.index <= bottom;
            if (inside && (row.range?.[0] !== left || row.range?.[1] !== right)) {
                row.range = [left, right];
            } else if (!inside && row.range) {
                row.range = null;
            }
        }
    }

    /** Move the cursor; what was typed is taken. `extend` keeps the range's other corner. */
    setCursor({ row, col }, { extend = false } = {}) {
        this.commitDraft();
        const { row: oldRow, col: oldCol } = this.cursor;
        if (oldRow !== row) {
            this.rows[oldRow].active = null;
        }
        Object.assign(this.cursor, { row, col });
        this.anchor = extend ? this.anchor : { row, col };
        this.isLeaving = false;
        this.paintActive();
        if (oldCol !== col && !extend) {
            this.model.queue.flush();
        }
    }

    goTo(at, options) {
        this.setCursor(at, options);
        const input = this.inputAt(at);
        input.focus({ preventScroll: true });
        input.select();
        input.parentElement.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    selectAll() {
        this.anchor = { row: 0, col: 0 };
        const { rows, cols } = this.model.size;
        this.goTo({ row: rows - 1, col: cols - 1 }, { extend: true });
    }

    /** To the next open cell of the column; false at the end of the grid. */
    goNext(direction) {
        const isOpen = (row, col) => this.model.isOpen(row, col);
        const next = nextInColumn(this.cursor, direction, this.model.size, isOpen);
        if (next) {
            this.goTo(next);
        }
        return Boolean(next);
    }

    // What is typed

    get activeCell() {
        return this.model.cellAt(this.cursor.row, this.cursor.col);
    }

    edit(text, { caret = false } = {}) {
        this.draft = text;
        this.isCaret = caret;
        this.rows[this.cursor.row].editing = true;
    }

    endEdit() {
        this.draft = null;
        this.isCaret = false;
        this.rows[this.cursor.row].editing = false;
        const input = this.inputAt(this.cursor);
        input.value = this.model.textAt(this.cursor.row, this.cursor.col);
        return input;
    }

    /** Take the draft; false when it must be looked at before the cursor leaves. */
    commitDraft() {
        if (this.draft === null) {
            return true;
        }
        const outcome = this.model.commit(this.cursor.row, this.cursor.col, this.draft);
        const input = this.endEdit();
        const isDone = outcome === "taken" || outcome === "same";
        if (!isDone && document.activeElement === input) {
            input.select();
        }
        return isDone;
    }

    /** Enter or Tab: take what stands here and go on; a second Enter accepts what was asked. */
    confirm(direction) {
        const { status, ask, reason } = this.activeCell;
        if (this.draft !== null || status !== "ask") {
            return !this.commitDraft() || this.goNext(direction);
        }
        if (ask.length > 1) {
            this.model.announce(reason, true);
            return true;
        }
        this.model.acceptAsk(this.cursor.row, this.cursor.col);
        return this.goNext(direction);
    }

    /** A value from a button of the bar. */
    type(text) {
        this.draft = null;
        if (this.model.commit(this.cursor.row, this.cursor.col, text) !== "locked") {
            this.endEdit();
            this.goNext(1);
        }
    }

    /** Edit what stands in the cell, the caret at its end. */
    editCaret() {
        const input = this.inputAt(this.cursor);
        if (input.readOnly) {
            this.sayLocked();
            return;
        }
        this.edit(this.draft ?? input.value, { caret: true });
        input.setSelectionRange(input.value.length, input.value.length);
    }

    sayLocked() {
        const { row, col } = this.cursor;
        this.model.announce(this.model.lockAt(row, col), true);
        this.cursor.refused++;
    }

    // Events

    onInput(ev) {
        this.edit(ev.target.value, { caret: this.isCaret });
    }

    onFocusin(ev) {
        const at = this.mouse.positionOf(ev);
        if (at && !this.isCursor(at)) {
            this.setCursor(at);
        }
    }

    onFocusout(ev) {
        if (this.scroll.el.contains(ev.relatedTarget)) {
            return;
        }
        this.commitDraft();
        browser.setTimeout(() => {
            if (!this.scroll.el?.contains(document.activeElement)) {
                this.isLeaving = false;
                this.model.queue.flush();
            }
        });
    }
}
