import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_org_replacement", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('8A'):contains('homeroom') button[name='action_replace']",
            run: "click",
        },
        { trigger: ".modal div[name='teacher_id'] input", run: "edit other_teacher" },
        { trigger: ".o-autocomplete--dropdown-item:contains('other_teacher')", run: "click" },
        { trigger: ".modal button[name='action_replace']", run: "click" },
        {
            content: "the list goes on with the new teacher, the former one has ended",
            trigger: "body:not(:has(.modal)) .o_data_row:contains('8A'):contains('other_teacher')",
        },
        { trigger: ".o_facet_remove", run: "click" },
        { trigger: ".o_data_row:contains('8A'):contains('homeroom'):contains('Ended')" },
    ],
});

registry.category("web_tour.tours").add("school_org_duties", {
    steps: () => [
        { trigger: ".nav-link[name='school']", run: "click" },
        {
            trigger: "div[name='school_duty_ids'] .form-check:contains('Librarian') input:not(:checked)",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
    ],
});

registry.category("web_tour.tours").add("school_org_year", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "div[name='term_ids'] .o_data_row:contains('Học kì II')" },
        { trigger: "button[name='action_fill_holidays']", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Ngày Giỗ Tổ Hùng Vương')" },
        { trigger: ".breadcrumb-item a:contains('2027-2028')", run: "click" },
        { trigger: ".nav-link[name='weeks']", run: "click" },
        { trigger: "div[name='weeks_html'] tr:contains('35')" },
        { trigger: "button[name='action_open']", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Running')" },
    ],
});

registry.category("web_tour.tours").add("school_org_class", {
    steps: () => [
        { trigger: ".o_data_row:contains('8A') td[name='name']", run: "click" },
        { trigger: "div[name='subject_ids'] .o_data_row [name='teacher_names']:contains('teacher')" },
        { trigger: ".nav-link[name='homeroom']", run: "click" },
        { trigger: "div[name='homeroom_ids'] .o_data_row:contains('homeroom')" },
    ],
});
