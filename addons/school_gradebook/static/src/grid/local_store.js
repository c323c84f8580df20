/**
 * Unsaved values of one sheet and one user in the browser, so that a closed tab or an empty
 * battery loses nothing. Holds values only, and nothing once all is saved.
 *
 * Each page keeps its values under an own key: two tabs of one sheet do not erase each other's.
 */
export class LocalStore {
    constructor(storage, { userId, model, id, page }) {
        this.storage = storage;
        this.prefix = `school_grid/${userId}/${model}/${id}/`;
        this.key = this.prefix + page;
    }

    /**
     * Take what earlier pages of this sheet left.
     * @returns {{student_id: number, column: string, value: any, seen: any, sent?: any}[]}
     */
    load() {
        const keys = Object.keys(this.storage).filter((key) => key.startsWith(this.prefix));
        return keys.flatMap((key) => {
            const cells = this._read(key);
            this.storage.removeItem(key);
            return cells;
        });
    }

    save(cells) {
        if (!cells.length) {
            this.storage.removeItem(this.key);
            return;
        }
        try {
            this.storage.setItem(this.key, JSON.stringify(cells));
        } catch (error) {
            // A full or forbidden storage: the values stay in memory, and leaving the page warns.
            console.warn("Unsaved marks are kept in memory only", error);
        }
    }

    _read(key) {
        try {
            const cells = JSON.parse(this.storage.getItem(key));
            return Array.isArray(cells) ? cells : [];
        } catch {
            return [];
        }
    }
}
