/**
 * The teacher's own actions, to take them back. An action is a list of
 * {student_id, column, before, after}; the grid applies what `undo` and `redo` return.
 */
export class History {
    constructor(limit = 200) {
        this.limit = limit;
        this.done = [];
        this.undone = [];
    }

    record(action) {
        if (action.length) {
            this.done.push(action);
            this.done.splice(0, this.done.length - this.limit);
            this.undone = [];
        }
    }

    /** The changes that take the last action back, as {student_id, column, from, to}; null if none. */
    undo() {
        const action = this.done.pop();
        if (!action) {
            return null;
        }
        this.undone.push(action);
        return action.map(({ before, after, ...key }) => ({ ...key, from: after, to: before }));
    }

    redo() {
        const action = this.undone.pop();
        if (!action) {
            return null;
        }
        this.done.push(action);
        return action.map(({ before, after, ...key }) => ({ ...key, from: before, to: after }));
    }
}
