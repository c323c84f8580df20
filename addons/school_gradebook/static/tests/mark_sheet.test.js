import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, press, queryAll, queryOne, queryText } from "@odoo/hoot-dom";
import { contains, defineParams, getService, onRpc } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import {
    enter,
    input,
    makeDescriptor,
    mark,
    mountSheet,
    openSheet,
    save,
    Server,
    type,
} from "./mark_sheet_tools";

describe.current.tags("desktop");
defineMailModels();
defineParams({ lang_parameters: { decimal_point: "," } });

let server;

beforeEach(() => {
    server = new Server();
});

test("typed down a column and saved in one batch", async () => {
    await mountSheet();
    await enter(0, 0, "8,5", "7");
    expect(server.batches).toHaveLength(0);
    expect(queryAll(".o_sg_is_unsaved")).toHaveLength(2);
    expect(input(2, 0)).toBeFocused();
    await save();
    expect(server.values).toEqual([
        [1, "regular_1", 8.5, null],
        [2, "regular_1", 7, null],
    ]);
    expect(queryAll(".o_sg_is_saved")).toHaveLength(2);
    expect(input(0, 0)).toHaveValue("8,5");
    expect(input(0, 3)).toHaveValue("8,5");
    expect(".o_sg_missing").toHaveText("Still missing: 5");
});

test("the end of a column leads to the top of the next and sends at once", async () => {
    await mountSheet();
    await enter(1, 0, "7", "9.5");
    await animationFrame();
    expect(input(0, 1)).toBeFocused();
    expect(server.batches.map(({ number, cells }) => [number, cells.length])).toEqual([[1, 2]]);
});

test("85 asks, Enter says yes", async () => {
    await mountSheet();
    await enter(0, 0, "85");
    expect(input(0, 0)).toBeFocused();
    expect(".o_sg_is_ask .o_sg_bubble").toHaveText(/^Did you mean 8,5\?/);
    expect(input(0, 0)).toHaveAttribute("aria-invalid", "true");
    await press("Enter");
    await animationFrame();
    expect(input(0, 0)).toHaveValue("8,5");
    expect(input(1, 0)).toBeFocused();
});

test("a wrong mark stays on the cell with its reason and is not sent; Esc restores", async () => {
    await mountSheet();
    await enter(0, 0, "8,55");
    expect(".o_sg_is_invalid .o_sg_bubble").toHaveText(/too many decimals/);
    expect(input(0, 0)).toHaveValue("8,55");
    await save();
    expect(server.batches).toHaveLength(0);
    await press("Escape");
    await animationFrame();
    expect(input(0, 0)).toHaveValue("");
    expect(".o_sg_is_invalid").toHaveCount(0);
});

test("a locked cell says why and takes nothing", async () => {
    await mountSheet();
    await enter(0, 2, "9");
    expect(input(0, 2)).toHaveValue("6,0");
    expect(input(0, 2)).toHaveAttribute("aria-readonly", "true");
    const described = queryOne(input(0, 2)).getAttribute("aria-describedby");
    expect(queryText(`#${described}`)).toBe("Cột GK đã khóa từ 20/11/2026.");
    await contains(input(1, 2)).click();
    expect(".o_sg_bar .o_sg_why").toHaveText("Cột GK đã khóa từ 20/11/2026.");
    await save();
    expect(server.batches).toHaveLength(0);
});

test("keys: arrows, Shift+Enter, Delete, undo", async () => {
    await mountSheet();
    await enter(0, 0, "8", "7");
    await press(["shift", "Enter"]);
    await press("ArrowRight");
    await animationFrame();
    expect(input(1, 1)).toBeFocused();
    await press("ArrowLeft");
    await press("Delete");
    await animationFrame();
    expect(input(1, 0)).toHaveValue("");
    await press(["ctrl", "z"]);
    await animationFrame();
    expect(input(1, 0)).toHaveValue("7,0");
    await press(["ctrl", "z"]);
    await press(["ctrl", "z"]);
    await animationFrame();
    expect(input(1, 0)).toHaveValue("");
    expect(input(0, 0)).toHaveValue("");
    await save();
    expect(server.values.slice(-2)).toEqual([
        [2, "regular_1", null, 7],
        [1, "regular_1", null, 8],
    ]);
});

