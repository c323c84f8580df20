import { advanceTime, animationFrame, press } from "@odoo/hoot-dom";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { rpc } from "@web/core/network/rpc";
import { WebClient } from "@web/webclient/webclient";

const NAMES = ["Trần Thị Ánh", "Lê Văn Bình", "Lê Minh Châu"];

export function mark(name, label, more = {}) {
    return {
        name,
        label,
        group: "",
        type: "mark",
        options: null,
        required: true,
        readonly: false,
        computed: false,
        min: 0,
        max: 10,
        decimals: 1,
        ...more,
    };
}

export function makeDescriptor() {
    return {
        id: 7,
        model: "school.mark.sheet",
        title: "8A · Toán · Học kì I",
        subtitle: "Giáo viên: Lê Tuấn",
        version: "1",
        columns: [
            mark("regular_1", "TX1", { group: "ĐĐGtx" }),
            mark("regular_2", "TX2", { group: "ĐĐGtx" }),
            mark("midterm", "GK"),
            mark("average", "ĐTB", { computed: true, required: false }),
        ],
        rows: NAMES.map((name, index) => ({
            student_id: index + 1,
            family: name.split(" ").slice(0, -1).join(" "),
            given: name.split(" ").at(-1),
            values: [null, null, 6, null],
        })),
        untils: [],
        lock_reasons: ["Cột GK đã khóa từ 20/11/2026."],
        locks: { midterm: 0 },
        can_write: true,
        summary: { missing: 6, done: 3 },
    };
}

/** The server: stores what it is sent, unless the test says otherwise. */
export class Server {
    batches = [];
    reply = () => ({ status: "saved" });
    /** Makes the error of a request that does not arrive. */
    lost = null;

    constructor() {
        const server = this;
        patchWithCleanup(rpc, {
            _rpc(url, params) {
                if (server.lost && params.method === "grid_save") {
                    server.batches.push(params.args[1]);
                    return Promise.reject(server.lost(url));
                }
                return super._rpc(...arguments);
            },
        });
        onRpc("school.mark.sheet", "grid_save", ({ args: [, batch] }) => {
            this.batches.push(batch);
            return {
                number: batch.number,
                cells: batch.cells.map((cell) => ({ ...cell, ...this.reply(cell) })),
                computed: { 1: { average: 8.5 } },
                summary: { missing: 5, done: 4 },
            };
        });
    }

    get values() {
        return this.batches.flatMap(({ cells }) =>
            cells.map(({ student_id, column, value, seen }) => [student_id, column, value, seen])
        );
    }
}

export async function mountSheet(descriptor = makeDescriptor()) {
    onRpc("school.mark.sheet", "grid_open", () => descriptor);
    await mountWithCleanup(WebClient);
    await openSheet();
}

export async function openSheet() {
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "school_mark_grid",
        params: { model: "school.mark.sheet", id: 7 },
    });
    await animationFrame();
}

export function input(row, col) {
    return `[data-row="${row}"] > [data-col="${col}"] > input`;
}

export async function enter(row, col, ...texts) {
    await contains(input(row, col)).click();
    for (const text of texts) {
        await type(text);
    }
}

export async function type(text) {
    for (const char of text) {
        await press(char);
    }
    await press("Enter");
    await animationFrame();
}

export async function save() {
    await advanceTime(1100);
    await animationFrame();
}
