import { press, queryOne } from "@odoo/hoot-dom";
import { registry } from "@web/core/registry";
import {
    ALL_SAVED,
    BadLine,
    expectValues,
    input,
    paste,
    type,
    typeDown,
} from "./grid_tour_helpers";

const tours = registry.category("web_tour.tours");

/** The marks of 45 pupils, as the Python side expects them: 0; 0,5; 1 ... 10; 0; 0,5 ... */
const MARKS = Array.from({ length: 45 }, (_, i) => String((i % 21) / 2).replace(".", ","));

tours.add("school_grid_column", {
    steps: () => [
        { content: "The whole class is there", trigger: input(44, 0) },
        ...typeDown(0, 0, MARKS),
        {
            content: "The cursor stands at the top of the second column",
            trigger: `[data-row="0"] > [data-col="1"].o_sg_active`,
        },
        ALL_SAVED,
        {
            content: "Marks are shown with one decimal and a comma",
            trigger: ".o_sg_is_saved",
            run: () => expectValues(0, ["0,0", "0,5", "1,0", "1,5"]),
        },
    ],
});

tours.add("school_grid_asks", {
    steps: () => [
        { content: "The sheet", trigger: input(0, 0), run: "click" },
        {
            content: "85 for 8,5",
            trigger: ".o_sg_active input",
            run: () => type("85"),
        },
        { content: "The cell asks", trigger: ".o_sg_is_ask.o_sg_active" },
        {
            content: "One key says yes",
            trigger: ".o_sg_is_ask input",
            run: () => press("Enter"),
        },
        {
            content: "11 marks do not exist, nor 8,55",
            trigger: `[data-row="1"] > [data-col="0"].o_sg_active input`,
            run: () => type("8,55"),
        },
        { content: "The cell says why", trigger: ".o_sg_is_invalid.o_sg_active .o_sg_bubble" },
        { content: "One cell is to be looked at", trigger: ".o_sg_problems" },
        {
            content: "Esc restores",
            trigger: ".o_sg_is_invalid input",
            run: () => press("Escape"),
        },
        { content: "Nothing is wrong any more", trigger: "body:not(:has(.o_sg_problems))" },
        ALL_SAVED,
    ],
});

tours.add("school_grid_conflict", {
    steps: () => [
        ...typeDown(0, 0, ["8", "7"]),
        { content: "Two cells were changed by a colleague", trigger: ".o_sg_problems" },
        { content: "Back to the first", trigger: input(0, 0), run: "click" },
        {
            content: "Both values and the name are shown",
            trigger: ".o_sg_bubble:contains('8,0'):contains('6,0'):contains('Cô Đồng Giảng')",
        },
        {
            content: "Mine is kept",
            trigger: ".o_sg_is_conflict.o_sg_active input",
            run: () => press(["ctrl", "Enter"]),
        },
        { content: "To the second", trigger: input(1, 0), run: "click" },
        {
            content: "Theirs is taken",
            trigger: ".o_sg_is_conflict.o_sg_active input",
            run: () => press("Escape"),
        },
        { content: "No conflict is left", trigger: "body:not(:has(.o_sg_is_conflict))" },
        ALL_SAVED,
        {
            content: "My 8 and the colleague's 5",
            trigger: ".o_sg_table",
            run: () => expectValues(0, ["8,0", "5,0"]),
        },
    ],
});

tours.add("school_grid_paste", {
    steps: () => [
        { content: "Where the block goes", trigger: input(0, 0), run: "click" },
        {
            content: "A block from a spreadsheet",
            trigger: ".o_sg_active input",
            run: () => paste(input(0, 0), "8\t7,5\r\n85\t12,5\r\n\t9\r\n"),
        },
        { content: "Three cells change", trigger: ".o_sg_changes tbody tr:nth-child(3)" },
        { content: "One is refused", trigger: ".o_sg_refused li:contains('12,5')" },
        { content: "85 is confirmed", trigger: ".o_sg_asks input", run: "click" },
        { content: "It is done", trigger: ".o_sg_apply:contains('4')", run: "click" },
        ALL_SAVED,
        {
            content: "What was confirmed stands in the grid",
            trigger: ".o_sg_is_saved",
            run: () => expectValues(0, ["8,0", "8,5", ""]),
        },
    ],
});

let line;

tours.add("school_grid_offline", {
    steps: () => [
        {
            content: "The line breaks before the server is reached",
            trigger: ".o_sg_table",
            run() {
                line = new BadLine();
                line.lost = "before";
            },
        },
        ...typeDown(0, 0, ["8", "7"]),
        {
            content: "It is said, with the number of cells",
            trigger: ".o_sg_save_offline:contains('2')",
        },
        {
            content: "The values are kept in the browser; the line loses answers now",
            trigger: ".o_sg_is_unsaved",
            run() {
                const key = Object.keys(localStorage).find((name) =>
                    name.startsWith("school_grid/")
                );
                if (JSON.parse(localStorage.getItem(key)).length !== 2) {
                    throw new Error("The unsaved cells are not kept");
                }
                line.lost = "after";
            },
        },
        { content: "Send again", trigger: ".o_sg_save_offline button", run: "click" },
        {
            content: "The answer was lost: still not saved; the line is whole again",
            trigger: ".o_sg_save_offline",
            async run() {
                await new Promise((resolve) => setTimeout(resolve, 500));
                line.lost = null;
                queryOne(".o_sg_save_offline button").click();
            },
        },
        ALL_SAVED,
        { content: "No conflict with oneself", trigger: "body:not(:has(.o_sg_is_conflict))" },
        {
            content: "Nothing stays in the browser",
            trigger: ".o_sg_is_saved",
            run() {
                if (Object.keys(localStorage).some((name) => name.startsWith("school_grid/"))) {
                    throw new Error("Saved values stayed in the browser");
                }
            },
        },
    ],
});

