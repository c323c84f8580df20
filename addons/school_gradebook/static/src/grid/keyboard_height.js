import { useEffect } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

/**
 * Keep an element above the phone's keyboard, which covers the page without making it smaller.
 */
export function useKeyboardHeight(ref) {
    useEffect(
        (el) => {
            const viewport = browser.visualViewport || window.visualViewport;
            if (!el || !viewport) {
                return;
            }
            const adapt = () => {
                const covered = window.innerHeight - viewport.height - viewport.offsetTop;
                el.style.paddingBottom = covered > 1 ? `${Math.round(covered)}px` : "";
                const active = el.querySelector(".o_sg_active");
                if (covered > 1 && active) {
                    active.scrollIntoView({ block: "nearest", inline: "nearest" });
                }
            };
            viewport.addEventListener("resize", adapt);
            return () => viewport.removeEventListener("resize", adapt);
        },
        () => [ref.el]
    );
}
