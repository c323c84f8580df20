import { Component, onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { MarkSheet } from "./mark_sheet";

/**
 * Client action: one sheet (marks of a subject, conduct of a class) in the entry grid.
 *
 * Opened with params {model, id}; the address keeps both, so that a reload comes back here.
 */
export class MarkGridAction extends Component {
    static template = "school_gradebook.MarkGridAction";
    static components = { MarkSheet };
    static props = { ...standardActionServiceProps };
    static path = "school-sheet";

    setup() {
        this.orm = useService("orm");
        onWillStart(() => this.load());
    }

    async load() {
        const { params = {}, context = {} } = this.props.action;
        const model = params.sheet_model || params.model || "school.mark.sheet";
        const resId = this.props.resId || params.id || context.active_id;
        this.descriptor = await this.orm.call(model, "grid_open", [[resId]]);
        this.props.updateActionState?.({ resId, sheet_model: model });
        this.env.config?.setDisplayName?.(this.descriptor.title);
    }
}

registry.category("actions").add("school_mark_grid", MarkGridAction);
