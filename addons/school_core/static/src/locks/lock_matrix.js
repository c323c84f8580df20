import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const { DateTime } = luxon;
const ZONE = "Asia/Ho_Chi_Minh";
const SERVER = "yyyy-MM-dd HH:mm:ss";
const STEPS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};

/** What is open and closed, by class, subject and column; cells are chosen and decided about. */
export class LockMatrix extends Component {
    static template = "school_core.LockMatrix";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.action = useService("action");
        this.table = useRef("table");
        this.display = { controlPanel: {} };
        this.state = useState({
            matrix: null,
            selected: {},
            cursor: { row: 0, col: 0 },
            deciding: false,
            sending: false,
            problem: "",
            decision: {},
        });
        onWillStart(() => this.load({}));
    }

    get matrix() {
        return this.state.matrix;
    }

    async load(options) {
        this.state.matrix = await this.orm.call("school.lock.matrix", "get_matrix", [options]);
        this.state.selected = {};
        this.state.deciding = false;
    }

    get filters() {
        const labels = {
            kind_id: _t("Book"),
            year_id: _t("School Year"),
            term_id: _t("Term"),
            grade_id: _t("Grade"),
        };
        return Object.entries(labels).map(([name, label]) => ({
            name,
            label,
            options: this.matrix.choices[name],
            isOptional: name === "grade_id",
        }));
    }

    choose(name, value) {
        const chosen = { ...this.matrix.chosen, [name]: Number(value) || false };
        return this.load(name === "year_id" ? { ...chosen, term_id: false } : chosen);
    }

    cell(row, column) {
        const [reason, until] = this.matrix.cells[row.key][column.code];
        return { isClosed: reason !== null, reason: this.matrix.reasons[reason], until };
    }

    /** The day and month are enough to see; the hint has the whole moment. */
    short(until) {
        return until.split(" ").at(-1).slice(0, 5);
    }

    hint(row, column) {
        const { isClosed, reason, until } = this.cell(row, column);
        if (isClosed) {
            return reason;
        }
        return until ? _t("Open until %(until)s", { until }) : _t("Open");
    }

    label(row, column) {
        return [row.class, row.subject, column.name, this.hint(row, column)]
            .filter(Boolean)
            .join(", ");
    }

    isSelected(row, column) {
        return Boolean(this.state.selected[`${row.key} ${column.code}`]);
    }

    get selectedCells() {
        return Object.entries(this.state.selected)
            .filter(([, isSelected]) => isSelected)
            .map(([cell]) => cell.split(" "));
    }

    get countLabel() {
        return _t("%(count)s cells chosen", { count: this.selectedCells.length });
    }

    /** Choose all of the cells, or none of them where all are chosen. */
    toggle(rows, columns) {
        const cells = rows.flatMap((row) => columns.map((column) => [row, column]));
        const all = cells.every(([row, column]) => this.isSelected(row, column));
        for (const [row, column] of cells) {
            this.state.selected[`${row.key} ${column.code}`] = !all;
        }
    }

    toggleRow(row) {
        this.toggle([row], this.matrix.columns);
    }

    toggleColumn(column) {
        this.toggle(this.matrix.rows, [column]);
    }

    toggleClass(row) {
        this.toggle(
            this.matrix.rows.filter((other) => other.class_id === row.class_id),
            this.matrix.columns
        );
    }

    toggleAll() {
        this.toggle(this.matrix.rows, this.matrix.columns);
    }

    onCell(row, column, at) {
        this.state.cursor = at;
        this.toggle([row], [column]);
    }

    isFirstOfClass(index) {
        return this.matrix.rows[index].class_id !== this.matrix.rows[index - 1]?.class_id;
    }

    onKeydown(ev) {
        const step = STEPS[ev.key];
        const { row, col } = ev.target.dataset;
        if (!step || row === undefined) {
            return;
        }
        ev.preventDefault();
        const next = { row: Number(row) + step[0], col: Number(col) + step[1] };
        const button = this.table.el.querySelector(
            `[data-row="${next.row}"][data-col="${next.col}"]`
        );
        if (button) {
            this.state.cursor = next;
            button.focus();
        }
    }

    ask(state) {
        Object.assign(this.state, {
            deciding: true,
            problem: "",
            decision: { state, date_start: "", date_end: "", reason: "" },
        });
    }

    cancel() {
        this.state.deciding = false;
    }

    get decisionTitle() {
        return this.state.decision.state === "closed" ? _t("Close the columns") : _t("Open the columns");
    }

    async decide() {
        const { decision } = this.state;
        if (!decision.reason.trim()) {
            this.state.problem = _t("Give the number of the decision, or its reason.");
            return;
        }
        if (decision.date_end && decision.date_end <= (decision.date_start || this.now())) {
            this.state.problem = _t("The end must lie after the beginning.");
            return;
        }
        this.state.sending = true;
        try {
            const left = await this.orm.call("school.lock.matrix", "decide", [
                this.matrix.chosen,
                this.selectedCells,
                {
                    state: decision.state,
                    reason: decision.reason,
                    date_start: toServer(decision.date_start),
                    date_end: toServer(decision.date_end),
                },
            ]);
            this.tell(left);
        } finally {
            this.state.sending = false;
        }
        await this.load(this.matrix.chosen);
    }

    now() {
        return DateTime.now().setZone(ZONE).toFormat("yyyy-MM-dd'T'HH:mm");
    }

    tell(left) {
        if (left) {
            this.notification.add(
                _t(
                    "%(count)s cells stay as they are: their year is closed or their results are approved.",
                    { count: left }
                ),
                { type: "warning", sticky: true }
            );
        } else {
            this.notification.add(_t("Decided."), { type: "success" });
        }
    }

    openDecisions() {
        return this.action.doAction("school_core.school_lock_action");
    }
}

/** The moment of an input of the school's time, as the server takes it. */
function toServer(value) {
    return value ? DateTime.fromISO(value, { zone: ZONE }).toUTC().toFormat(SERVER) : false;
}

registry.category("actions").add("school_lock_matrix", LockMatrix);
