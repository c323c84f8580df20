import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import {
    contains,
    defineMenus,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const HEAD = {
    user: "Lê Thu Lan",
    roles: ["Giáo viên chủ nhiệm", "Giáo viên"],
    school: "THCS Kim Đồng",
    year: "2026-2027",
    week: 6,
    today: "2026-10-15",
};

async function openHome(lines, head = HEAD) {
    onRpc("school.home", "get_today", () => ({ head, lines }));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "school_home" });
    await animationFrame();
}

function line(key, tone, count) {
    return { key, title: `Việc ${key}`, count, tone, detail: "", action: { id: key } };
}

test("says who, where and which week", async () => {
    await openHome([]);
    expect(".o_sh_head h1").toHaveText("Welcome, Lê Thu Lan");
    expect(".o_sh_who").toHaveText("Giáo viên chủ nhiệm · Giáo viên · THCS Kim Đồng");
    expect(".o_sh_when").toHaveText(/^Week 6 · .*15\/10\/2026$/);
});

test("outside the teaching weeks only the day is said", async () => {
    await openHome([], { ...HEAD, week: null });
    expect(".o_sh_when").toHaveText(/^[^·]*15\/10\/2026$/);
});

test("an empty day says so", async () => {
    await openHome([]);
    expect(".o_sh_empty").toHaveText("Nothing waits for you today.");
});

test("a line leads to its place in one click", async () => {
    const done = [];
    await openHome([line("late", "late", 3), line("todo", "todo", 12)]);
    const action = getService("action");
    action.doAction = (request) => done.push(request);
    expect(".o_sh_line").toHaveCount(2);
    expect(".o_sh_late .o_sh_count").toHaveText("3");
    expect(".o_sh_late .o_sh_icon").toHaveAttribute("aria-label", "Late");
    await contains(".o_sh_line[data-key=todo]").click();
    expect(done).toEqual([{ id: "todo" }]);
});

test("the school's menu is at hand, without the home itself", async () => {
    defineMenus([
        {
            id: 1,
            name: "School",
            xmlid: "school_core.school_menu_root",
            appID: 1,
            actionID: 10,
            children: [
                {
                    id: 2,
                    name: "Today",
                    xmlid: "school_core.school_menu_home",
                    appID: 1,
                    actionID: 10,
                },
                {
                    id: 3,
                    name: "Books",
                    xmlid: "school_core.school_menu_books",
                    appID: 1,
                    children: [{ id: 4, name: "Mark Sheets", appID: 1, actionID: 11 }],
                },
                { id: 5, name: "Empty", xmlid: "school_core.school_menu_reports", appID: 1 },
            ],
        },
    ]);
    await openHome([]);
    expect(".o_sh_section").toHaveCount(1);
    expect(".o_sh_section h3").toHaveText("Books");
    expect(".o_sh_section a").toHaveText("Mark Sheets");
});
