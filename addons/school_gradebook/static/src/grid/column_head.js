import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** The head of a column: its label, its lock, and the order of the rows by a click. */
export class ColumnHead extends Component {
    static template = "school_gradebook.ColumnHead";
    static props = {
        model: Object,
        /** Without one, the head of the names. */
        column: { type: Object, optional: true },
        colindex: Number,
        rowspan: { type: Number, optional: true },
        onSort: Function,
    };

    setup() {
        this.sorting = useState(this.props.model.sorting);
    }

    get name() {
        return this.props.column?.name || null;
    }

    get order() {
        const { name, descending } = this.sorting;
        if (name !== this.name) {
            return "none";
        }
        return descending ? "descending" : "ascending";
    }

    get icon() {
        return {
            none: "fa-sort",
            ascending: "fa-sort-asc",
            descending: "fa-sort-desc",
        }[this.order];
    }

    get hint() {
        return this.name ? _t("Sort by this column") : _t("Back to the order of names");
    }

    get lock() {
        const { locks, lock_reasons: reasons } = this.props.model.descriptor;
        const index = locks?.[this.name];
        return index === undefined ? null : reasons[index];
    }
}
