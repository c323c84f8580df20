/**
 * Unsaved values of one sheet and one user in the browser, so that a closed tab or an empty
 * battery loses nothing. Holds values only, and nothing once all is saved.
 */
export class LocalStore {
    constructor(storage, { userId, model, id }) {
        this.storage = storage;
        this.key = `school_grid/${userId}/${model}/${id}`;
    }

    /** @returns {{student_id: number, column: string, value: any, seen: any, sent?: any}[]} */
    load() {
        try {
            const cells = JSON.parse(this.storage.getItem(this.key) || "[]");
            return Array.isArray(cells) ? cells : [];
        } catch {
            return [];
        }
    }

    save(cells) {
        if (!cells.length) {
            this.storage.removeItem(this.key);
            return;
        }
        try {
            this.storage.setItem(this.key, JSON.stringify(cells));
            this.failed = false;
        } catch {
            // A full or forbidden storage: the values stay in memory and the page warns on leaving.
            this.failed = true;
        }
    }
}
