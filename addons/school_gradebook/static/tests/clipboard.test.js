import { describe, expect, test } from "@odoo/hoot";
import { formatTable, parseTable } from "@school_gradebook/grid/clipboard";

describe.current.tags("headless");

test("a block of Excel ends with a line end", () => {
    expect(parseTable("8\t9\r\n7,5\t\r\n")).toEqual([
        ["8", "9"],
        ["7,5", ""],
    ]);
});

test("a block of LibreOffice has no last line end", () => {
    expect(parseTable("8\n9")).toEqual([["8"], ["9"]]);
});

test("quotes hold tabs, line ends and doubled quotes", () => {
    expect(parseTable('"Ngoan,\nchăm"\t"nói ""vâng"""\n')).toEqual([
        ["Ngoan,\nchăm", 'nói "vâng"'],
    ]);
});

test("a lone quote is a character", () => {
    expect(parseTable('5" ống\t8\n"chưa đóng\t7')).toEqual([
        ['5" ống', "8"],
        ['"chưa đóng', "7"],
    ]);
});

test("blank lines inside a block stay", () => {
    expect(parseTable("8\n\n9\n")).toEqual([["8"], [""], ["9"]]);
    expect(parseTable("")).toEqual([[""]]);
});

test("what is copied can be pasted", () => {
    const table = [
        ["8,5", 'một\thai "ba"'],
        ["", "dòng\nhai"],
    ];
    expect(parseTable(formatTable(table))).toEqual(table);
});
