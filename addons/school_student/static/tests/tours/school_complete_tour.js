import { registry } from "@web/core/registry";

const TAKE = {
    trigger: ".o_school_portrait label.btn",
    run: async ({ anchor }) => {
        const input = anchor.querySelector("input");
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [800, 600];
        const context = canvas.getContext("2d");
        context.fillStyle = "teal";
        context.fillRect(0, 0, 800, 600);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
        const files = new DataTransfer();
        files.items.add(new File([blob], "photo.png", { type: "image/png" }));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    },
};
const SAVE = { trigger: ".o_school_portrait_save:enabled", run: "click" };

const menu = (xmlid) => [
    { trigger: ".o_menu_sections [data-menu-xmlid='school_core.school_menu_pupils']", run: "click" },
    { trigger: `[data-menu-xmlid='${xmlid}']`, run: "click" },
];

registry.category("web_tour.tours").add("school_student_change", {
    steps: () => [
        ...menu("school_student.school_menu_student_change"),
        { trigger: ".o_data_row:contains('Nguyễn An') [name='summary']", run: "click" },
        { trigger: ".o_form_view .o_data_row:contains('12 Trần Phú'):contains('7 Lê Lợi')" },
        { trigger: "button[name='action_accept']", run: "click" },
        { trigger: ".o_form_view:not(:has(button[name='action_accept']:visible))" },
    ],
});

registry.category("web_tour.tours").add("school_student_change_phone", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nguyễn An')", run: "click" },
        { trigger: ".o_form_view .o_kanban_record:contains('7 Lê Lợi'):contains('Changed')" },
        { trigger: ".o_form_view:not(:has(button[name='action_accept']:visible))" },
    ],
});

registry.category("web_tour.tours").add("school_student_portrait_camera", {
    steps: () => [
        ...menu("school_student.school_menu_portrait_batch"),
        { trigger: ".modal button[name='action_camera']", run: "click" },
        { trigger: ".o_school_portrait_name:contains('Nguyễn An')" },
        TAKE,
        SAVE,
        { trigger: ".o_school_portrait_name:contains('Trần Bình')" },
        TAKE,
        SAVE,
        { trigger: ".o_school_portrait_name:contains('Lê Chi')" },
    ],
});
