import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_monthly_inspection", {
    steps: () => [
        {
            content: "All classes of the month",
            trigger: ".o_data_row td[name=class_id]:contains(8A)",
            run: "click",
        },
        {
            content: "The figures stand above the remark",
            trigger: ".o_form_view div[name=size_end]:contains(3)",
        },
        {
            content: "Write the remark",
            trigger: "div[name=remark] textarea",
            run: "edit Đúng tiến độ",
        },
        { content: "Sign", trigger: "button[name=action_submit]", run: "click" },
        {
            content: "With the own password",
            trigger: ".modal input[type=password]",
            run: "edit vice_academic",
        },
        { content: "Confirm", trigger: ".modal button[name=action_decide]", run: "click" },
        {
            content: "It is signed",
            trigger: ".o_arrow_button_current[data-value=approved]",
        },
    ],
});
