import { registry } from "@web/core/registry";

function fill(previous, next) {
    return [
        {
            content: "the present password",
            trigger: "form.o_school_renew input[name='old_password']",
            run: `edit ${previous}`,
        },
        { content: "a new one", trigger: "input[name='new_password']", run: `edit ${next}` },
        {
            content: "the new one, once more",
            trigger: "input[name='confirm_password']",
            run: `edit ${next}`,
        },
        {
            content: "change it",
            trigger: "form.o_school_renew button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
    ];
}

registry.category("web_tour.tours").add("school_account_renew", {
    steps: () => [
        {
            content: "log in with the password that was given out",
            trigger: ".oe_login_form input[name='password']",
            run: "edit Hoc-tap-2026",
        },
        {
            content: "log in",
            trigger: ".oe_login_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "nothing but the page that asks for another password",
            trigger: "body:not(:has(.o_main_navbar)) form.o_school_renew .alert-warning",
        },
        ...fill("Hoc-tap-2026", "abcdefgh"),
        {
            content: "a weak password is refused",
            trigger: "form.o_school_renew .alert-danger",
        },
        ...fill("Hoc-tap-2026", "Tuyet-mat-1"),
        {
            content: "and on to where the teacher was going",
            trigger: ".o_main_navbar",
        },
    ],
});
