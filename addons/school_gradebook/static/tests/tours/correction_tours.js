import { queryOne } from "@odoo/hoot-dom";
import { registry } from "@web/core/registry";
import { input } from "./grid_tour_helpers";

const tours = registry.category("web_tour.tours");
const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Give a file input what a phone's camera gives: a picture. */
async function takePhoto(selector) {
    const bytes = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], "bai-kiem-tra.png", { type: "image/png" }));
    const field = queryOne(selector);
    field.files = files.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Steps that press a button and enter the password that it asks for. */
function withPassword(action, login) {
    return [
        { content: action, trigger: `button[name='${action}']`, run: "click" },
        {
            content: "The password is asked again",
            trigger: ".modal div[name='password'] input",
            run: `edit ${login.padEnd(8, "x")}`,
        },
        { content: "Go", trigger: ".modal button[name='action_decide']", run: "click" },
        { content: "Done", trigger: `body:not(:has(.modal)):not(:has(button[name='${action}']))` },
    ];
}

tours.add("school_correction_ask", {
    steps: () => [
        { content: "The mark of the second pupil", trigger: input(1, 0), run: "click" },
        { content: "It says why it is closed", trigger: ".o_sg_bar .o_sg_why:has(.fa-lock)" },
        { content: "Ask for a correction", trigger: ".o_sg_correct", run: "click" },
        {
            content: "The dossier knows pupil, column and old mark",
            trigger: "div[name='line_ids'] .o_data_row:contains('Bình'):contains('6')",
        },
        { content: "The new mark", trigger: "td[name='new_text']", run: "click" },
        {
            content: "As it is typed in the grid",
            trigger: "td[name='new_text'] input",
            run: "edit 8,5",
        },
        {
            content: "The reason",
            trigger: "div[name='reason'] textarea",
            run: "edit Cộng nhầm điểm",
        },
        {
            content: "A photo of the test paper",
            trigger: "div[name='evidence_ids'] .o_attach",
            run: () => takePhoto("div[name='evidence_ids'] input[type='file']"),
        },
        { content: "It is there", trigger: "div[name='evidence_ids'] .o_attachment" },
        { content: "Hand in", trigger: "button[name='action_submit']", run: "click" },
        {
            content: "It waits for the head of the department",
            trigger: "button[name='action_withdraw']",
        },
    ],
});

tours.add("school_correction_confirm", {
    steps: () => [
        {
            content: "Old and new mark",
            trigger: "div[name='line_ids'] .o_data_row:contains('8,5')",
        },
        { content: "Confirm", trigger: "button[name='action_confirm']", run: "click" },
        { content: "Done", trigger: "body:not(:has(button[name='action_confirm']))" },
    ],
});

tours.add("school_correction_approve", {
    steps: () => [
        { content: "Approve", trigger: "button[name='action_approve']", run: "click" },
        {
            content: "A wrong password",
            trigger: ".modal div[name='password'] input",
            run: "edit wrong",
        },
        { content: "Go", trigger: ".modal button[name='action_decide']", run: "click" },
        { content: "It is refused", trigger: ".o_error_dialog .btn-primary", run: "click" },
        ...withPassword("action_approve", "vice_academic"),
    ],
});

for (const login of ["gradebook_admin", "principal", "teacher"]) {
    tours.add(`school_correction_execute_${login}`, {
        steps: () => withPassword("action_execute", login),
    });
}

tours.add("school_correction_done", {
    steps: () => [
        { content: "What changed", trigger: ".nav-link[name='effects']", run: "click" },
        {
            content: "The average before and after",
            trigger: "div[name='effect_ids'] .o_data_row:contains('Bình')",
        },
        { content: "It can be printed", trigger: "button[name='action_print']" },
    ],
});
