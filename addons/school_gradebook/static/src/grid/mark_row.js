import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { isProblem } from "./grid_view";
import { statusLabel, untilLabel } from "./messages";

const SHORT = 2;

/** Choices of a letter or two stand in a column as narrow as a mark. */
export function isShort({ type, options }) {
    return type === "selection" && options.every(([, label]) => label.length <= SHORT);
}

/** One pupil's line; drawn again only when something in it changes. */
export class MarkRow extends Component {
    static template = "school_gradebook.MarkRow";
    static props = {
        row: Object,
        /** The row's place on screen, from above: drawn before the grid looks for its cells. */
        index: Number,
        model: Object,
        headerRows: Number,
        draftOf: Function,
    };

    setup() {
        this.row = useState(this.props.row);
    }

    get columns() {
        return this.props.model.columns;
    }

    cell(column) {
        return this.row.cells[column.name];
    }

    text(column, col) {
        const draft = this.row.active === column.name ? this.props.draftOf() : null;
        // the model reads past this row's proxy: without this a refused text would not be drawn
        this.cell(column).text;
        return draft ?? this.props.model.textAt(this.props.index, col);
    }

    isLocked(col) {
        return !this.props.model.isOpen(this.props.index, col);
    }

    /** Locked for a reason of its own, and not because the whole sheet is only read. */
    hasOwnLock(column, col) {
        return column.readonly || this.props.model.lockIndex(this.props.index, col) !== null;
    }

    inRange(col) {
        const { range } = this.row;
        return Boolean(range) && col >= range[0] && col <= range[1];
    }

    cellClass(column, col) {
        const { status } = this.cell(column);
        return {
            [`o_sg_${column.type}`]: true,
            o_sg_short: isShort(column),
            [`o_sg_is_${status}`]: Boolean(status),
            o_sg_computed: column.computed,
            o_sg_locked: !column.computed && this.hasOwnLock(column, col),
            o_sg_in_range: this.inRange(col),
            o_sg_active: this.row.active === column.name,
            o_sg_editing: this.row.editing && this.row.active === column.name,
        };
    }

    label(column) {
        const parts = [this.row.name, column.label];
        const state = statusLabel(this.cell(column).status);
        return (state ? [...parts, state] : parts).join(", ");
    }

    /** Ids of what explains the cell: its problem, or the lock's sentence. */
    describedBy(column, col) {
        if (this.cell(column).reason) {
            return this.bubbleId(column);
        }
        const lock = column.computed ? null : this.props.model.lockIndex(this.props.index, col);
        return lock === null ? undefined : `o_sg_lock_${lock}`;
    }

    bubbleId(column) {
        return `o_sg_bubble_${this.row.studentId}_${column.name}`;
    }

    hasBubble(column) {
        return this.row.active === column.name && Boolean(this.cell(column).reason);
    }

    /** The other's value where two stand against each other. */
    theirs(column, col) {
        const { status, stored } = this.cell(column);
        return status === "conflict" ? this.props.model.format(col, stored) || "–" : undefined;
    }

    /** Who changed the cell last, and when, where that is shown, and until when it is open. */
    hint(column, col) {
        const change = this.row.changes?.[column.name];
        const hints = change ? [_t("%(by)s, %(at)s", change)] : [];
        const { until } = this.cell(column);
        if (until && !this.isLocked(col)) {
            hints.push(untilLabel(until));
        }
        return hints.join("\n") || undefined;
    }

    get lastColumn() {
        const { column: name } = this.row.changes.last;
        return this.columns.find((column) => column.name === name).label;
    }

    isInvalid(column) {
        return isProblem(this.cell(column));
    }

    inputMode(column) {
        return { mark: "decimal", integer: "numeric", text: "text" }[column.type] || "none";
    }
}
