import { Component, xml } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { FormLabel } from "@web/views/form/form_label";
import { ListRenderer } from "@web/views/list/list_renderer";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { circularName, commonName } from "./words";

patch(FormLabel.prototype, {
    get label() {
        return circularName(this.props.record, this.props.fieldName) || this.props.string;
    },
});

patch(ListRenderer.prototype, {
    getActiveColumns() {
        const columns = super.getActiveColumns();
        if (!("rules_code" in this.props.list.activeFields)) {
            return columns;
        }
        const { records } = this.props.list;
        return columns.map((column) => {
            const name = column.type === "field" && commonName(records, column.name);
            return name ? { ...column, label: name } : column;
        });
    },
});

/** The name of a field before its value, as the record's circular has it, for cards. */
export class CircularName extends Component {
    static template = xml`<span><t t-esc="name"/>:</span>`;
    static props = { ...standardWidgetProps, field: { type: String } };

    get name() {
        const { record, field } = this.props;
        return circularName(record, field) || record.fields[field].string;
    }
}

registry.category("view_widgets").add("circular_name", {
    component: CircularName,
    extractProps: ({ attrs }) => ({ field: attrs.field }),
});
