import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const WIDTH = 600;
const HEIGHT = 800;

/** The portraits of a class, taken one pupil after the other with the phone, and cropped. */
export class PortraitCamera extends Component {
    static template = "school_student.PortraitCamera";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.canvas = useRef("canvas");
        this.file = useRef("file");
        this.display = { controlPanel: {} };
        this.size = { width: WIDTH, height: HEIGHT };
        this.picture = null;
        this.grip = null;
        this.state = useState({ pupils: [], index: 0, zoom: 1, x: 0, y: 0, taken: false, saving: false });
        onWillStart(async () => {
            const { pupils } = await this.orm.call("school.class", "get_portraits", [this.classId]);
            this.state.pupils = pupils;
            this.state.index = Math.max(
                0,
                pupils.findIndex((pupil) => !pupil.has_portrait)
            );
        });
    }

    get classId() {
        return this.props.action.params.class_id;
    }

    get pupil() {
        return this.state.pupils[this.state.index];
    }

    get left() {
        return this.state.pupils.filter((pupil) => !pupil.has_portrait).length;
    }

    get portraitUrl() {
        return `/web/image/school.student/${this.pupil.id}/avatar_256?unique=${this.pupil.saved || 0}`;
    }

    show(index) {
        this.picture = null;
        this.file.el.value = "";
        const count = this.state.pupils.length;
        Object.assign(this.state, { index: (index + count) % count, taken: false });
    }

    async onFile(ev) {
        const [file] = ev.target.files;
        if (!file) {
            return;
        }
        try {
            this.picture = await createImageBitmap(file);
        } catch {
            this.notification.add(
                _t("This file is no picture that can be shown here. Save a HEIC picture as JPEG."),
                { type: "danger" }
            );
            return;
        }
        Object.assign(this.state, { zoom: 1, x: 0, y: 0, taken: true });
        this.draw();
    }

    onZoom(ev) {
        this.state.zoom = Number(ev.target.value);
        this.draw();
    }

    onGrip(ev) {
        ev.target.setPointerCapture(ev.pointerId);
        this.grip = { x: ev.clientX - this.state.x, y: ev.clientY - this.state.y };
    }

    onDrag(ev) {
        if (this.grip) {
            this.state.x = ev.clientX - this.grip.x;
            this.state.y = ev.clientY - this.grip.y;
            this.draw();
        }
    }

    onDrop() {
        this.grip = null;
    }

    /** Draw the picture so that it covers the whole portrait, wherever it is dragged. */
    draw() {
        const { width, height } = this.picture;
        const canvas = this.canvas.el;
        const ratio = WIDTH / (canvas.getBoundingClientRect().width || WIDTH);
        const scale = Math.max(WIDTH / width, HEIGHT / height) * this.state.zoom;
        const [roomX, roomY] = [(width * scale - WIDTH) / 2, (height * scale - HEIGHT) / 2];
        this.state.x = Math.max(-roomX, Math.min(roomX, this.state.x * ratio)) / ratio;
        this.state.y = Math.max(-roomY, Math.min(roomY, this.state.y * ratio)) / ratio;
        const left = -roomX + this.state.x * ratio;
        const top = -roomY + this.state.y * ratio;
        canvas.getContext("2d").drawImage(this.picture, left, top, width * scale, height * scale);
    }

    async save() {
        this.state.saving = true;
        const pupil = this.pupil;
        try {
            const image = this.canvas.el.toDataURL("image/jpeg", 0.92).split(",")[1];
            await this.orm.write("school.student", [pupil.id], { image_1920: image });
        } finally {
            this.state.saving = false;
        }
        pupil.has_portrait = true;
        pupil.saved = (pupil.saved || 0) + 1;
        this.notification.add(_t("Portrait of %s saved.", pupil.name), { type: "success" });
        const next = this.state.pupils.findIndex(
            (other, index) => index > this.state.index && !other.has_portrait
        );
        const first = this.state.pupils.findIndex((other) => !other.has_portrait);
        this.show(next >= 0 ? next : first >= 0 ? first : this.state.index);
    }
}

registry.category("actions").add("school_portrait_camera", PortraitCamera);