test("somebody else's value: both are shown, mine is kept by choice", async () => {
    await mountSheet();
    server.reply = () => ({
        status: "conflict",
        value: 6,
        by: "Trần Bình",
        at: "2026-11-20 01:00:00",
    });
    await enter(0, 0, "8");
    await save();
    expect(".o_sg_is_conflict").toHaveCount(1);
    await contains(input(0, 0)).click();
    expect(".o_sg_bubble").toHaveText("You typed 8,0; Trần Bình has saved 6,0.");
    server.reply = () => ({ status: "saved" });
    await contains(".o_sg_actions .btn-primary:first").click();
    await animationFrame();
    expect(server.values.at(-1)).toEqual([1, "regular_1", 8, 6]);
    expect(".o_sg_is_conflict").toHaveCount(0);
});

test("somebody else's value is taken with Esc", async () => {
    await mountSheet();
    server.reply = () => ({ status: "conflict", value: 6, by: "Trần Bình", at: "" });
    await enter(0, 0, "8");
    await save();
    await contains(input(0, 0)).click();
    await press("Escape");
    await animationFrame();
    expect(input(0, 0)).toHaveValue("6,0");
    await save();
    expect(server.batches).toHaveLength(1);
});

test("a cell that the server refuses goes back and carries the reason", async () => {
    await mountSheet();
    server.reply = () => ({ status: "locked", value: null, reason: "Cột đã khóa." });
    await enter(0, 0, "8");
    await save();
    expect(input(0, 0)).toHaveValue("");
    await contains(input(0, 0)).click();
    expect(".o_sg_bubble").toHaveText("8,0 was not saved: Cột đã khóa.");
});

test("a lost connection keeps the values and sends the same batch again", async () => {
    await mountSheet();
    server.lost = (url) => new ConnectionLostError(url);
    await enter(0, 0, "8");
    await save();
    expect(".o_sg_save_offline").toHaveText(/cells not saved: 1/);
    const key = Object.keys(browser.localStorage).find((name) => name.startsWith("school_grid/"));
    expect(JSON.parse(browser.localStorage.getItem(key))[0].value).toBe(8);
    await type("7");
    server.lost = null;
    await advanceTime(1000);
    await animationFrame();
    expect(server.batches[1]).toEqual(server.batches[0]);
    await save();
    expect(server.values.at(-1)).toEqual([2, "regular_1", 7, null]);
    expect(".o_sg_save_offline").toHaveCount(0);
    expect(browser.localStorage.getItem(key)).toBe(null);
});

test("an expired session keeps the values until the teacher has signed in again", async () => {
    await mountSheet();
    server.lost = () =>
        makeErrorFromResponse({ data: { name: "odoo.http.SessionExpiredException" } });
    await enter(0, 0, "8");
    await save();
    expect(".o_sg_save_offline").toHaveText(/^Signed out.*: 1/);
    server.lost = null;
    await contains(".o_sg_save_offline button").click();
    await animationFrame();
    expect(server.values.at(-1)).toEqual([1, "regular_1", 8, null]);
    expect(".o_sg_save_saved").toHaveCount(1);
});

test("leaving with unsaved cells asks; staying stays", async () => {
    await mountSheet();
    server.lost = (url) => new ConnectionLostError(url);
    await enter(0, 0, "8");
    getService("action").doAction({
        type: "ir.actions.client",
        tag: "school_mark_grid",
        params: { model: "school.mark.sheet", id: 7 },
    });
    await animationFrame();
    await animationFrame();
    expect(".modal-body").toHaveText(/Cells not saved: 1/);
    await contains(".modal-footer .btn-primary").click();
    expect(input(0, 0)).toHaveValue("8,0");
    expect(".o_sg_is_unsaved").toHaveCount(1);
    server.lost = null;
    await contains(".o_sg_save_offline button").click();
});

test("values left unsaved by an earlier visit come back", async () => {
    const cell = { student_id: 1, column: "regular_1", value: 8, seen: null };
    const key = `school_grid/${user.userId}/school.mark.sheet/7/earlier`;
    browser.localStorage.setItem(key, JSON.stringify([cell]));
    await mountSheet();
    expect(".o_sg_is_unsaved").toHaveCount(1);
    expect(input(0, 0)).toHaveValue("8,0");
    expect(".o_notification").toHaveText(/restored: 1/);
    await save();
    expect(server.values).toEqual([[1, "regular_1", 8, null]]);
    expect(browser.localStorage.getItem(key)).toBe(null);
});

