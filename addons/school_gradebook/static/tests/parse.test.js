import { describe, expect, test } from "@odoo/hoot";
import { fold, formatValue, isBlank, parseCell, sameValue } from "@school_gradebook/grid/parse";

const MARK = { type: "mark", min: 0, max: 10, decimals: 1 };
const LEVEL = {
    type: "level",
    options: [
        [1, "Đ"],
        [0, "CĐ"],
    ],
};
const CONDUCT = {
    type: "selection",
    options: [
        ["tot", "Tốt"],
        ["kha", "Khá"],
        ["dat", "Đạt"],
        ["chua_dat", "Chưa đạt"],
    ],
};

describe.current.tags("headless");

test("a comma and a dot are the same decimal sign", () => {
    expect(parseCell(MARK, "8,5")).toEqual({ value: 8.5 });
    expect(parseCell(MARK, " 8.5 ")).toEqual({ value: 8.5 });
    expect(parseCell(MARK, "10")).toEqual({ value: 10 });
    expect(parseCell(MARK, "0")).toEqual({ value: 0 });
});

test("a forgotten comma is asked about, never cut", () => {
    expect(parseCell(MARK, "85")).toEqual({ ask: [8.5] });
    expect(parseCell(MARK, "100")).toEqual({ ask: [10] });
    expect(parseCell(MARK, "05")).toEqual({ ask: [0.5, 5] });
});

test("what is no mark is refused with its reason", () => {
    expect(parseCell(MARK, "-1")).toEqual({ refused: "format" });
    expect(parseCell(MARK, "8,55")).toEqual({ refused: "decimals" });
    expect(parseCell(MARK, "101")).toEqual({ refused: "range" });
    expect(parseCell(MARK, "10,5")).toEqual({ refused: "range" });
    expect(parseCell(MARK, "tám")).toEqual({ refused: "format" });
    expect(parseCell(MARK, "Đ")).toEqual({ refused: "not_a_number" });
});

test("blank is null, and zero is not blank", () => {
    expect(parseCell(MARK, "  ")).toEqual({ value: null });
    expect(isBlank(0)).toBe(false);
    expect(sameValue(null, false)).toBe(true);
    expect(sameValue(0, null)).toBe(false);
});

test("levels in all the ways they are typed", () => {
    for (const text of ["đ", "Đ", "d", "D", "Đạt", "ð"]) {
        expect(parseCell(LEVEL, text)).toEqual({ value: 1 });
    }
    for (const text of ["cđ", "CĐ", "cd", "Chưa  đạt"]) {
        expect(parseCell(LEVEL, text)).toEqual({ value: 0 });
    }
    expect(parseCell(LEVEL, "8")).toEqual({ refused: "not_a_level" });
});

test("options by their beginning, with or without accents", () => {
    expect(parseCell(CONDUCT, "t")).toEqual({ value: "tot" });
    expect(parseCell(CONDUCT, "KHA")).toEqual({ value: "kha" });
    expect(parseCell(CONDUCT, "đ")).toEqual({ value: "dat" });
    expect(parseCell(CONDUCT, "c")).toEqual({ value: "chua_dat" });
    expect(parseCell(CONDUCT, "x")).toEqual({ refused: "not_an_option" });
});

test("whole numbers", () => {
    const column = { type: "integer", min: 0, max: 300 };
    expect(parseCell(column, "12")).toEqual({ value: 12 });
    expect(parseCell(column, "1,5")).toEqual({ refused: "format" });
    expect(parseCell(column, "301")).toEqual({ refused: "range" });
});

test("decomposed letters of some keyboards are the usual ones", () => {
    expect(parseCell({ type: "text" }, "Tốt".normalize("NFD"))).toEqual({ value: "Tốt" });
    expect(parseCell(LEVEL, "Đạt".normalize("NFD"))).toEqual({ value: 1 });
    expect(fold("Nguyễn Thị Ánh ")).toBe("nguyen thi anh");
});

test("values are written as the school reads them", () => {
    expect(formatValue(MARK, 8, ",")).toBe("8,0");
    expect(formatValue(MARK, 8.5, ".")).toBe("8.5");
    expect(formatValue(MARK, null)).toBe("");
    expect(formatValue(LEVEL, 0)).toBe("CĐ");
    expect(formatValue(CONDUCT, "kha")).toBe("Khá");
});
