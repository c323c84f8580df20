import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { refusal } from "./messages";

/** Shows what a paste would change, what it asks and what it refuses, before it is done. */
export class PlanDialog extends Component {
    static template = "school_gradebook.PlanDialog";
    static components = { Dialog };
    static props = {
        title: String,
        plan: Object,
        model: Object,
        onApply: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            accepted: new Set(),
            withErased: false,
        });
    }

    get plan() {
        return this.props.plan;
    }

    get count() {
        return (
            this.plan.changes.length +
            this.state.accepted.size +
            (this.state.withErased ? this.plan.erased.length : 0)
        );
    }

    get areAllAccepted() {
        return this.state.accepted.size === this.plan.asks.length;
    }

    /** A block without names goes to the pupils as they stand on screen. */
    get isSorted() {
        return Boolean(this.props.model.sorting.name) && !this.plan.byName;
    }

    name({ row }) {
        const found = this.props.model.rows[row];
        return found ? `${found.number}. ${found.name}` : "";
    }

    column({ col }) {
        return this.props.model.columns[col]?.label || "";
    }

    format({ col }, value) {
        return this.props.model.format(col, value);
    }

    /** What is refused, the cells of one reason together. */
    get refusals() {
        const places = new Map();
        for (const item of this.plan.refused) {
            const reason = this.reason(item);
            places.set(reason, [...(places.get(reason) || []), this.place(item)]);
        }
        return [...places].map(([reason, cells]) => ({ reason, cells: cells.join("; ") }));
    }

    place(item) {
        const name = this.name(item);
        return name ? `${name}, ${this.column(item)}` : `“${item.text}”`;
    }

    reason(item) {
        if (item.lock) {
            return item.lock;
        }
        const { columns, decimalPoint } = this.props.model;
        return refusal(item.reason, item.text, columns[item.col] || {}, decimalPoint);
    }

    meaning(item) {
        return _t("“%(text)s” means %(value)s", {
            text: item.text,
            value: this.format(item, item.value),
        });
    }

    get applyLabel() {
        return _t("Write %(count)s cells", { count: this.count });
    }

    toggle(index) {
        if (!this.state.accepted.delete(index)) {
            this.state.accepted.add(index);
        }
    }

    toggleAll() {
        this.state.accepted = new Set(this.areAllAccepted ? [] : this.plan.asks.keys());
    }

    apply() {
        const { changes, asks, erased } = this.plan;
        const accepted = asks.filter((_, index) => this.state.accepted.has(index));
        this.props.onApply([...changes, ...accepted, ...(this.state.withErased ? erased : [])]);
        this.props.close();
    }
}
