import { isBlank } from "./parse";

/** Vietnamese letters in their order (a ă â ... d đ ...), numbers within a text by their size. */
const COLLATOR = new Intl.Collator("vi", { numeric: true });

/** What a click on the head of a column does: up, then down, then the order of the class again. */
export function nextSorting(sorting, name) {
    if (sorting.name !== name) {
        return { name, descending: false };
    }
    return sorting.descending ? { name: null, descending: false } : { name, descending: true };
}

/**
 * The rows in the order of a column. Blanks stand last in both directions, equal values in the
 * order of the class. A column of options goes by the order in which these are listed.
 */
export function sortedRows(rows, column, descending) {
    const direction = descending ? -1 : 1;
    const valueOf = (row) => row.cells[column.name].value;
    return [...rows].sort((left, right) => {
        const [a, b] = [valueOf(left), valueOf(right)];
        const blanks = isBlank(a) - isBlank(b);
        return (
            blanks || (isBlank(a) ? 0 : direction * compare(column, a, b)) || left.place - right.place
        );
    });
}

export function inClassOrder(rows) {
    return [...rows].sort((left, right) => left.place - right.place);
}

function compare(column, a, b) {
    if (column.options?.length) {
        const rank = (value) => column.options.findIndex(([key]) => key === value);
        return rank(a) - rank(b);
    }
    if (typeof a === "number" && typeof b === "number") {
        return a - b;
    }
    return COLLATOR.compare(a, b);
}
