import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("school_principal_prints_the_class_book", {
    steps: () => [
        { trigger: ".o_form_view h1:contains('8A'), .o_form_view h1:has(:value('8A'))" },
        { trigger: ".o_cp_action_menus .fa-cog", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-toggle:contains('Print')", run: "click" },
        { trigger: ".o-dropdown-item:contains('Class Book (A4)')", run: "click" },
        {
            content: "The file has come",
            trigger: "body:not(:has(.modal))",
            timeout: 30000,
            async run() {
                const hasCome = ({ name }) => name.endsWith("/report/download");
                while (!performance.getEntriesByType("resource").some(hasCome)) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
            },
        },
        { trigger: "body:not(:has(.modal))" },
    ],
});
