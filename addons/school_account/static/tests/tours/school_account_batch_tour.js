import { registry } from "@web/core/registry";

const line = ".o_data_row:contains('Trần Thị Hoa')";

registry.category("web_tour.tours").add("school_account_batch", {
    steps: () => [
        { content: "the login is proposed", trigger: `${line}:contains('hoatt.kd'):contains('No account yet')` },
        { trigger: "button[name='action_make']", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { content: "made, its letter is next", trigger: `${line}:contains('Letter to be made')` },
        { trigger: "button[name='action_print']", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { content: "printed", trigger: `${line}:contains('Letter on its way')` },
        { content: "nobody is left to be made", trigger: ".o_form_view:not(:has(button[name='action_make']))" },
    ],
});
