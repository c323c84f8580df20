import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

/** The keys and the typing rules of the grid. */
export class HelpDialog extends Component {
    static template = "school_gradebook.HelpDialog";
    static components = { Dialog };
    static props = { close: Function };

    get keys() {
        return [
            ["Enter, Tab", _t("Save and go down the column, then to the next column")],
            ["Shift+Enter, Shift+Tab", _t("Go up the column")],
            ["← ↑ → ↓, Home, End, PgUp, PgDn", _t("Move in the table")],
            ["0–9", _t("Type over the cell; 8,5 and 8.5 are the same")],
            ["F2", _t("Change what stands in the cell")],
            ["Esc", _t("Restore the cell; once more, Tab leaves the table")],
            ["Delete", _t("Empty the selected cells")],
            ["Ctrl+Z, Ctrl+Y", _t("Undo and redo")],
            ["Ctrl+C, Ctrl+V", _t("Copy and paste, also from and to Excel")],
            ["Ctrl+D", _t("Fill the blank cells of the column")],
            ["F8, Shift+F8", _t("Next missing cell; next cell to look at")],
            ["Ctrl+Shift+L", _t("Sort by the column: up, down, order of names")],
            ["Alt+PgUp, Alt+PgDn", _t("Previous and next sheet of the teacher")],
            ["Shift+F2", _t("Show who changed the cell and when")],
            ["Ctrl+Enter", _t("Keep my value where somebody else changed the cell")],
        ];
    }
}
