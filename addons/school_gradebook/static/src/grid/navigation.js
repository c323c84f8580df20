/** Where keys lead in a grid. A position is {row, col}; all functions are pure. */

function clamp(value, last) {
    return Math.max(0, Math.min(last, value));
}

/**
 * The position that an arrow, Home, End, PageUp or PageDown leads to; null for another key.
 * @param {{row: number, col: number}} position
 * @param {{key: string, ctrl?: boolean}} press
 * @param {{rows: number, cols: number, page?: number}} size
 */
export function move({ row, col }, { key, ctrl = false }, { rows, cols, page = 10 }) {
    const lastRow = rows - 1;
    const lastCol = cols - 1;
    switch (key) {
        case "ArrowUp":
            return { row: ctrl ? 0 : clamp(row - 1, lastRow), col };
        case "ArrowDown":
            return { row: ctrl ? lastRow : clamp(row + 1, lastRow), col };
        case "ArrowLeft":
            return { row, col: ctrl ? 0 : clamp(col - 1, lastCol) };
        case "ArrowRight":
            return { row, col: ctrl ? lastCol : clamp(col + 1, lastCol) };
        case "Home":
            return { row: ctrl ? 0 : row, col: 0 };
        case "End":
            return { row: ctrl ? lastRow : row, col: lastCol };
        case "PageUp":
            return { row: clamp(row - page, lastRow), col };
        case "PageDown":
            return { row: clamp(row + page, lastRow), col };
        default:
            return null;
    }
}

/**
 * The next open cell down the column, then at the top of the next column (backwards: up, then at
 * the bottom of the column before); null at the end of the grid.
 * @param {1|-1} direction
 * @param {(row: number, col: number) => boolean} isOpen
 */
export function nextInColumn({ row, col }, direction, { rows, cols }, isOpen) {
    let place = col * rows + row + direction;
    for (; place >= 0 && place < rows * cols; place += direction) {
        const next = { row: place % rows, col: Math.floor(place / rows) };
        if (isOpen(next.row, next.col)) {
            return next;
        }
    }
    return null;
}

/** The rectangle between two corners. */
export function rectangle(from, to) {
    return {
        top: Math.min(from.row, to.row),
        bottom: Math.max(from.row, to.row),
        left: Math.min(from.col, to.col),
        right: Math.max(from.col, to.col),
    };
}

export function cellsOf({ top, bottom, left, right }) {
    const cells = [];
    for (let row = top; row <= bottom; row++) {
        for (let col = left; col <= right; col++) {
            cells.push({ row, col });
        }
    }
    return cells;
}
