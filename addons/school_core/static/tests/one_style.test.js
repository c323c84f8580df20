import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, mockDate, test } from "@odoo/hoot";
import {
    defineModels,
    defineParams,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const { DateTime } = luxon;

class Paper extends models.Model {
    day = fields.Date();
    at = fields.Datetime();
    _records = [{ id: 1, day: "2026-11-03", at: "2026-11-03 01:05:00" }];
}

defineModels([Paper]);
defineParams({ lang: "vi_VN", lang_parameters: { date_format: "%d/%m/%Y" } });

test("a list and a form write dates with digits and the year", async () => {
    mockDate("2026-11-22 10:00:00", +7);
    await mountView({
        type: "list",
        resModel: "paper",
        arch: `<list><field name="day"/><field name="at"/></list>`,
    });
    expect("td[name=day]").toHaveText("03/11/2026");
    expect("td[name=at]").toHaveText("03/11/2026 08:05");
});

test("so does a kanban card", async () => {
    mockDate("2026-11-22 10:00:00", +7);
    await mountView({
        type: "kanban",
        resModel: "paper",
        arch: `<kanban><templates><t t-name="card"><field name="day"/></t></templates></kanban>`,
    });
    expect(".o_kanban_record:first").toHaveText("03/11/2026");
});

test("the versions of a staff file write their days like this as well", async () => {
    await mountView({ type: "list", resModel: "paper", arch: `<list><field name="day"/></list>` });
    expect(DateTime.fromISO("2026-11-03").toFormat("MMM dd, yyyy")).toBe("03/11/2026");
});

test("what is no day keeps its words", async () => {
    const day = DateTime.fromISO("2026-11-03T14:05:09", { locale: "en" });
    expect(day.toLocaleString(DateTime.TIME_24_SIMPLE)).toBe("14:05");
    expect(day.toLocaleString({ month: "long" })).toBe("November");
    expect(DateTime.invalid("none").toLocaleString(DateTime.DATE_MED)).toBe("Invalid DateTime");
});
