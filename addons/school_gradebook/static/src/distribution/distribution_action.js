import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DistributionChart } from "./distribution_chart";

const MODEL = "school.mark.distribution";
/** Lines of a chart become a tangle beyond this. */
const MOST_COMPARED = 4;

/** The spread of the marks of a test, held against other classes, the school and earlier terms. */
export class DistributionAction extends Component {
    static template = "school_gradebook.DistributionAction";
    static components = { DistributionChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ query: {}, data: null, compared: [] });
        onWillStart(() => this.start());
    }

    async start() {
        this.choices = await this.orm.call(MODEL, "get_choices", []);
        const { params = {}, context = {} } = this.props.action;
        const asked = params.query || context.query || {};
        const { query } = this.state;
        Object.assign(query, { step: 5, class_id: false }, this.choices.start, asked);
        const year = this.choices.years.find((y) => y.terms.some((t) => t.id === query.term_id));
        query.year_id = year ? year.id : false;
        await this.settle();
    }

    /** Keeps the choices consistent with the year, then asks for the figures. */
    async settle() {
        const { query } = this.state;
        keepWithin(query, "term_id", this.terms);
        keepWithin(query, "grade_id", this.grades);
        keepWithin(query, "subject_id", this.subjects);
        if (!this.classes.some((c) => c.id === query.class_id)) {
            query.class_id = false;
        }
        this.state.compared = [];
        if (!query.term_id || !query.subject_id || !query.grade_id) {
            this.state.data = null;
            return;
        }
        const asked = JSON.stringify(query);
        const data = await this.orm.call(MODEL, "get_distribution", [JSON.parse(asked)]);
        if (asked !== JSON.stringify(query)) {
            return;
        }
        // the books of another subject, grade or term have other tests
        keepWithin(query, "test", data.tests.length ? data.tests : [{ id: query.test }]);
        if (asked !== JSON.stringify(query)) {
            await this.settle();
            return;
        }
        this.state.data = data;
    }

    get tests() {
        return this.state.data ? this.state.data.tests : [];
    }

    get terms() {
        const year = this.choices.years.find((y) => y.id === this.state.query.year_id);
        return year ? year.terms : [];
    }

    get classesOfYear() {
        return this.choices.classes.filter((c) => c.year_id === this.state.query.year_id);
    }

    get grades() {
        const here = new Set(this.classesOfYear.map((c) => c.grade_id));
        return this.choices.grades.filter((grade) => here.has(grade.id));
    }

    get classesOfGrade() {
        return this.classesOfYear.filter((c) => c.grade_id === this.state.query.grade_id);
    }

    get subjects() {
        const here = new Set(this.classesOfGrade.flatMap((c) => c.subject_ids));
        return this.choices.subjects.filter((subject) => here.has(subject.id));
    }

    get classes() {
        const { subject_id } = this.state.query;
        return this.classesOfGrade.filter((c) => c.subject_ids.includes(subject_id));
    }

    get main() {
        return this.state.data.lines.find((line) => line.key === this.state.data.main);
    }

    /** Whether levels are shown, and no marks. */
    get isLevel() {
        return Boolean(this.state.data) && !("mean" in this.state.data.figures);
    }

    get others() {
        return this.state.data.lines.filter((line) => this.state.compared.includes(line.key));
    }

    get exportQuery() {
        return encodeURIComponent(JSON.stringify(this.state.query));
    }

    percent(value) {
        return value === null ? "–" : `${this.number(value, 1)} %`;
    }

    /** How many pupils have a level, and their share. */
    levelText(line, count) {
        return line.count ? `${count} (${this.percent((100 * count) / line.count)})` : "–";
    }

    number(value, digits = 2) {
        return value === null ? "–" : formatFloat(value, { digits: [16, digits] });
    }

    targetTexts(target) {
        const of = (promised, reached, digits) => ({
            promised: this.number(promised, digits),
            reached: this.number(reached, 1),
        });
        return [
            _t(
                "From 5.0 up: target %(promised)s %, reached to %(reached)s %",
                of(target.share_pass, target.ratio_pass, 1)
            ),
            _t(
                "From 8.0 up: target %(promised)s %, reached to %(reached)s %",
                of(target.share_good, target.ratio_good, 1)
            ),
            _t(
                "Mean: target %(promised)s, reached to %(reached)s %",
                of(target.mean, target.ratio_mean, 2)
            ),
        ];
    }

    choose(name, value) {
        this.state.query[name] = value;
        return this.settle();
    }

    chooseId(name, ev) {
        return this.choose(name, Number(ev.target.value) || false);
    }

    compare(line) {
        const { compared, data } = this.state;
        if (line.key === data.main) {
            return;
        }
        if (compared.includes(line.key)) {
            compared.splice(compared.indexOf(line.key), 1);
        } else {
            compared.push(line.key);
            compared.splice(0, compared.length - MOST_COMPARED);
        }
    }
}

function keepWithin(query, name, choices) {
    if (!choices.some((choice) => choice.id === query[name])) {
        query[name] = choices.length ? choices[0].id : false;
    }
}

registry.category("actions").add("school_mark_distribution", DistributionAction);
