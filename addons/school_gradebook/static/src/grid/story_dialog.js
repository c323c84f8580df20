import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** Who wrote what into a cell, and when: the trail of one mark, newest first. */
export class StoryDialog extends Component {
    static template = "school_gradebook.StoryDialog";
    static components = { Dialog };
    static props = {
        title: String,
        entries: Array,
        close: Function,
    };
}
