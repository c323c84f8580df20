import { sameValue } from "./parse";

/** Seconds between two tries while the server cannot be reached. */
const BACK_OFF = [1, 2, 4, 8, 15, 30];
const BATCH_SIZE = 500;
/** Milliseconds without a new value before a batch leaves, and the longest that a value waits. */
const QUIET = 1000;
const LONGEST = 5000;

export function cellKey({ student_id, column }) {
    return `${student_id}/${column}`;
}

/**
 * Changed cells on their way to the server, in numbered batches, one request at a time.
 *
 * A batch whose answer did not arrive is sent again unchanged under its number: the server counts
 * a cell that already holds the wanted value as unchanged, so sending twice does no harm. What is
 * not yet saved is also kept in `store`, from which a reload takes it back.
 *
 * A cell is {student_id, column, value, seen}, `seen` being the stored value that the teacher saw.
 * Callbacks: `send(batch)` returns the answer, `isLost(error)` says whether the server was out of
 * reach; `onSending(cells)`, `onLost(cells)`, `onAnswer(answer)`, `onFailure(error, cells)`,
 * `onChange()`. `clock` has setTimeout, clearTimeout and now.
 */
export class SaveQueue {
    constructor({ send, isLost, store, clock, ...callbacks }) {
        Object.assign(this, { send, isLost, store, clock, callbacks });
        this.pending = new Map();
        this.flying = null;
        this.number = 0;
        this.tries = 0;
        this.busy = false;
        this.timer = null;
        this.since = null;
        this.stopped = false;
        this.waiters = [];
    }

    /** Number of cells that the server has not confirmed. */
    get size() {
        const flying = this.flying?.cells || [];
        return this.pending.size + flying.filter((cell) => !this.has(cell)).length;
    }

    get isOffline() {
        return this.tries > 0;
    }

    has(cell) {
        return this.pending.has(cellKey(cell));
    }

    sentCell(cell) {
        const key = cellKey(cell);
        return this.flying?.cells.find((other) => cellKey(other) === key);
    }

    put(cells) {
        for (const cell of cells) {
            const key = cellKey(cell);
            const sent = this.sentCell(cell);
            const seen = sent ? sent.value : (this.pending.get(key)?.seen ?? cell.seen);
            if (sameValue(cell.value, seen)) {
                this.pending.delete(key);
            } else {
                this.pending.set(key, { ...cell, seen });
            }
        }
        this._changed();
        if (this.pending.size) {
            this.since ??= this.clock.now();
            this._plan(Math.max(0, Math.min(QUIET, this.since + LONGEST - this.clock.now())));
        }
    }

    /** Forget the unsent value of a cell. */
    drop(cell) {
        this.pending.delete(cellKey(cell));
    }

    /** The server now holds `seen`: an unsent value of the cell will be compared with that. */
    rebase(cell, seen) {
        const waiting = this.pending.get(cellKey(cell));
        if (waiting) {
            waiting.seen = seen;
        }
    }

    /** All unsaved cells; `sent` is what was last sent of a cell and may have been stored. */
    entries() {
        const entries = new Map();
        for (const cell of this.flying?.cells || []) {
            entries.set(cellKey(cell), { ...cell, sent: cell.value });
        }
        for (const [key, cell] of this.pending) {
            const sent = entries.get(key);
            entries.set(key, sent ? { ...cell, seen: sent.seen, sent: sent.sent } : cell);
        }
        return [...entries.values()];
    }

    /** Send now what waits; a batch without an answer is sent first and never overtaken. */
    async flush() {
        this._cancel();
        if (this.stopped || this.busy) {
            return;
        }
        if (!this.flying) {
            const cells = [...this.pending.values()].slice(0, BATCH_SIZE);
            if (!cells.length) {
                return;
            }
            cells.forEach((cell) => this.drop(cell));
            this.since = null;
            this.flying = { number: ++this.number, cells };
        }
        await this._send(this.flying);
    }

    /** Resolve to true once all is saved, to false when the server cannot be reached. */
    drain() {
        if (!this.size) {
            return Promise.resolve(true);
        }
        return new Promise((resolve) => {
            this.waiters.push(resolve);
            this.flush();
        });
    }

    stop() {
        this.stopped = true;
        this._cancel();
    }

    async _send(batch) {
        this.busy = true;
        this.callbacks.onSending(batch.cells);
        this._changed();
        let answer, failure;
        try {
            answer = await this.send(batch);
        } catch (error) {
            failure = error;
        }
        this.busy = false;
        if (this.stopped) {
            return;
        }
        if (failure && this.isLost(failure)) {
            this._waitForServer(batch, failure);
            return;
        }
        this.flying = null;
        this.tries = 0;
        if (failure) {
            this.callbacks.onFailure(failure, batch.cells);
        } else {
            this.callbacks.onAnswer(answer);
        }
        this._changed();
        if (this.pending.size) {
            this._plan(this.waiters.length ? 0 : QUIET);
        } else {
            this._wake(true);
        }
    }

    _waitForServer(batch, failure) {
        this.tries++;
        this.callbacks.onLost(batch.cells, failure);
        this._changed();
        this._wake(false);
        this._plan(BACK_OFF[Math.min(this.tries, BACK_OFF.length) - 1] * 1000);
    }

    _changed() {
        this.store.save(this.entries());
        this.callbacks.onChange();
    }

    _wake(result) {
        this.waiters.splice(0).forEach((resolve) => resolve(result));
    }

    _plan(delay) {
        if (this.stopped || this.busy || (this.isOffline && this.timer)) {
            return;
        }
        this._cancel();
        this.timer = this.clock.setTimeout(() => {
            this.timer = null;
            this.flush();
        }, delay);
    }

    _cancel() {
        if (this.timer) {
            this.clock.clearTimeout(this.timer);
            this.timer = null;
        }
    }
}