test("a pasted block is shown before it is written", async () => {
    await mountSheet();
    await contains(input(0, 0)).click();
    const data = new DataTransfer();
    data.setData("text/plain", "8\t9\n85\t12,5\n7\t\n");
    queryOne(input(0, 0)).dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    );
    await animationFrame();
    expect(".o_sg_changes tbody tr").toHaveCount(3);
    expect(".o_sg_refused li").toHaveText(/not between 0 and 10/);
    expect(".o_sg_apply").toHaveText("Write 3 cells");
    await contains(".o_sg_asks input").click();
    expect(".o_sg_apply").toHaveText("Write 4 cells");
    await contains(".o_sg_apply").click();
    await save();
    expect(server.values).toEqual([
        [1, "regular_1", 8, null],
        [1, "regular_2", 9, null],
        [3, "regular_1", 7, null],
        [2, "regular_1", 8.5, null],
    ]);
});

test("blank cells of a column are filled after the count was shown", async () => {
    await mountSheet();
    await enter(0, 0, "5");
    await press(["ctrl", "d"]);
    await animationFrame();
    expect(".modal-body").toHaveText(/Blank cells to be filled: 2/);
    await contains("#o_sg_fill_value").edit("8", { confirm: false });
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect([0, 1, 2].map((row) => queryOne(input(row, 0)).value)).toEqual(["5,0", "8,0", "8,0"]);
});

test("a grid in the sense of ARIA, with one cell in the tab order", async () => {
    await mountSheet();
    expect("[role=grid]").toHaveAttribute("aria-rowcount", "5");
    expect("[role=grid]").toHaveAttribute("aria-colcount", "6");
    expect("tbody [role=rowheader]").toHaveCount(3);
    expect("[role=columnheader]").toHaveCount(7);
    expect("tbody [role=gridcell] > [tabindex='0']").toHaveCount(1);
    expect(input(1, 0)).toHaveAttribute("aria-label", "Lê Văn Bình, TX1");
});

test("the story of a cell", async () => {
    onRpc("school.mark.sheet", "grid_cell_story", ({ args }) => {
        expect(args).toEqual([[7], 1, "regular_1"]);
        return [
            { at: "12/10/2026 07:30:00", by: "Lê Tuấn", old: "", new: "8,5", reason: "Chấm lại" },
        ];
    });
    await mountSheet();
    await contains(input(0, 0)).click();
    await press(["shift", "F2"]);
    await animationFrame();
    await animationFrame();
    expect(queryAll(".o_sg_story tbody td").map((cell) => cell.innerText)).toEqual([
        "12/10/2026 07:30:00",
        "Lê Tuấn",
        "–",
        "→",
        "8,5",
        "",
        "Chấm lại",
    ]);
});

test("a class without pupils", async () => {
    await mountSheet({ ...makeDescriptor(), rows: [], summary: { missing: 0, done: 0 } });
    expect(".o_sg_content").toHaveText("No pupil is in this class yet.");
});

test("a digit that may be meant in two ways has a button for each", async () => {
    await mountSheet();
    await enter(0, 0, "05");
    await press("Enter");
    await animationFrame();
    expect(".o_sg_is_ask").toHaveCount(1);
    await contains(".o_sg_actions .btn:eq(1)").click();
    expect(input(0, 0)).toHaveValue("5,0");
    expect(input(1, 0)).toBeFocused();
});

test("a level is chosen by a button of the bar", async () => {
    const descriptor = makeDescriptor();
    descriptor.columns = [
        {
            ...mark("regular_1", "TX1"),
            type: "level",
            options: [
                [1, "Đ"],
                [0, "CĐ"],
            ],
        },
    ];
    await mountSheet(descriptor);
    await contains(input(0, 0)).click();
    await contains(".o_sg_actions .btn:contains('CĐ')").click();
    expect(input(0, 0)).toHaveValue("CĐ");
    expect(input(1, 0)).toBeFocused();
    await type("đ");
    await save();
    expect(server.values.map((cell) => cell[2])).toEqual([0, 1]);
});

test("one key press draws one row only", async () => {
    await mountSheet();
    await enter(0, 0, "8");
    const before = queryAll("tbody tr").map((row) => row.outerHTML);
    await press("9");
    await animationFrame();
    const after = queryAll("tbody tr").map((row) => row.outerHTML);
    expect(after[0]).toBe(before[0]);
    expect(after[2]).toBe(before[2]);
});
