import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** All cells that the teacher must still look at; a click leads to one. */
export class ProblemsDialog extends Component {
    static template = "school_gradebook.ProblemsDialog";
    static components = { Dialog };
    static props = {
        model: Object,
        onChoose: Function,
        close: Function,
    };

    get problems() {
        const { model } = this.props;
        return model.problems().map(({ row, col }) => ({
            at: { row, col },
            pupil: `${model.rows[row].number}. ${model.rows[row].name}`,
            column: model.columns[col].label,
            text: model.textAt(row, col),
            reason: model.cellAt(row, col).reason,
        }));
    }

    choose(at) {
        this.props.onChoose(at);
        this.props.close();
    }
}