tours.add("school_grid_locked", {
    steps: () => [
        { content: "The sheet says that it is only read", trigger: ".o_sg_readonly" },
        { content: "A cell", trigger: input(0, 0), run: "click" },
        { content: "It says why", trigger: ".o_sg_bar .o_sg_why:has(.fa-lock)" },
        {
            content: "Typing changes nothing",
            trigger: ".o_sg_active input",
            run: () => type("9"),
        },
        { content: "Nothing to save", trigger: "body:not(:has(.o_sg_is_unsaved))" },
    ],
});

tours.add("school_grid_refused", {
    steps: () => [
        { content: "The server refuses the sheet", trigger: ".modal-body, .o_error_dialog" },
        { content: "No mark is shown", trigger: "body:not(:has(.o_sg_table))" },
    ],
});

tours.add("school_grid_conduct", {
    steps: () => [
        ...typeDown(0, 0, ["tot", "kha"]),
        {
            content: "The third by a button under the grid",
            trigger: `[data-row="2"] > [data-col="0"].o_sg_active`,
        },
        { content: "Đạt is the third", trigger: ".o_sg_actions button:eq(2)", run: "click" },
        {
            content: "On to the next column",
            trigger: `[data-row="0"] > [data-col="1"].o_sg_active`,
        },
        ALL_SAVED,
    ],
});

tours.add("school_grid_order", {
    steps: () => [
        ...typeDown(0, 0, ["7,5", "10", "2"]),
        ALL_SAVED,
        { content: "Lowest first", trigger: ".o_sg_sort:contains('TX1')", run: "click" },
        {
            content: "Marks go by their size",
            trigger: "th[aria-sort=ascending]",
            run: () => expectValues(0, ["2,0", "7,5", "10,0"]),
        },
        {
            content: "Who changed what",
            trigger: ".o_sg_changes_button",
            run: "click",
        },
        {
            content: "The teacher, today",
            trigger: "tbody .o_sg_changed:contains('TX1')",
        },
        {
            content: "To the next sheet of the teacher",
            trigger: ".o_sg_active input",
            run: () => press(["alt", "PageDown"]),
        },
        { content: "It is another subject", trigger: ".o_breadcrumb:contains('Giáo dục thể chất')" },
        {
            content: "And back",
            trigger: ".o_sg_neighbours button:eq(0)",
            run: "click",
        },
        { content: "The first sheet again", trigger: ".o_breadcrumb:contains('Toán')" },
    ],
});

tours.add("school_home_to_grid", {
    steps: () => [
        {
            content: "What waits: the own sheets",
            trigger: ".o_school_home .o_sh_line[data-key=own_sheets]",
            run: "click",
        },
        {
            content: "Mathematics of 8A",
            trigger: ".o_data_row td:contains('8A'):eq(0)",
            run: "click",
        },
        { content: "The grid is open", trigger: input(0, 0) },
        { content: "And back", trigger: ".o_breadcrumb a:eq(0)", run: "click" },
        { content: "To the home", trigger: ".o_school_home, .o_list_view" },
    ],
});

tours.add("school_home_to_conduct", {
    steps: () => [
        {
            content: "What waits: the own class's conduct",
            trigger: ".o_school_home .o_sh_line[data-key=own_conduct]",
            run: "click",
        },
        { content: "8A", trigger: ".o_data_row td:contains('8A'):eq(0)", run: "click" },
        { content: "The grid is open", trigger: input(0, 0) },
    ],
});

tours.add("school_grid_phone", {
    steps: () => [
        { content: "Tap a cell", trigger: input(0, 0), run: "click" },
        {
            content: "The page itself does not scroll sideways; the keypad is numeric",
            trigger: ".o_sg_active input[inputmode=decimal]",
            run() {
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("The page is wider than the screen");
                }
                const { height } = queryOne(input(0, 0)).getBoundingClientRect();
                if (height < 40) {
                    throw new Error(`A cell is only ${height} px high`);
                }
            },
        },
        { content: "Type", trigger: ".o_sg_active input", run: "edit 7,5" },
        { content: "Next pupil", trigger: ".o_sg_next", run: "click" },
        {
            content: "The next pupil's cell",
            trigger: `[data-row="1"] > [data-col="0"].o_sg_active input`,
            run: () => type("6"),
        },
        ALL_SAVED,
        {
            content: "Both stand there",
            trigger: ".o_sg_is_saved",
            run: () => expectValues(0, ["7,5", "6,0"]),
        },
    ],
});
