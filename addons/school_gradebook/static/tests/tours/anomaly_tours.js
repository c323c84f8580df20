import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_unusual_marks", {
    steps: () => [
        {
            content: "Search now",
            trigger: "button[name=action_find]",
            run: "click",
        },
        {
            content: "The case is there",
            trigger: ".o_data_row td[name=evidence]:contains(/2/)",
            run: "click",
        },
        {
            content: "Take it up",
            trigger: "button[name=action_examine]",
            run: "click",
        },
        {
            content: "It is being examined",
            trigger: ".o_arrow_button_current[data-value=examined]",
        },
        { content: "Close it", trigger: "button[name=action_close]", run: "click" },
        {
            content: "What was found out",
            trigger: ".modal div[name=text] textarea",
            run: "edit Đã đối chiếu",
        },
        { content: "Confirm", trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            content: "It is closed",
            trigger: ".o_arrow_button_current[data-value=closed]",
        },
    ],
});
