import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import {
    animationFrame,
    manuallyDispatchProgrammaticEvent,
    press,
    queryAllTexts,
    queryOne,
} from "@odoo/hoot-dom";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const COLUMNS = [
    { id: 1, code: "midterm", name: "Giữa kì" },
    { id: 2, code: "final", name: "Cuối kì" },
];

function makeMatrix(chosen, more = {}) {
    const rows = [
        { key: "8-1", class_id: 8, subject_id: 1, class: "8A", subject: "Toán" },
        { key: "8-2", class_id: 8, subject_id: 2, class: "8A", subject: "Ngữ văn" },
        { key: "9-1", class_id: 9, subject_id: 1, class: "8B", subject: "Toán" },
    ];
    return {
        can_decide: true,
        decider: "Lê Hiệu Trưởng",
        chosen: { kind_id: 1, year_id: 1, term_id: 1, grade_id: false, ...chosen },
        choices: {
            kind_id: [[1, "Sổ điểm"]],
            year_id: [[1, "2026-2027"]],
            term_id: [
                [1, "Học kì I"],
                [2, "Học kì II"],
            ],
            grade_id: [[3, "8"]],
        },
        columns: COLUMNS,
        rows,
        cells: Object.fromEntries(
            rows.map(({ key }) => [key, { midterm: [0, ""], final: [null, "23:59 30/11/2026"] }])
        ),
        reasons: ["Hết đợt nhập điểm."],
        ...more,
    };
}

async function mountMatrix(more) {
    onRpc("school.lock.matrix", "get_matrix", ({ args: [options] }) => makeMatrix(options, more));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "school_lock_matrix" });
}

test("closed, open until when, and why", async () => {
    await mountMatrix();
    expect(".o_sl_cell.o_sl_closed").toHaveCount(3);
    expect("[data-row='0'][data-col='0']").toHaveAttribute("title", "Hết đợt nhập điểm.");
    expect("[data-row='0'][data-col='1']").toHaveText("30/11");
    expect("[data-row='0'][data-col='1']").toHaveAttribute(
        "title",
        "Open until 23:59 30/11/2026"
    );
    expect(queryAllTexts(".o_sl_subject")).toEqual(["Toán", "Ngữ văn", "Toán"]);
});

test("cells, rows, columns and classes are chosen and decided about", async () => {
    onRpc("school.lock.matrix", "decide", ({ args: [, cells, decision] }) => {
        expect.step([cells, decision]);
        return 0;
    });
    await mountMatrix();
    expect(".o_sl_bar").toHaveCount(0);
    await contains(".o_sl_head[data-column='final']").click();
    expect(".o_sl_chosen").toHaveCount(3);
    await contains(".o_sl_head[data-column='final']").click();
    await contains(".o_sl_name:eq(0)").click();
    expect(".o_sl_chosen").toHaveCount(4);
    await contains("[data-row='0'][data-col='0']").click();
    await contains("[data-row='1'][data-col='0']").click();
    await contains("[data-row='1'][data-col='1']").click();
    expect(".o_sl_chosen").toHaveCount(1);
    await contains(".o_sl_open").click();
    await contains(".o_sl_bar button[type='submit']").click();
    expect(".o_sl_bar [role='alert']").toHaveCount(1);
    await contains("input[name='reason']").edit("QĐ 12", { confirm: false });
    const end = queryOne("input[name='date_end']");
    end.value = "2099-11-30T23:00";
    await manuallyDispatchProgrammaticEvent(end, "input");
    await contains(".o_sl_bar button[type='submit']").click();
    await animationFrame();
    expect.verifySteps([
        [
            [["8-1", "final"]],
            {
                state: "open",
                reason: "QĐ 12",
                date_start: false,
                date_end: "2099-11-30 16:00:00",
            },
        ],
    ]);
    expect(".o_sl_chosen").toHaveCount(0);
});

test("another term is loaded, and the arrows go through the cells", async () => {
    await mountMatrix();
    await contains("select[name='term_id']").select("2");
    expect("select[name='term_id']").toHaveValue("2");
    await contains("[data-row='0'][data-col='0']").focus();
    await press("ArrowDown");
    await press("ArrowRight");
    expect("[data-row='1'][data-col='1']").toBeFocused();
});

test("who may not decide only looks", async () => {
    await mountMatrix({ can_decide: false });
    await contains("[data-row='0'][data-col='0']").click();
    expect(".o_sl_bar").toHaveCount(0);
});
