import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { statusLabel, untilLabel } from "./messages";

/** The line under the grid: which cell this is, why it is locked, what to decide, quick answers. */
export class CellBar extends Component {
    static template = "school_gradebook.CellBar";
    static props = {
        model: Object,
        cursor: Object,
        grid: Object,
        onStory: Function,
        onCorrect: { type: Function, optional: true },
    };

    setup() {
        this.cursor = useState(this.props.cursor);
        this.rows = useState(this.props.model.rows);
    }

    get model() {
        return this.props.model;
    }

    get row() {
        return this.rows[this.cursor.row];
    }

    get column() {
        return this.model.columns[this.cursor.col];
    }

    get cell() {
        return this.row.cells[this.column.name];
    }

    get lock() {
        return this.model.lockAt(this.cursor.row, this.cursor.col);
    }

    get canCorrect() {
        const { column } = this;
        return this.lock && this.props.onCorrect && !column.computed && column.type !== "text";
    }

    get status() {
        return this.lock ? "" : statusLabel(this.cell.status);
    }

    get until() {
        const { row, col } = this.cursor;
        return this.cell.until && this.model.isOpen(row, col) ? untilLabel(this.cell.until) : "";
    }

    get options() {
        return this.lock ? [] : this.column.options || [];
    }

    /** What can be decided about the cell, the first being the usual choice. */
    get choices() {
        const { row, col } = this.cursor;
        const at = { row, col };
        const { cell, model } = this;
        switch (cell.status) {
            case "ask":
                return [
                    ...cell.ask.map((value, choice) => ({
                        label: _t("Yes, %(value)s", { value: model.format(col, value) }),
                        act: () => {
                            model.acceptAsk(row, col, choice);
                            this.props.grid.next();
                        },
                    })),
                    { label: _t("Type again"), act: () => this.restore(at) },
                ];
            case "conflict":
                return [
                    {
                        label: _t("Keep my %(value)s", {
                            value: model.format(col, cell.value) || _t("blank"),
                        }),
                        act: () => model.keepMine(row, col),
                    },
                    {
                        label: _t("Take %(value)s of %(by)s", {
                            value: model.format(col, cell.stored) || _t("blank"),
                            by: cell.by || _t("somebody else"),
                        }),
                        act: () => this.restore(at),
                    },
                ];
            case "invalid":
            case "error":
                return [{ label: _t("Restore"), act: () => this.restore(at) }];
        }
        return [];
    }

    restore(at) {
        this.model.restore(at.row, at.col);
        this.props.grid.goTo(at);
    }
}
