import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { animationFrame, press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { contains, defineParams, onRpc } from "@web/../tests/web_test_helpers";
import {
    enter,
    input,
    makeDescriptor,
    mountSheet,
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

function given() {
    return queryAllTexts("tbody .o_sg_given");
}

function makeMarked() {
    const descriptor = makeDescriptor();
    [7, null, 5.5].forEach((value, row) => (descriptor.rows[row].values[0] = value));
    return descriptor;
}

test("a click on a head sorts up, down, and back to the order of names", async () => {
    await mountSheet(makeMarked());
    const head = "th.o_sg_column:contains('TX1')";
    await contains(`${head} .o_sg_sort`).click();
    expect(given()).toEqual(["Châu", "Ánh", "Bình"]);
    expect(head).toHaveAttribute("aria-sort", "ascending");
    expect(input(0, 0)).toBeFocused();
    expect(".o_sg_where strong").toHaveText("3. Lê Minh Châu");
    await contains(`${head} .o_sg_sort`).click();
    expect(given()).toEqual(["Ánh", "Châu", "Bình"]);
    expect(head).toHaveAttribute("aria-sort", "descending");
    await contains(`${head} .o_sg_sort`).click();
    expect(given()).toEqual(["Ánh", "Bình", "Châu"]);
    expect(head).toHaveAttribute("aria-sort", "none");
});

test("sorted rows keep their pupils: what is typed, saved and undone", async () => {
    await mountSheet(makeMarked());
    await contains(input(0, 0)).click();
    await press(["ctrl", "shift", "l"]);
    await animationFrame();
    expect(given()).toEqual(["Châu", "Ánh", "Bình"]);
    await enter(0, 1, "9", "8");
    expect(queryAll("tbody tr").map((row) => row.dataset.row)).toEqual(["0", "1", "2"]);
    await save();
    expect(server.values).toEqual([
        [3, "regular_2", 9, null],
        [1, "regular_2", 8, null],
    ]);
    await contains(".o_sg_name .o_sg_sort").click();
    expect(given()).toEqual(["Ánh", "Bình", "Châu"]);
    await press(["ctrl", "z"]);
    await animationFrame();
    expect(input(0, 1)).toHaveValue("");
    expect(input(2, 1)).toHaveValue("9,0");
    expect(input(0, 1)).toBeFocused();
});

test("a block pasted into sorted rows says so", async () => {
    await mountSheet(makeMarked());
    await contains(".o_sg_sort:contains('TX1')").click();
    const data = new DataTransfer();
    data.setData("text/plain", "8\n9\n");
    queryOne(input(0, 1)).focus();
    queryOne(input(0, 1)).dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    );
    await animationFrame();
    expect(".modal .alert-warning").toHaveText(/^Sorted by TX1\./);
    await contains(".o_sg_apply").click();
    await save();
    expect(server.values.map(([student]) => student)).toEqual([3, 1]);
});

test("who changed the cells last is asked on demand and kept up to date", async () => {
    onRpc("school.mark.sheet", "grid_changes", ({ args }) => {
        expect.step("asked");
        expect(args).toEqual([[7]]);
        return [
            { student_id: 1, column: "regular_1", by: "Lê Tuấn", at: "07:30 12/10/2026" },
            { student_id: 1, column: "midterm", by: "Trần Bình", at: "08:00 13/10/2026" },
        ];
    });
    await mountSheet();
    expect.verifySteps([]);
    expect("tbody .o_sg_changed").toHaveCount(0);
    await contains(".o_sg_changes_button").click();
    expect.verifySteps(["asked"]);
    expect("thead .o_sg_changed").toHaveText("Last changed");
    expect("tbody tr:eq(0) .o_sg_changed").toHaveText(/^08:00 13\/10\/2026 · GK\s*Trần Bình$/);
    expect("[data-row='0'] > [data-col='0']").toHaveAttribute("title", "Lê Tuấn, 07:30 12/10/2026");
    expect("tbody tr:eq(1) .o_sg_changed").toHaveText("");
    await enter(1, 0, "8");
    await save();
    expect("tbody tr:eq(1) .o_sg_changed").toHaveText(/ · TX1/);
    await contains(".o_sg_changes_button").click();
    expect("tbody .o_sg_changed").toHaveCount(0);
});

test("the next sheet is asked for, what is typed being saved before", async () => {
    const second = { ...makeDescriptor(), id: 8, title: "8B · Toán · Học kì I" };
    onRpc("school.mark.sheet", "grid_neighbour", ({ args }) => {
        expect.step(args);
        return args[1] > 0 && args[0][0] === 7
            ? {
                  type: "ir.actions.client",
                  tag: "school_mark_grid",
                  params: { model: "school.mark.sheet", id: 8 },
              }
            : false;
    });
    await mountSheet();
    onRpc("school.mark.sheet", "grid_open", ({ args }) =>
        args[0][0] === 8 ? second : makeDescriptor()
    );
    await enter(0, 0, "8");
    await press(["alt", "PageDown"]);
    await animationFrame();
    await animationFrame();
    expect(".o_breadcrumb").toHaveText(/8B · Toán/);
    expect(server.values).toEqual([[1, "regular_1", 8, null]]);
    await contains(".o_sg_neighbours button:eq(1)").click();
    expect(".o_notification").toHaveText(/This is the last sheet/);
    expect.verifySteps([
        [[7], 1],
        [[8], 1],
    ]);
});

test("several cells to look at are listed with their reasons; F8 finds what is missing", async () => {
    await mountSheet();
    await contains(input(0, 0)).click();
    await type("8,55");
    await contains(input(2, 1)).click();
    await type("abc");
    await contains(".o_sg_problems").click();
    expect(queryAllTexts(".o_sg_problem_list strong")).toEqual([
        "1. Trần Thị Ánh",
        "3. Lê Minh Châu",
    ]);
    expect(".o_sg_problem_list .list-group-item:eq(0)").toHaveText(/too many decimals/);
    await contains(".o_sg_problem_list .list-group-item:eq(1)").click();
    expect(input(2, 1)).toBeFocused();
    await press("Escape");
    await press("F8");
    await animationFrame();
    expect(input(0, 0)).toBeFocused();
    await press(["shift", "F8"]);
    await animationFrame();
    expect(input(0, 0)).toBeFocused();
});

test("a cell says until when it is open", async () => {
    const descriptor = makeDescriptor();
    descriptor.columns[0].until = "30/11/2026";
    descriptor.rows[0].until = 0;
    descriptor.untils = [{ regular_2: "07/12/2026" }];
    await mountSheet(descriptor);
    expect("[data-row='0'] > [data-col='0']").toHaveAttribute("title", "Open until 30/11/2026");
    expect("[data-row='0'] > [data-col='1']").toHaveAttribute("title", "Open until 07/12/2026");
    expect("[data-row='1'] > [data-col='1']").not.toHaveAttribute("title");
    await contains("[data-row='0'] > [data-col='1'] input").click();
    expect(".o_sg_until").toHaveText("Open until 07/12/2026");
    await contains("[data-row='0'] > [data-col='2'] input").click();
    expect(".o_sg_until").toHaveCount(0);
});
