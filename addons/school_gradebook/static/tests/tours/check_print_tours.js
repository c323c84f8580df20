import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_check_print", {
    steps: () => [
        {
            content: "The check print of the own sheet",
            trigger: ".o_data_row td[name=class_id]:contains(8A)",
            run: "click",
        },
        {
            content: "Sign the first column",
            trigger: ".o_form_view .o_data_row:first button[name=action_sign]",
            run: "click",
        },
        {
            content: "It is signed",
            trigger: ".o_data_row:first td[name=state] .text-bg-success",
        },
    ],
});
