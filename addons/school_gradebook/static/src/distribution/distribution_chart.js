/* global Chart */
import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

const BELOW = "#c98b2e";
const BETWEEN = "#3c7fb1";
const GOOD = "#3f8f5f";
const COMPARED = ["#7a4fa3", "#b0413e", "#55606a", "#0f7b8a"];

/** Bars of one distribution, with others drawn over it as lines; all in percent of their marks. */
export class DistributionChart extends Component {
    static template = "school_gradebook.DistributionChart";
    static props = {
        labels: Array,
        main: Object,
        others: Array,
        barLabel: String,
        isLevel: { type: Boolean, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [JSON.stringify(this.props)]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    draw() {
        this.chart?.destroy();
        const { labels, main, others } = this.props;
        const lines = others.map((line, i) => ({
            type: "line",
            label: line.label,
            data: shares(line),
            counts: line.bins,
            borderColor: COMPARED[i % COMPARED.length],
            backgroundColor: COMPARED[i % COMPARED.length],
            borderWidth: 2,
            pointRadius: 2,
            tension: 0.3,
        }));
        const bars = {
            type: "bar",
            label: main.label,
            data: shares(main),
            counts: main.bins,
            backgroundColor: this.props.isLevel
                ? [BELOW, BETWEEN, GOOD]
                : labels.map((_, i) => colour(i / labels.length)),
            barPercentage: 1,
            categoryPercentage: 0.9,
        };
        this.chart = new Chart(this.canvas.el, {
            data: { labels, datasets: [...lines, bars] },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: {
                    legend: { display: others.length > 0 },
                    tooltip: {
                        callbacks: {
                            label: ({ dataset, dataIndex, parsed }) =>
                                `${dataset.label}: ${dataset.counts[dataIndex]} (${parsed.y} %)`,
                        },
                    },
                },
                scales: {
                    x: { grid: { display: false } },
                    y: { beginAtZero: true, ticks: { callback: (value) => `${value} %` } },
                },
            },
        });
    }
}

function shares(line) {
    return line.bins.map((count) => (line.count ? Math.round((1000 * count) / line.count) / 10 : 0));
}

/** 5.0 and 8.0 lie on the borders of the steps. */
function colour(place) {
    return place < 0.5 ? BELOW : place < 0.8 ? BETWEEN : GOOD;
}
