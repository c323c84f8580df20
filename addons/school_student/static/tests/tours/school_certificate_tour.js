import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_certificate_batch", {
    steps: () => [
        { trigger: ".o_data_row:contains('8A') .o_list_record_selector input", run: "click" },
        { trigger: ".o_cp_action_menus button:contains('Actions')", run: "click" },
        { trigger: ".o-dropdown-item:contains('Certificates of a Class')", run: "click" },
        { trigger: ".modal div[name='student_ids'] .o_tag:contains('Nguyễn An')" },
        { trigger: ".modal div[name='first_number'] input", run: "edit 0012399" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        {
            content: "one after the other, by the pupils' given names",
            trigger: ".o_data_row:eq(1):contains('Trần Bình'):contains('0012400')",
        },
        { trigger: ".o_data_row:contains('Nguyễn An') td[name='student_id']", run: "click" },
        { trigger: "button[name='action_receive']", run: "click" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Received')" },
    ],
});
