import { fold, isBlank, parseCell, sameValue } from "./parse";

const NAME_COLUMNS = 4;

/**
 * What pasting `table` at `at` would do, before anything is done.
 *
 * `grid` gives rows, columns, valueAt(row, col) and lockAt(row, col) (a sentence or null).
 * Where the block carries the pupils' names, its rows go to the pupils of these names.
 * @returns {{changes: object[], asks: object[], refused: object[], erased: object[], same: number,
 *  byName: boolean}} items are {row, col, text, before, value} or carry `reason` or `lock`
 */
export function planPaste(table, at, grid) {
    const names = matchNames(table, grid.rows);
    const plan = {
        changes: [],
        asks: [],
        refused: [],
        erased: [],
        same: 0,
        byName: Boolean(names),
    };
    const body = names ? names.body : table;
    body.forEach((line, index) => {
        const row = names ? names.targets[index] : at.row + index;
        line.forEach((text, offset) => planCell(plan, grid, row, at.col + offset, text));
    });
    return plan;
}

/** The same text into every cell of a list (a value pasted on a range, blanks filled down). */
export function planFill(text, cells, grid) {
    const plan = { changes: [], asks: [], refused: [], erased: [], same: 0, byName: false };
    cells.forEach(({ row, col }) => planCell(plan, grid, row, col, text));
    return plan;
}

/** The blank, open cells of the rows `top` to `bottom` of a column. */
export function blankCells(grid, col, top, bottom) {
    const cells = [];
    for (let row = top; row <= bottom; row++) {
        if (isBlank(grid.valueAt(row, col)) && !grid.lockAt(row, col)) {
            cells.push({ row, col });
        }
    }
    return cells;
}

function planCell(plan, grid, row, col, text) {
    const column = grid.columns[col];
    const item = { row, col, text };
    if (row === null || row >= grid.rows.length || !column) {
        if (text.trim()) {
            plan.refused.push({ ...item, reason: row === null ? "no_such_name" : "outside" });
        }
        return;
    }
    item.before = grid.valueAt(row, col);
    const parsed = parseCell(column, text);
    if (parsed.refused) {
        plan.refused.push({ ...item, reason: parsed.refused });
        return;
    }
    const value = "ask" in parsed ? parsed.ask[0] : parsed.value;
    if (sameValue(value, item.before)) {
        plan.same++;
        return;
    }
    const lock = grid.lockAt(row, col);
    if (lock) {
        plan.refused.push({ ...item, reason: "locked", lock });
    } else if ("ask" in parsed) {
        plan.asks.push({ ...item, value });
    } else if (isBlank(value)) {
        plan.erased.push({ ...item, value: null });
    } else {
        plan.changes.push({ ...item, value });
    }
}

/**
 * Find the column of `table` that holds the pupils' names; the columns after it are the values.
 * Pupils of one name are taken in the order in which they stand.
 */
function matchNames(table, rows) {
    const waiting = new Map();
    rows.forEach((row, index) => {
        const name = fold(row.name);
        waiting.set(name, [...(waiting.get(name) || []), index]);
    });
    const width = Math.max(...table.map((line) => line.length));
    for (let col = 0; col < Math.min(NAME_COLUMNS, width - 1); col++) {
        const names = table.map((line) => fold(line[col]));
        const known = names.filter((name) => waiting.has(name)).length;
        if (known && known * 2 >= names.filter(Boolean).length) {
            const targets = names.map((name) => waiting.get(name)?.shift() ?? null);
            return { targets, body: table.map((line) => line.slice(col + 1)) };
        }
    }
    return null;
}
