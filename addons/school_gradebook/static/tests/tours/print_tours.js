import { registry } from "@web/core/registry";
import { OPEN_PRINTS, print } from "./print_tour_helpers";

registry.category("web_tour.tours").add("school_principal_prints_the_class_book", {
    steps: () => [
        { trigger: ".o_form_view h1:contains('8A'), .o_form_view h1:has(:value('8A'))" },
        ...OPEN_PRINTS,
        ...print("Class Book (A4)"),
    ],
});
