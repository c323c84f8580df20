import { Component, markup, onMounted, onPatched, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { normalize } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The guide of a role: chapters of steps with pictures; the search finds in all one's own. */
export class SchoolGuide extends Component {
    static template = "school_guide.SchoolGuide";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.menus = useService("menu");
        this.page = useRef("page");
        this.state = useState({ guides: [], code: "", title: "", chapters: [], search: "" });
        this.target = false;
        this.read = {};
        onWillStart(() => this.load(false, this.props.action.params?.screen));
        onMounted(() => this.goToTarget());
        onPatched(() => this.goToTarget());
        this.goToTargetSoon = () => browser.requestAnimationFrame(() => this.goToTarget());
    }

    async load(code, screen) {
        const guide = await this.fetch(code, screen);
        Object.assign(this.state, guide, { search: "" });
        this.target = guide.anchor;
        this.goToTargetSoon();
    }

    async fetch(code, screen) {
        const guide = await this.orm.call("school.guide", "get_guide", [
            code || false,
            screen || false,
        ]);
        for (const item of guide.chapters.flatMap((chapter) => chapter.items)) {
            item.words = plain(`${item.title} ${item.path.join(" ")} ${text(item.html)}`);
            item.html = markup(item.html);
        }
        this.read[guide.code] = guide;
        return guide;
    }

    async onSearch(ev) {
        this.state.search = ev.target.value;
        const missing = this.own.filter((guide) => !this.read[guide.code]);
        if (missing.length && this.state.search) {
            await Promise.all(missing.map((guide) => this.fetch(guide.code)));
            this.render();
        }
    }

    get own() {
        return this.state.guides.filter((guide) => guide.own);
    }

    get others() {
        return this.state.guides.filter((guide) => !guide.own);
    }

    /** Chapters with the items that hold every word of the search, then those of other guides. */
    get chapters() {
        const words = plain(this.state.search).split(/\s+/).filter(Boolean);
        if (!words.length) {
            return this.state.chapters;
        }
        const others = this.own.filter((guide) => guide.code !== this.state.code);
        return [
            ...this.state.chapters,
            ...others.flatMap((guide) =>
                (this.read[guide.code]?.chapters || []).map((chapter) => ({
                    ...chapter,
                    id: `${guide.code}-${chapter.id}`,
                    title: `${guide.title}: ${chapter.title}`,
                }))
            ),
        ]
            .map((chapter) => ({
                ...chapter,
                items: chapter.items.filter((item) =>
                    words.every((word) => item.words.includes(word))
                ),
            }))
            .filter((chapter) => chapter.items.length);
    }

    get pdf() {
        return `/school/guide/${this.state.code}.pdf`;
    }

    open(item) {
        this.menus.selectMenu(item.menu_id);
    }

    jump(chapter) {
        this.target = `guide-${chapter.id}`;
        this.goToTarget();
    }

    goToTarget() {
        const place = this.target && this.page.el?.querySelector(`[id="${this.target}"]`);
        if (place) {
            this.target = false;
            place.scrollIntoView({ block: "start" });
        }
    }
}

/** A text as it is typed without accents; đ is a letter of its own for the browser. */
function plain(text) {
    return normalize(text).replaceAll("đ", "d");
}

function text(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

registry.category("actions").add("school_guide", SchoolGuide);
