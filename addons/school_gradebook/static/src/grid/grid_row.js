import { isBlank } from "./parse";

/**
 * A pupil's line of the descriptor as the grid keeps it; `place` is his place in the class, `index`
 * the one on screen.
 *
 * A cell is {value, stored, status, text, reason, ask, by, at, until}: `value` is what the teacher
 * sees, `stored` what the server is known to hold, `text` what was typed and not taken, `ask` the
 * values asked about, `until` the last day on which it is open, where that is known.
 */
export function makeRow(row, index, columns, untils) {
    const cells = {};
    columns.forEach(({ name, until }, place) => {
        const value = isBlank(row.values[place]) ? null : row.values[place];
        cells[name] = {
            value,
            stored: value,
            status: "",
            until: untils[row.until]?.[name] || until,
        };
    });
    return {
        index,
        place: index,
        studentId: row.student_id,
        number: index + 1,
        name: [row.family, row.given].filter(Boolean).join(" "),
        family: row.family,
        given: row.given,
        note: row.note || "",
        locks: row.locks || {},
        cells,
        changes: null,
        active: null,
        range: null,
        editing: false,
    };
}
