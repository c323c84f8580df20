import { describe, expect, test } from "@odoo/hoot";
import { inClassOrder, nextSorting, sortedRows } from "@school_gradebook/grid/sorting";

describe.current.tags("headless");

function makeRows(values) {
    return values.map((value, place) => ({ place, cells: { x: { value } } }));
}

function order(values, column, descending = false) {
    return sortedRows(makeRows(values), { name: "x", ...column }, descending).map(
        ({ place }) => place
    );
}

test("marks by size, blanks last both ways, equal ones in the order of the class", () => {
    const marks = [7.5, null, 10, 0, 7.5];
    expect(order(marks, { type: "mark" })).toEqual([3, 0, 4, 2, 1]);
    expect(order(marks, { type: "mark" }, true)).toEqual([2, 0, 4, 3, 1]);
});

test("options in the order in which they are listed", () => {
    const options = [
        ["tot", "Tốt"],
        ["kha", "Khá"],
        ["dat", "Đạt"],
    ];
    expect(order(["dat", "tot", null, "kha"], { type: "selection", options })).toEqual([
        1, 3, 0, 2,
    ]);
});

test("texts in Vietnamese order", () => {
    const texts = ["Đủ bài", "Dũng cảm", "Ăn nói tốt", "An toàn", "Âm nhạc", "Em"];
    const sorted = order(texts, { type: "text" }).map((place) => texts[place]);
    expect(sorted).toEqual(["An toàn", "Ăn nói tốt", "Âm nhạc", "Dũng cảm", "Đủ bài", "Em"]);
});

test("the third click brings the order of the class back", () => {
    let sorting = { name: null, descending: false };
    sorting = nextSorting(sorting, "x");
    expect(sorting).toEqual({ name: "x", descending: false });
    sorting = nextSorting(sorting, "x");
    expect(sorting).toEqual({ name: "x", descending: true });
    expect(nextSorting(sorting, "y")).toEqual({ name: "y", descending: false });
    expect(nextSorting(sorting, "x")).toEqual({ name: null, descending: false });
    const rows = sortedRows(makeRows([3, 1, 2]), { name: "x", type: "mark" }, false);
    expect(inClassOrder(rows).map(({ place }) => place)).toEqual([0, 1, 2]);
});
