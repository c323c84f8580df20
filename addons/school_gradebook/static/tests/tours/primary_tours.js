import { registry } from "@web/core/registry";
import { ALL_SAVED, expectValues, input, typeDown } from "./grid_tour_helpers";
import { OPEN_PRINTS, print } from "./print_tour_helpers";

const tours = registry.category("web_tour.tours");

tours.add("school_primary_levels_and_tests", {
    steps: () => [
        { content: "A level and a test in the middle and at the end", trigger: input(0, 3) },
        ...typeDown(0, 0, ["t", "h", "c"]),
        ...typeDown(0, 1, ["9", "10", "0"]),
        ALL_SAVED,
        {
            content: "Levels and whole marks stand as they are written",
            trigger: ".o_sg_is_saved",
            run: () => {
                expectValues(0, ["T", "H", "C"]);
                expectValues(1, ["9", "10", "0"]);
            },
        },
        ...typeDown(0, 2, ["đ"]),
        { content: "Đạt is no level of a subject", trigger: ".o_sg_is_invalid" },
    ],
});

tours.add("school_primary_qualities", {
    steps: () => [
        { content: "The whole class", trigger: input(2, 14) },
        ...typeDown(0, 0, ["t", "đ", "c"]),
        { content: "A competency", trigger: input(0, 14), run: "click" },
        {
            content: "A button enters a level",
            trigger: ".o_sg_bar .o_sg_actions button:contains('Đ')",
            run: "click",
        },
        ALL_SAVED,
        {
            content: "Tốt, Đạt, Cần cố gắng by their letters",
            trigger: ".o_sg_is_saved",
            run: () => expectValues(0, ["T", "Đ", "C"]),
        },
    ],
});

tours.add("school_primary_principal_prints", {
    steps: () => [
        { trigger: ".o_form_view h1:contains('4A'), .o_form_view h1:has(:value('4A'))" },
        ...OPEN_PRINTS,
        {
            content: "The forms of primary school, and no others",
            trigger: ".o-dropdown--menu:not(:contains('Class Book (A4)'))",
        },
        ...print("Class Summary, End of the Year"),
    ],
});
