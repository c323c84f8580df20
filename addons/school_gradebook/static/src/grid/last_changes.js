import { reactive } from "@odoo/owl";
import { user } from "@web/core/user";

const { DateTime } = luxon;
/** As the server writes the moments of the trail. */
const FORMAT = "HH:mm dd/MM/yyyy";

/**
 * Who changed each cell last, and when, shown on demand: nothing is asked of the server before.
 *
 * `row.changes` is null while hidden, else {column: {by, at}, last: {by, at, column}}.
 */
export class LastChanges {
    constructor(model) {
        this.model = model;
        this.state = reactive({ shown: false });
    }

    /** @param {{student_id: number, column: string, by: string, at: string}[]} changes oldest first */
    show(changes) {
        for (const row of this.model.rows) {
            row.changes = {};
        }
        changes.forEach((change) => this._note(change));
        this.state.shown = true;
    }

    hide() {
        for (const row of this.model.rows) {
            row.changes = null;
        }
        this.state.shown = false;
    }

    /** The user has just saved a cell. */
    noteOwn({ student_id, column }) {
        if (this.state.shown) {
            const at = DateTime.now().setZone("Asia/Ho_Chi_Minh").toFormat(FORMAT);
            this._note({ student_id, column, by: user.name, at });
        }
    }

    _note({ student_id, column, by, at }) {
        const row = this.model.answers.rowByStudent.get(student_id);
        if (row && column in row.cells) {
            row.changes = { ...row.changes, [column]: { by, at }, last: { by, at, column } };
        }
    }
}
