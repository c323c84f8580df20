import { localization } from "@web/core/l10n/localization";
import { patch } from "@web/core/utils/patch";

/** How the versions of a staff file write their days. */
const OF_STAFF = "MMM dd, yyyy";

/**
 * One style of dates on every screen: that of the language (30/11/2026), as in the circulars.
 *
 * Whatever Odoo shortens in words ("30 thg 11") it shortens by luxon, here. Months, weekdays and
 * times alone stay as they are.
 */
patch(luxon.DateTime.prototype, {
    toLocaleString(formatOpts = luxon.DateTime.DATE_SHORT, opts = {}) {
        const isDay = formatOpts.day && formatOpts.month && !formatOpts.weekday;
        if (!isDay || !this.isValid) {
            return super.toLocaleString(formatOpts, opts);
        }
        const time = formatOpts.hour ? ` HH:mm${formatOpts.second ? ":ss" : ""}` : "";
        return this.toFormat(`${localization.dateFormat}${time}`);
    },
    toFormat(format, opts) {
        return super.toFormat(format === OF_STAFF ? localization.dateFormat : format, opts);
    },
});
