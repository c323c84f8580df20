import { press, queryAll, queryOne } from "@odoo/hoot-dom";

export function input(row, col) {
    return `.o_sg_table [data-row="${row}"] > [data-col="${col}"] > :is(input, textarea)`;
}

/** Type a text into the cell that has the focus and go on with a key. */
export async function type(text, key = "Enter") {
    for (const char of text) {
        await press(char);
    }
    await press(key);
}

/** Steps that click a cell and type texts from there down the column. */
export function typeDown(row, col, texts) {
    return [
        { content: `Go to cell ${row}, ${col}`, trigger: input(row, col), run: "click" },
        {
            content: "Type down the column",
            trigger: `[data-row="${row}"] > [data-col="${col}"].o_sg_active > input`,
            async run() {
                for (const text of texts) {
                    await type(text);
                }
            },
        },
    ];
}

export function expectValues(col, texts) {
    const values = queryAll(`tbody [data-col="${col}"] > input`).map(({ value }) => value);
    const shown = values.slice(0, texts.length);
    if (JSON.stringify(shown) !== JSON.stringify(texts)) {
        throw new Error(`Expected ${texts.join(" ")}, found ${shown.join(" ")}`);
    }
}

export const ALL_SAVED = {
    content: "Everything is saved",
    trigger: ".o_sg_save_saved",
};

export function paste(target, text) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    queryOne(target).dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    );
}

/**
 * A line that loses requests: "before" they reach the server, or "after" the server has
 * worked on them, so that only the answer is lost.
 */
export class BadLine {
    constructor() {
        this.lost = null;
        const { open, send } = XMLHttpRequest.prototype;
        const line = this;
        XMLHttpRequest.prototype.open = function (method, url) {
            this.schoolUrl = url;
            return open.apply(this, arguments);
        };
        XMLHttpRequest.prototype.send = function (body) {
            if (!line.lost || !this.schoolUrl.endsWith("/grid_save")) {
                return send.apply(this, arguments);
            }
            const arrived = line.lost === "after" ? line.deliver(this.schoolUrl, body) : null;
            Promise.resolve(arrived).then(() => this.dispatchEvent(new Event("error")));
        };
    }

    deliver(url, body) {
        return fetch(url, {
            method: "POST",
            body,
            headers: { "Content-Type": "application/json" },
        });
    }
}
