/** What mouse and finger do in a MarkGrid. */
export class GridMouse {
    constructor(grid) {
        this.grid = grid;
        this.dragging = false;
    }

    positionOf(ev) {
        const cell = ev.target.closest("[data-col]");
        return (
            cell && { row: Number(cell.parentElement.dataset.row), col: Number(cell.dataset.col) }
        );
    }

    onMousedown(ev) {
        const { grid } = this;
        const at = this.positionOf(ev);
        if (!at || ev.button !== 0) {
            return;
        }
        const hasFocus = document.activeElement === grid.inputAt(at);
        if (grid.isCursor(at) && hasFocus && !ev.shiftKey) {
            if (grid.draft === null && ev.sourceCapabilities?.firesTouchEvents) {
                grid.editCaret();
                ev.preventDefault();
            }
            return;
        }
        ev.preventDefault();
        this.dragging = !ev.shiftKey;
        grid.goTo(at, { extend: ev.shiftKey });
    }

    onMouseover(ev) {
        if (!this.dragging || !(ev.buttons & 1)) {
            this.dragging = false;
            return;
        }
        const at = this.positionOf(ev);
        if (at && this.grid.draft === null && !this.grid.isCursor(at)) {
            this.grid.goTo(at, { extend: true });
        }
    }

    onDblclick(ev) {
        if (this.positionOf(ev) && this.grid.draft === null) {
            this.grid.editCaret();
        }
    }
}
