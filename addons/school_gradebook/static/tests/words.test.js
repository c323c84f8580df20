import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { session } from "@web/session";

class Result extends models.Model {
    _name = "school.result";
    rules_code = fields.Char();
    learning = fields.Selection({
        string: "Neutral",
        selection: [
            ["tb", "Middling"],
            ["dat", "Enough"],
        ],
    });
    _records = [
        { id: 1, rules_code: "TT58", learning: "tb" },
        { id: 2, rules_code: "TT58", learning: "tb" },
        { id: 3, rules_code: "TT22", learning: "dat" },
        { id: 4, rules_code: "unknown", learning: "dat" },
    ];
}

defineMailModels();
defineModels([Result]);

const LIST = `<list>
    <field name="rules_code" column_invisible="1"/>
    <field name="learning" widget="circular_badge"/>
</list>`;

function words() {
    const of = (name, value, label) => ({
        names: { learning: name },
        labels: { learning: { [value]: label } },
    });
    patchWithCleanup(session, {
        school_words: {
            TT58: of("Học lực", "tb", "Trung bình"),
            TT22: of("Kết quả học tập", "dat", "Đạt"),
        },
    });
}

async function list(domain) {
    words();
    await mountView({ type: "list", resModel: "school.result", arch: LIST, domain });
    return [
        queryAllTexts("th[data-name=learning]")[0],
        ...queryAllTexts("td[name=learning]"),
    ];
}

test("a list has the words of the circular of its records", async () => {
    expect(await list([["id", "<", 3]])).toEqual(["Học lực", "Trung bình", "Trung bình"]);
});

test("where circulars are mixed the heading is neutral, the values are not", async () => {
    expect(await list([["id", ">", 1]])).toEqual(["Neutral", "Trung bình", "Đạt", "Enough"]);
});

test("a form names the field and offers what the circular knows", async () => {
    words();
    await mountView({
        type: "form",
        resModel: "school.result",
        resId: 1,
        arch: `<form><group>
            <field name="rules_code" invisible="1"/>
            <field name="learning" widget="circular_value" readonly="1"/>
        </group></form>`,
    });
    expect(queryAllTexts("label")).toEqual(["Học lực"]);
    expect(queryAllTexts(".o_field_widget[name=learning]")).toEqual(["Trung bình"]);
});

test("a card names the field by a widget", async () => {
    words();
    await mountView({
        type: "kanban",
        resModel: "school.result",
        domain: [["id", ">", 2]],
        arch: `<kanban><field name="rules_code"/><templates><t t-name="card">
            <widget name="circular_name" field="learning"/>
            <field name="learning" widget="circular_value"/>
        </t></templates></kanban>`,
    });
    expect(queryAllTexts(".o_kanban_record:not(.o_kanban_ghost) .o_widget")).toEqual([
        "Kết quả học tập:",
        "Neutral:",
    ]);
});
