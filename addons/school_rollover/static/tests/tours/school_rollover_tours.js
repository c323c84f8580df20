import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("school_rollover_principal", {
    steps: () => [
        {
            content: "The steps say what is left",
            trigger: ".o_ss_step[data-code='rollover'] .o_ss_count:contains('5')",
        },
        { trigger: ".o_ss_step[data-code='rollover']", run: "click" },
        { trigger: ".o_data_row .o_data_cell[name='name']", run: "click" },
        { content: "Undecided pupils", trigger: "button[name='action_view_lines']:eq(1)", run: "click" },
        { trigger: ".o_data_row .o_data_cell:contains('Lê Châu')" },
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a:last", run: "click" },
        { trigger: "button[name='action_approve']", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "button[name='action_undo']" },
    ],
});

tours.add("school_rollover_secretary", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name='action_view_lines']:eq(1)", run: "click" },
        { trigger: ".o_data_row:contains('Lê Châu') .o_list_record_selector input", run: "click" },
        { trigger: ".o_control_panel button:contains('Change Outcome or Class')", run: "click" },
        { trigger: ".modal div[name='outcome'] select, .modal div[name='outcome'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Promoted'):first, .modal div[name='outcome'] select", run: "click" },
        { trigger: ".modal div[name='change_reason'] input", run: "edit Hội đồng xét" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_breadcrumb" },
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a:last", run: "click" },
        { trigger: "button[name='action_submit']", run: "click" },
        { trigger: "button[name='action_withdraw']" },
    ],
});
