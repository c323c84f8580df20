import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_guide_teacher", {
    steps: () => [
        { trigger: ".o_school_guide .o_sgd_item[id='teacher-phan-cong']" },
        {
            content: "Search without the accents",
            trigger: ".o_sgd_search",
            run: "edit phan cong cua minh",
        },
        {
            trigger:
                ".o_sgd_text:not(:has([id='teacher-ngay-kiem-tra'])) [id='teacher-phan-cong'] .o_sgd_path button",
            run: "click",
        },
        {
            content: "The screen itself; its question mark leads back",
            trigger: ".o_action_manager > .o_view_controller",
        },
        { trigger: ".o_sgd_systray", run: "click" },
        { trigger: ".o_school_guide .o_sgd_item[id='teacher-phan-cong']" },
        {
            content: "The search finds in the guides of all own roles",
            trigger: ".o_sgd_search",
            run: "edit tim dong nghiep",
        },
        { trigger: ".o_sgd_text [id='staff-dong-nghiep']" },
        {
            content: "The menu of the user leads to the guide, too, and not to the maker of Odoo",
            trigger: ".o_user_menu button",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu:not(:has([data-menu=odoo_account])) [data-menu=support]",
            run: "click",
        },
        { trigger: ".o_school_guide .o_sgd_item[id='teacher-phan-cong']" },
    ],
});
