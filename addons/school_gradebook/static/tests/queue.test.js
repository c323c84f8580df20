import { describe, expect, test } from "@odoo/hoot";
import { SaveQueue } from "@school_gradebook/grid/queue";
import { LocalStore } from "@school_gradebook/grid/local_store";

describe.current.tags("headless");

class Lost extends Error {}

/** A queue whose time and server the test holds in its hands. */
function makeQueue() {
    const log = { batches: [], answers: [], failures: [], stored: null };
    const timers = new Map();
    let now = 0;
    let nextTimer = 1;
    let reply = null;
    const queue = new SaveQueue({
        send: (batch) => {
            log.batches.push(JSON.parse(JSON.stringify(batch)));
            return new Promise((resolve, reject) => (reply = { resolve, reject }));
        },
        isLost: (error) => error instanceof Lost,
        store: { save: (cells) => (log.stored = cells) },
        clock: {
            setTimeout: (action, delay) => {
                timers.set(nextTimer, { action, at: now + delay });
                return nextTimer++;
            },
            clearTimeout: (timer) => timers.delete(timer),
            now: () => now,
        },
        onSending: () => {},
        onLost: () => {},
        onAnswer: (answer) => log.answers.push(answer),
        onFailure: (error, cells) => log.failures.push([error.message, cells.length]),
        onChange: () => {},
    });
    const settle = () => new Promise((resolve) => Promise.resolve().then(() => resolve()));
    return {
        queue,
        log,
        async wait(milliseconds) {
            const end = now + milliseconds;
            for (;;) {
                const due = [...timers]
                    .filter(([, { at }]) => at <= end)
                    .sort((a, b) => a[1].at - b[1].at)[0];
                if (!due) {
                    break;
                }
                timers.delete(due[0]);
                now = due[1].at;
                due[1].action();
            }
            now = end;
            await settle();
        },
        async answer() {
            reply.resolve({ number: log.batches.at(-1).number });
            await settle();
        },
        async lose() {
            reply.reject(new Lost());
            await settle();
        },
        async fail(message) {
            reply.reject(new Error(message));
            await settle();
        },
    };
}

function cell(student_id, value, seen = null) {
    return { student_id, column: "midterm", value, seen };
}

test("a second of quiet sends one batch with the last values", async () => {
    const { queue, log, wait } = makeQueue();
    queue.put([cell(1, 8)]);
    await wait(600);
    queue.put([cell(2, 7)]);
    queue.put([cell(1, 9)]);
    await wait(600);
    expect(log.batches).toHaveLength(0);
    await wait(600);
    expect(log.batches).toEqual([{ number: 1, cells: [cell(1, 9), cell(2, 7)] }]);
});

test("one who types without a pause is saved every five seconds", async () => {
    const { queue, log, wait } = makeQueue();
    for (let i = 0; i < 12; i++) {
        queue.put([cell(i, 8)]);
        await wait(500);
    }
    expect(log.batches).toHaveLength(1);
    expect(log.batches[0].cells).toHaveLength(10);
});

test("a value typed back is not sent", async () => {
    const { queue, log, wait } = makeQueue();
    queue.put([cell(1, 8)]);
    queue.put([cell(1, null)]);
    expect(queue.size).toBe(0);
    await wait(2000);
    expect(log.batches).toHaveLength(0);
});

test("one request at a time; the next sees what the first wrote", async () => {
    const { queue, log, wait, answer } = makeQueue();
    queue.put([cell(1, 8)]);
    await wait(1000);
    queue.put([cell(1, 9)]);
    await wait(5000);
    expect(log.batches).toHaveLength(1);
    await answer();
    await wait(1000);
    expect(log.batches[1]).toEqual({ number: 2, cells: [cell(1, 9, 8)] });
    await answer();
    expect(queue.size).toBe(0);
    expect(log.stored).toEqual([]);
});

test("a lost batch is sent again under its number, later and later, before newer values", async () => {
    const { queue, log, wait, lose, answer } = makeQueue();
    queue.put([cell(1, 8)]);
    await wait(1000);
    await lose();
    expect(queue.isOffline).toBe(true);
    queue.put([cell(2, 7)]);
    await wait(999);
    expect(log.batches).toHaveLength(1);
    await wait(1);
    await lose();
    await wait(1999);
    expect(log.batches).toHaveLength(2);
    await wait(1);
    expect(log.batches[2]).toEqual(log.batches[0]);
    await answer();
    expect(queue.isOffline).toBe(false);
    await wait(1000);
    expect(log.batches[3]).toEqual({ number: 2, cells: [cell(2, 7)] });
});

test("a change to a cell in flight keeps both what was seen and what was sent", async () => {
    const { queue, wait } = makeQueue();
    queue.put([cell(1, 8, 5)]);
    await wait(1000);
    queue.put([cell(1, 9, 8)]);
    expect(queue.entries()).toEqual([{ ...cell(1, 9, 5), sent: 8 }]);
    expect(queue.size).toBe(1);
});

test("an error of the server is reported and not repeated", async () => {
    const { queue, log, wait, fail } = makeQueue();
    queue.put([cell(1, 8)]);
    await wait(1000);
    await fail("No right");
    await wait(60000);
    expect(log.failures).toEqual([["No right", 1]]);
    expect(log.batches).toHaveLength(1);
    expect(queue.size).toBe(0);
});

test("leaving waits for the answer, and is told when there is none", async () => {
    const { queue, answer, lose } = makeQueue();
    expect(await queue.drain()).toBe(true);
    queue.put([cell(1, 8)]);
    const saved = queue.drain();
    await answer();
    expect(await saved).toBe(true);
    queue.put([cell(1, 9, 8)]);
    const lost = queue.drain();
    await lose();
    expect(await lost).toBe(false);
});

test("unsaved values survive in the browser, saved ones leave nothing", () => {
    const storage = Object.create({
        getItem(key) {
            return this[key] ?? null;
        },
        setItem(key, value) {
            this[key] = value;
        },
        removeItem(key) {
            delete this[key];
        },
    });
    const open = (page, userId = 3) =>
        new LocalStore(storage, { userId, model: "school.mark.sheet", id: 7, page });
    const first = open("a");
    first.save([cell(1, 8)]);
    expect(Object.keys(storage)).toEqual(["school_grid/3/school.mark.sheet/7/a"]);
    const second = open("b");
    second.save([cell(2, 7)]);
    second.save([]);
    expect(open("c", 4).load()).toEqual([]);
    storage.setItem("school_grid/3/school.mark.sheet/7/d", "{broken");
    expect(open("c").load()).toEqual([cell(1, 8)]);
    expect(Object.keys(storage)).toEqual([]);
});
