import { queryAll } from "@odoo/hoot-dom";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_distribution", {
    steps: () => [
        {
            content: "The newest term with marks is chosen",
            trigger: ".o_sd_filters select[name=grade_id]",
        },
        {
            content: "Term 1",
            trigger: ".o_sd_filters select[name=term_id]",
            run: "selectByIndex 0",
        },
        {
            content: "The final marks of five pupils",
            trigger: ".o_sd_cards li:first b:contains(/^5$/)",
        },
        { content: "The bars are drawn", trigger: ".o_sd_chart canvas" },
        {
            content: "Draw the whole school over them",
            trigger: "tr[data-key=school] button",
            run: "click",
        },
        { content: "It is marked", trigger: "tr[data-key=school].o_sd_compared" },
        {
            content: "Steps of one mark",
            trigger: ".o_sd_filters select[name=step]",
            run: "select 10",
        },
        {
            content: "Midterm of one class",
            trigger: ".o_sd_filters select[name=test]",
            run: "select midterm",
        },
        {
            content: "Three pupils of 8A have one",
            trigger: ".o_sd_cards li:first b:contains(/^3$/)",
            run: () => {
                const rows = queryAll(".o_sd_table tbody tr");
                if (rows.length < 3) {
                    throw new Error(`grade, school and class expected, found ${rows.length}`);
                }
            },
        },
    ],
});
