import { describe, expect, test } from "@odoo/hoot";
import { blankCells, planFill, planPaste } from "@school_gradebook/grid/plan";

describe.current.tags("headless");

const MARK = { type: "mark", min: 0, max: 10, decimals: 1 };

/** Three pupils, two columns; the second pupil's second cell is locked. */
function makeGrid(
    values = [
        [5, null],
        [6, null],
        [null, null],
    ]
) {
    return {
        columns: [MARK, MARK],
        rows: [{ name: "Trần Thị Ánh" }, { name: "Lê Văn Bình" }, { name: "Lê Minh Châu" }],
        valueAt: (row, col) => values[row][col],
        lockAt: (row, col) => (row === 1 && col === 1 ? "Đã khóa" : null),
    };
}

test("a paste is planned by what it would do", () => {
    const plan = planPaste(
        [
            ["5", "8"],
            ["7,5", "9"],
            ["85", "abc"],
        ],
        { row: 0, col: 0 },
        makeGrid()
    );
    expect(plan.same).toBe(1);
    expect(plan.changes.map(({ row, col, before, value }) => [row, col, before, value])).toEqual([
        [0, 1, null, 8],
        [1, 0, 6, 7.5],
    ]);
    expect(plan.asks.map(({ row, col, value }) => [row, col, value])).toEqual([[2, 0, 8.5]]);
    expect(plan.refused.map(({ row, col, reason }) => [row, col, reason])).toEqual([
        [1, 1, "locked"],
        [2, 1, "format"],
    ]);
});

test("what does not fit into the table is refused, not dropped", () => {
    const plan = planPaste(
        [
            ["8", "9", "7"],
            ["", "", ""],
        ],
        { row: 2, col: 0 },
        makeGrid()
    );
    expect(plan.changes).toHaveLength(2);
    expect(plan.refused.map(({ text, reason }) => [text, reason])).toEqual([["7", "outside"]]);
});

test("a blank in the block would erase and is kept apart", () => {
    const plan = planPaste([[""], ["9"]], { row: 0, col: 0 }, makeGrid());
    expect(plan.erased).toHaveLength(1);
    expect(plan.changes).toHaveLength(1);
});

test("a block with names goes to the pupils of these names", () => {
    const table = [
        ["1", "LÊ MINH CHÂU", "9"],
        ["2", "Trần Thị  Ánh", "8"],
        ["3", "Ngô Văn Lạ", "7"],
    ];
    const plan = planPaste(table, { row: 0, col: 1 }, makeGrid());
    expect(plan.byName).toBe(true);
    expect(plan.changes.map(({ row, col, value }) => [row, col, value])).toEqual([
        [2, 1, 9],
        [0, 1, 8],
    ]);
    expect(plan.refused.map(({ reason }) => reason)).toEqual(["no_such_name"]);
});

test("filling takes blank and open cells only", () => {
    const grid = makeGrid([
        [5, null],
        [6, null],
        [null, 0],
    ]);
    expect(blankCells(grid, 0, 0, 2)).toEqual([{ row: 2, col: 0 }]);
    expect(blankCells(grid, 1, 0, 2)).toEqual([{ row: 0, col: 1 }]);
    const plan = planFill(
        "8",
        [
            { row: 0, col: 1 },
            { row: 1, col: 1 },
        ],
        grid
    );
    expect(plan.changes).toHaveLength(1);
    expect(plan.refused[0].lock).toBe("Đã khóa");
});
