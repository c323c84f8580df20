import { registry } from "@web/core/registry";

const openPupil = (name, className) => [
    {
        trigger: `.o_group_header:contains('${className}')`,
        run: "click",
    },
    {
        trigger: `.o_data_row:contains('${name}') td[name='family_name']`,
        run: "click",
    },
    { trigger: `.o_form_view h1:has(:value('${name}')), .o_form_view h1:contains('${name}')` },
];

registry.category("web_tour.tours").add("school_people_admission", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "div[name='name'] textarea, div[name='name'] input", run: "edit Đỗ Minh Khôi" },
        { trigger: "div[name='code'] input", run: "edit KHOI1" },
        { trigger: ".nav-link[name='contact']", run: "click" },
        { trigger: "div[name='guardian_ids'] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".o_selected_row [name='name'] input", run: "edit Đỗ Văn Ba" },
        { trigger: ".o_selected_row [name='phone'] input", run: "edit 123" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "a number that cannot be right is refused with the names and the reason",
            trigger: ".modal:contains('Đỗ Văn Ba'):contains('Đỗ Minh Khôi'):contains('123')",
        },
        { trigger: ".modal .btn-primary, .modal .btn-close", run: "click" },
        { trigger: "[name='guardian_ids'] .o_data_row [name='phone']", run: "click" },
        { trigger: ".o_selected_row [name='phone'] input", run: "edit 0912 345 678" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "[name='guardian_ids'] .o_data_row:contains('+84912345678')" },
        { trigger: "button[name='action_move']", run: "click" },
        { trigger: ".modal [name='kind'] select, .modal [name='kind'] input" },
        { trigger: ".modal [name='class_to_id'] input", run: "edit 8A" },
        { trigger: ".ui-menu-item a:contains('8A'), .o-autocomplete--dropdown-item:contains('8A')", run: "click" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".o_form_view:not(:has(.modal)) div[name='class_id']:contains('8A')" },
    ],
});

registry.category("web_tour.tours").add("school_people_homeroom", {
    steps: () => [
        ...openPupil("Nguyễn An", "8A"),
        { trigger: ".nav-link[name='contact']", run: "click" },
        { trigger: "[name='guardian_ids'] .o_data_row:contains('+84987654321')" },
        { trigger: "div[name='street'] input", run: "edit 5 Lê Lợi" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible" },
    ],
});

registry.category("web_tour.tours").add("school_people_teacher", {
    steps: () => [
        ...openPupil("Nguyễn An", "8A"),
        { trigger: ".o_notebook:not(:has(.nav-link[name='contact'])) .nav-link[name='classes']", run: "click" },
        { trigger: "[name='enrollment_ids'] .o_data_row:contains('8A')" },
        { trigger: ".o_form_view:not(:contains('+84'))" },
    ],
});

registry.category("web_tour.tours").add("school_people_homeroom_of_another_class", {
    steps: () => [
        ...openPupil("Lê Chi", "8B"),
        {
            trigger:
                ".o_notebook:not(:has(.nav-link[name='contact'])):not(:has(.nav-link[name='health'])) .nav-link[name='classes']",
            run: "click",
        },
        { trigger: "[name='enrollment_ids'] .o_data_row:contains('8B')" },
        { trigger: ".o_form_view:not(:has(.alert-warning)):not(:contains('Trần Phú'))" },
    ],
});
