import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { refusal } from "./messages";
import { parseCell } from "./parse";
import { blankCells } from "./plan";

/** Fills the blank cells of a column with one value; what is written already stays. */
export class FillDialog extends Component {
    static template = "school_gradebook.FillDialog";
    static components = { Dialog };
    static props = {
        model: Object,
        col: Number,
        text: String,
        range: { type: Object, optional: true },
        onApply: Function,
        close: Function,
    };

    setup() {
        useAutofocus({ refName: "value", selectAll: true });
        this.state = useState({ text: this.props.text, onlyRange: Boolean(this.props.range) });
    }

    get column() {
        return this.props.model.columns[this.props.col];
    }

    get cells() {
        const { model, range, col } = this.props;
        const [top, bottom] = this.state.onlyRange
            ? [range.top, range.bottom]
            : [0, model.rows.length - 1];
        return blankCells(model, col, top, bottom);
    }

    get parsed() {
        return parseCell(this.column, this.state.text);
    }

    get problem() {
        const { refused } = this.parsed;
        const { decimalPoint } = this.props.model;
        return refused ? refusal(refused, this.state.text, this.column, decimalPoint) : null;
    }

    get value() {
        return this.parsed.value ?? this.parsed.ask?.[0] ?? null;
    }

    get question() {
        return _t("“%(text)s” means %(value)s", {
            text: this.state.text,
            value: this.props.model.format(this.props.col, this.value),
        });
    }

    get applyLabel() {
        return _t("Fill %(count)s cells", { count: this.cells.length });
    }

    get names() {
        return this.cells.map(({ row }) => this.props.model.rows[row].name).join(", ");
    }

    apply() {
        const { value } = this;
        if (value !== null && this.cells.length) {
            this.props.onApply(this.cells.map((at) => ({ ...at, value })));
            this.props.close();
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.isComposing) {
            ev.preventDefault();
            this.apply();
        }
    }
}
