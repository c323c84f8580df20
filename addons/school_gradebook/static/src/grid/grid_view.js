import { _t } from "@web/core/l10n/translation";
import { formatValue, isBlank } from "./parse";

/** What the teacher must still look at. */
export function isProblem({ status }) {
    return ["invalid", "ask", "error", "conflict"].includes(status);
}

/** What stands in a grid, read from the model's `rows`, `columns`, `descriptor` and `sorting`. */
export class GridView {
    get size() {
        return { rows: this.rows.length, cols: this.columns.length };
    }

    cellAt(row, col) {
        return this.rows[row].cells[this.columns[col].name];
    }

    keyAt(row, col) {
        return { student_id: this.rows[row].studentId, column: this.columns[col].name };
    }

    /** Where a cell stands now; the order of the rows may have changed. */
    placeOf({ student_id, column }) {
        return {
            row: this.answers.rowByStudent.get(student_id).index,
            col: this.answers.colByName.get(column),
        };
    }

    valueAt(row, col) {
        return this.cellAt(row, col).value;
    }

    /** The index of the lock's sentence in `lock_reasons`, or null. */
    lockIndex(row, col) {
        const { name } = this.columns[col];
        const { locks } = this.rows[row];
        return locks[name] ?? locks["*"] ?? this.descriptor.locks?.[name] ?? null;
    }

    /** Why nothing can be typed here, in a sentence; null where the cell is open. */
    lockAt(row, col) {
        const column = this.columns[col];
        if (column.computed) {
            return _t("%(column)s is computed by the rules.", { column: column.label });
        }
        const index = this.lockIndex(row, col);
        if (index !== null) {
            return this.descriptor.lock_reasons[index];
        }
        if (column.readonly || !this.descriptor.can_write) {
            return this.descriptor.why_not || _t("You can read this but not write here.");
        }
        return null;
    }

    isOpen(row, col) {
        const { computed, readonly } = this.columns[col];
        const { can_write: canWrite } = this.descriptor;
        return canWrite && !computed && !readonly && this.lockIndex(row, col) === null;
    }

    textAt(row, col) {
        const cell = this.cellAt(row, col);
        return cell.text ?? this.format(col, cell.value);
    }

    format(col, value) {
        return formatValue(this.columns[col], value, this.decimalPoint);
    }

    /** The first cell after a position, by rows and round the end, that meets a condition. */
    find(condition, { row = 0, col = -1 } = {}) {
        const { rows, cols } = this.size;
        for (let i = 1; i <= rows * cols; i++) {
            const place = (row * cols + col + i) % (rows * cols);
            const at = { row: Math.floor(place / cols), col: place % cols };
            if (condition(this.cellAt(at.row, at.col), at)) {
                return at;
            }
        }
        return null;
    }

    problems() {
        const found = [];
        this.rows.forEach((_row, row) =>
            this.columns.forEach((_column, col) => {
                if (isProblem(this.cellAt(row, col))) {
                    found.push({ row, col });
                }
            })
        );
        return found;
    }

    isMissing(row, col) {
        return (
            this.columns[col].required &&
            isBlank(this.valueAt(row, col)) &&
            !this.columns[col].computed &&
            this.isOpen(row, col)
        );
    }

    /** In which order the rows stand, in a sentence. */
    orderText() {
        const { name, descending } = this.sorting;
        const column = this.columns.find((found) => found.name === name);
        if (!column) {
            return _t("In the order of names.");
        }
        return descending
            ? _t("Sorted by %(column)s, backwards.", { column: column.label })
            : _t("Sorted by %(column)s.", { column: column.label });
    }
}
