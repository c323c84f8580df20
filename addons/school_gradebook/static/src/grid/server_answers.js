import { _t } from "@web/core/l10n/translation";
import { isBlank } from "./parse";

const SESSION_EXPIRED = "odoo.http.SessionExpiredException";

export function isSessionExpired(error) {
    return error.exceptionName === SESSION_EXPIRED;
}

/** Writes what the server says about a batch into the cells of a grid model. */
export class ServerAnswers {
    constructor(model) {
        this.model = model;
        this.rowByStudent = new Map(model.rows.map((row) => [row.studentId, row]));
        this.colByName = new Map(model.columns.map((column, col) => [column.name, col]));
    }

    cellOf({ student_id, column }) {
        return this.rowByStudent.get(student_id)?.cells[column];
    }

    markSending(cells) {
        this._changeStatus(cells, "unsaved", "saving");
    }

    markLost(cells, error) {
        this.model.state.expired = isSessionExpired(error);
        this._changeStatus(cells, "saving", "unsaved");
        this.model.announce(_t("The connection is lost. What you type is kept."), true);
    }

    take(answer) {
        const { model } = this;
        let saved = 0;
        const errors = [];
        for (const result of answer.cells) {
            const cell = this.cellOf(result);
            if (!cell) {
                continue;
            }
            cell.stored = isBlank(result.value) ? null : result.value;
            if (result.status === "conflict") {
                errors.push(this._takeConflict(cell, result));
                continue;
            }
            model.queue.rebase(result, cell.stored);
            if (result.status === "saved" || result.status === "unchanged") {
                saved++;
                if (result.status === "saved") {
                    cell.until = result.until || cell.until;
                    model.changes.noteOwn(result);
                }
                if (cell.status === "saving") {
                    cell.value = cell.stored;
                    model.setStatus(cell, "saved");
                }
            } else {
                errors.push(this._takeRefusal(cell, result));
            }
        }
        for (const [studentId, values] of Object.entries(answer.computed || {})) {
            this._takeComputed(this.rowByStudent.get(Number(studentId)), values);
        }
        Object.assign(model.state, {
            summary: answer.summary || model.state.summary,
            savedAt: saved ? new Date() : model.state.savedAt,
            expired: false,
        });
        if (errors.length) {
            model.announce(errors.join(" "), true);
        } else if (saved) {
            model.announce(_t("Cells saved: %(count)s.", { count: saved }));
        }
    }

    /** The whole batch failed on the server: the cells go back and carry the reason. */
    takeFailure(error, cells) {
        const reason = error.data?.message || error.message;
        const sentences = cells.map((sent) => {
            this.model.queue.rebase(sent, sent.seen);
            return this._takeRefusal(this.cellOf(sent), { ...sent, reason });
        });
        this.model.announce(sentences[0], true);
    }

    _changeStatus(cells, from, to) {
        for (const sent of cells) {
            const cell = this.cellOf(sent);
            if (cell?.status === from && !this.model.queue.has(sent)) {
                cell.status = to;
            }
        }
    }

    _takeConflict(cell, { student_id, column, by, at }) {
        const { model } = this;
        const col = this.colByName.get(column);
        model.queue.drop({ student_id, column });
        const reason = _t("You typed %(mine)s; %(by)s has saved %(theirs)s.", {
            mine: model.format(col, cell.value) || _t("blank"),
            theirs: model.format(col, cell.stored) || _t("blank"),
            by: by || _t("somebody else"),
        });
        Object.assign(cell, { status: "conflict", text: null, reason, by, at });
        return this._named(student_id, col, reason);
    }

    _takeRefusal(cell, { student_id, column, reason }) {
        const { model } = this;
        const col = this.colByName.get(column);
        const sentence = _t("%(value)s was not saved: %(reason)s", {
            value: model.format(col, cell.value) || _t("blank"),
            reason: reason || _t("refused by the server."),
        });
        if (!model.queue.has({ student_id, column })) {
            cell.value = cell.stored;
            model.setStatus(cell, "error");
            cell.reason = sentence;
        }
        return this._named(student_id, col, sentence);
    }

    _named(studentId, col, sentence) {
        return _t("%(pupil)s, %(column)s: %(sentence)s", {
            pupil: this.rowByStudent.get(studentId).name,
            column: this.model.columns[col].label,
            sentence,
        });
    }

    _takeComputed(row, values) {
        for (const [name, value] of Object.entries(values)) {
            if (row?.cells[name]) {
                const known = isBlank(value) ? null : value;
                Object.assign(row.cells[name], { value: known, stored: known });
            }
        }
    }
}
