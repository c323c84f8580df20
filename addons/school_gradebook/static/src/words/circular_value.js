import { registry } from "@web/core/registry";
import { BadgeField, badgeField } from "@web/views/fields/badge/badge_field";
import { SelectionField, selectionField } from "@web/views/fields/selection/selection_field";
import { circularLabels } from "./words";

/** A value in the words of the record's circular; what it does not know cannot be chosen. */
export class CircularValue extends SelectionField {
    get options() {
        const labels = circularLabels(this.props.record, this.props.name);
        const known = Object.keys(labels);
        const chosen = this.props.record.data[this.props.name];
        return super.options
            .filter(([value]) => !known.length || known.includes(value) || value === chosen)
            .map(([value, label]) => [value, labels[value] || label]);
    }
}

export class CircularBadge extends BadgeField {
    get formattedValue() {
        const { record, name } = this.props;
        return circularLabels(record, name)[record.data[name]] || super.formattedValue;
    }
}

registry.category("fields").add("circular_value", { ...selectionField, component: CircularValue });
registry.category("fields").add("circular_badge", { ...badgeField, component: CircularBadge });
