import { describe, expect, test } from "@odoo/hoot";
import { cellsOf, move, nextInColumn, rectangle } from "@school_gradebook/grid/navigation";

describe.current.tags("headless");

const SIZE = { rows: 45, cols: 8, page: 10 };

test("arrows stop at the edges", () => {
    expect(move({ row: 0, col: 0 }, { key: "ArrowUp" }, SIZE)).toEqual({ row: 0, col: 0 });
    expect(move({ row: 0, col: 0 }, { key: "ArrowDown" }, SIZE)).toEqual({ row: 1, col: 0 });
    expect(move({ row: 44, col: 7 }, { key: "ArrowRight" }, SIZE)).toEqual({ row: 44, col: 7 });
    expect(move({ row: 3, col: 2 }, { key: "ArrowLeft" }, SIZE)).toEqual({ row: 3, col: 1 });
});

test("Home, End, pages and Ctrl", () => {
    const at = { row: 20, col: 3 };
    expect(move(at, { key: "Home" }, SIZE)).toEqual({ row: 20, col: 0 });
    expect(move(at, { key: "End" }, SIZE)).toEqual({ row: 20, col: 7 });
    expect(move(at, { key: "Home", ctrl: true }, SIZE)).toEqual({ row: 0, col: 0 });
    expect(move(at, { key: "End", ctrl: true }, SIZE)).toEqual({ row: 44, col: 7 });
    expect(move(at, { key: "PageUp" }, SIZE)).toEqual({ row: 10, col: 3 });
    expect(move({ row: 40, col: 3 }, { key: "PageDown" }, SIZE)).toEqual({ row: 44, col: 3 });
    expect(move(at, { key: "ArrowDown", ctrl: true }, SIZE)).toEqual({ row: 44, col: 3 });
    expect(move(at, { key: "x" }, SIZE)).toBe(null);
});

test("down the column, then to the top of the next open one", () => {
    const isOpen = (row, col) => col !== 1;
    expect(nextInColumn({ row: 3, col: 0 }, 1, SIZE, isOpen)).toEqual({ row: 4, col: 0 });
    expect(nextInColumn({ row: 44, col: 0 }, 1, SIZE, isOpen)).toEqual({ row: 0, col: 2 });
    expect(nextInColumn({ row: 0, col: 2 }, -1, SIZE, isOpen)).toEqual({ row: 44, col: 0 });
    expect(nextInColumn({ row: 44, col: 7 }, 1, SIZE, isOpen)).toBe(null);
    expect(nextInColumn({ row: 0, col: 0 }, -1, SIZE, isOpen)).toBe(null);
});

test("locked rows are passed over on the way down", () => {
    const isOpen = (row) => row !== 4 && row !== 5;
    expect(nextInColumn({ row: 3, col: 0 }, 1, SIZE, isOpen)).toEqual({ row: 6, col: 0 });
});

test("a rectangle between any two corners", () => {
    const range = rectangle({ row: 5, col: 3 }, { row: 2, col: 4 });
    expect(range).toEqual({ top: 2, bottom: 5, left: 3, right: 4 });
    expect(cellsOf(range)).toHaveLength(8);
});
