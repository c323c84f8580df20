export const OPEN_PRINTS = [
    { trigger: ".o_cp_action_menus .fa-cog", run: "click" },
    { trigger: ".o-dropdown--menu .dropdown-toggle:contains('Print')", run: "click" },
];

/** Steps that choose a print of the open menu and wait until its file has come. */
export function print(label) {
    return [
        { trigger: `.o-dropdown-item:contains('${label}')`, run: "click" },
        {
            content: "The file has come",
            trigger: "body:not(:has(.modal))",
            async run() {
                const hasCome = ({ name }) => name.endsWith("/report/download");
                while (!performance.getEntriesByType("resource").some(hasCome)) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
            },
        },
        { trigger: "body:not(:has(.modal))" },
    ];
}
