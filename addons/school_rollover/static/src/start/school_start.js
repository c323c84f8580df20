import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The guided start of a school year: ordered steps, what is left of each and who does it. */
export class SchoolStart extends Component {
    static template = "school_rollover.SchoolStart";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ steps: [], years: [], year_id: false, school: "" });
        onWillStart(() => this.load());
    }

    async load(yearId) {
        Object.assign(
            this.state,
            await this.orm.call("school.start.step", "get_start", [yearId || false])
        );
    }

    get progress() {
        const { steps } = this.state;
        return _t("%(done)s of %(total)s steps done", {
            done: steps.filter((step) => step.done).length,
            total: steps.length,
        });
    }

    count(step) {
        if (step.done) {
            return _t("Done");
        }
        return step.total
            ? _t("%(left)s of %(total)s left", { left: step.left, total: step.total })
            : _t("To do");
    }

    percent(step) {
        if (step.done) {
            return 100;
        }
        return step.total ? Math.max(0, Math.round((1 - step.left / step.total) * 100)) : 0;
    }

    who(step) {
        return step.who.join(", ");
    }

    open(step) {
        if (step.action) {
            this.action.doAction(step.action);
        }
    }
}

registry.category("actions").add("school_start", SchoolStart);
