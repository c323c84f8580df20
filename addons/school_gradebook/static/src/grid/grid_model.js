import { markRaw, reactive, toRaw } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { makeRow } from "./grid_row";
import { GridView, isProblem } from "./grid_view";
import { History } from "./history";
import { LastChanges } from "./last_changes";
import { question, refusal } from "./messages";
import { isBlank, parseCell, sameValue } from "./parse";
import { SaveQueue } from "./queue";
import { ServerAnswers } from "./server_answers";
import { inClassOrder, nextSorting, sortedRows } from "./sorting";

/**
 * The sheet on screen: rows of cells and what the teacher does with them.
 *
 * A row is an own reactive object, so that a key press draws one row; see `makeRow`.
 */
export class GridModel extends GridView {
    constructor({ descriptor, queue, store, decimalPoint, announce }) {
        super();
        this.descriptor = descriptor;
        this.columns = descriptor.columns;
        this.decimalPoint = decimalPoint;
        this.announce = announce;
        this.history = markRaw(new History());
        this.rows = reactive(
            descriptor.rows.map((row, index) => reactive(makeRow(row, index, this.columns, descriptor.untils)))
        );
        this.sorting = reactive({ name: null, descending: false });
        this.state = reactive({
            summary: descriptor.summary || {},
            unsaved: 0,
            sending: false,
            offline: false,
            expired: false,
            savedAt: null,
            problems: 0,
        });
        this.answers = markRaw(new ServerAnswers(this));
        this.changes = markRaw(new LastChanges(this));
        this.queue = markRaw(
            new SaveQueue({
                ...queue,
                store,
                onSending: (cells) => this.answers.markSending(cells),
                onLost: (cells, error) => this.answers.markLost(cells, error),
                onAnswer: (answer) => this.answers.take(answer),
                onFailure: (error, cells) => this.answers.takeFailure(error, cells),
                onChange: () => this.refresh(),
            })
        );
        this.restored = this._restore(store.load());
    }

    // What the teacher does

    /** The next order by the column of this name; null brings the order of the class back. */
    sortBy(name) {
        const next = name ? nextSorting(this.sorting, name) : { name: null, descending: false };
        const column = this.columns.find((found) => found.name === next.name);
        const rows = column
            ? sortedRows(this.rows, column, next.descending)
            : inClassOrder(this.rows);
        rows.forEach((row, index) => {
            row.index = index;
            row.range = null;
        });
        this.rows.splice(0, rows.length, ...rows);
        Object.assign(this.sorting, next);
        this.announce(this.orderText());
    }

    /**
     * Take what was typed into a cell.
     * @returns {"taken"|"same"|"ask"|"refused"|"locked"}
     */
    commit(row, col, text) {
        const cell = this.cellAt(row, col);
        const column = this.columns[col];
        const lock = this.lockAt(row, col);
        if (lock) {
            this.announce(lock, true);
            return "locked";
        }
        const parsed = parseCell(column, text);
        if (parsed.refused) {
            const reason = refusal(parsed.refused, text, column, this.decimalPoint);
            this._setProblem(cell, { status: "invalid", text, reason });
            return "refused";
        }
        if ("ask" in parsed) {
            const reason = question(parsed.ask, column, this.decimalPoint);
            this._setProblem(cell, { status: "ask", text, reason, ask: parsed.ask });
            return "ask";
        }
        if (sameValue(parsed.value, cell.value) && !isProblem(cell)) {
            return "same";
        }
        this.apply([{ row, col, value: parsed.value }]);
        return "taken";
    }

    acceptAsk(row, col, choice = 0) {
        this.apply([{ row, col, value: this.cellAt(row, col).ask[choice] }]);
    }

    /** Write values into cells, as one action that can be taken back. */
    apply(changes) {
        this.history.record(
            changes
                .map(({ row, col, value }) => ({
                    ...this.keyAt(row, col),
                    before: this.valueAt(row, col),
                    after: value,
                }))
                .filter(({ before, after }) => !sameValue(before, after))
        );
        this._write(changes);
    }

    undo() {
        return this._replay(this.history.undo(), _t("There is nothing to undo."));
    }

    redo() {
        return this._replay(this.history.redo(), _t("There is nothing to redo."));
    }

    /** Esc: what was typed and not taken goes away; of two values, the saved one is taken. */
    restore(row, col) {
        const cell = this.cellAt(row, col);
        if (cell.status === "conflict") {
            cell.value = cell.stored;
        }
        this.setStatus(cell, this._statusOf(row, col));
        this.refresh();
    }

    keepMine(row, col) {
        this._write([{ row, col, value: this.valueAt(row, col) }]);
        this.queue.flush();
    }

    _replay(changes, nothing) {
        if (!changes) {
            this.announce(nothing);
            return null;
        }
        const places = changes.map((change) => ({ ...change, ...this.placeOf(change) }));
        const possible = places.filter(
            ({ row, col, from }) => sameValue(this.valueAt(row, col), from) && this.isOpen(row, col)
        );
        this._write(possible.map(({ row, col, to }) => ({ row, col, value: to })));
        this.announce(
            possible.length === changes.length
                ? _t("Cells put back: %(done)s.", { done: possible.length })
                : _t("Cells put back: %(done)s; changed or locked meanwhile: %(kept)s.", {
                      done: possible.length,
                      kept: changes.length - possible.length,
                  })
        );
        return { row: places[0].row, col: places[0].col };
    }

    _write(changes) {
        this.queue.put(
            changes.map(({ row, col, value }) => {
                const cell = this.cellAt(row, col);
                cell.value = isBlank(value) ? null : value;
                return { ...this.keyAt(row, col), value: cell.value, seen: cell.stored };
            })
        );
        for (const { row, col } of changes) {
            this.setStatus(this.cellAt(row, col), this._statusOf(row, col));
        }
        this.refresh();
    }

    _statusOf(row, col) {
        const key = this.keyAt(row, col);
        if (this.queue.has(key)) {
            return "unsaved";
        }
        return this.queue.sentCell(key) ? "saving" : "";
    }

    _setProblem(cell, problem) {
        Object.assign(cell, { ask: null }, problem);
        this.announce(problem.reason, true);
        this.refresh();
    }

    setStatus(cell, status) {
        Object.assign(cell, { status, text: null, reason: null, ask: null });
    }

    /** Take back what an earlier visit could not save; returns how many cells that were. */
    _restore(entries) {
        const changes = [];
        for (const { student_id, column, value, seen, sent } of entries) {
            const row = this.rows.findIndex(({ studentId }) => studentId === student_id);
            const col = this.columns.findIndex(({ name }) => name === column);
            if (row < 0 || col < 0 || sameValue(this.cellAt(row, col).stored, value)) {
                continue;
            }
            const cell = this.cellAt(row, col);
            const wasStored = sent !== undefined && sameValue(sent, cell.stored);
            cell.stored = wasStored ? sent : seen;
            changes.push({ row, col, value });
        }
        if (changes.length) {
            this._write(changes);
        }
        return changes.length;
    }

    refresh() {
        let problems = 0;
        for (const row of this.rows) {
            // Only counting: what is read here need not be observed.
            problems += Object.values(toRaw(row).cells).filter(isProblem).length;
        }
        Object.assign(this.state, {
            problems,
            unsaved: this.queue?.size || 0,
            sending: this.queue?.busy || false,
            offline: this.queue?.isOffline || false,
        });
    }
}
