import { _t } from "@web/core/l10n/translation";
import { formatValue } from "./parse";

/** Why a typed or pasted text was not taken, in one sentence. */
export function refusal(reason, text, column, decimalPoint) {
    switch (reason) {
        case "format":
            return column.type === "integer"
                ? _t("“%(text)s” is not a whole number.", { text })
                : _t("“%(text)s” is not a mark: type a number, for example 8,5.", { text });
        case "not_a_number":
            return _t("“%(text)s” is a level; this subject is assessed by marks from 0 to 10.", {
                text,
            });
        case "range":
            return rangeMessage(text, column, decimalPoint);
        case "decimals":
            return _t("“%(text)s” has too many decimals: a mark has one, for example 8,5.", {
                text,
            });
        case "not_a_level":
            return _t("“%(text)s” is not a level: type Đ (passed) or CĐ (not passed).", { text });
        case "not_an_option":
            return _t("“%(text)s” is not one of: %(options)s.", {
                text,
                options: (column.options || []).map(([, label]) => label).join(", "),
            });
        case "outside":
            return _t("This is outside the table.");
        case "no_such_name":
            return _t("No pupil of this name is in the class.");
        default:
            return _t("“%(text)s” was not taken.", { text });
    }
}

function rangeMessage(text, column, decimalPoint) {
    const min = column.min ?? 0;
    const max = column.max ?? (column.type === "mark" ? 10 : null);
    if (max === null) {
        return _t("“%(text)s” is too small: the least is %(min)s.", { text, min });
    }
    const written = (bound) => String(bound).replace(".", decimalPoint);
    return _t("“%(text)s” is not between %(min)s and %(max)s.", {
        text,
        min: written(min),
        max: written(max),
    });
}

export function question(values, column, decimalPoint) {
    const [first, second] = values.map((value) => formatValue(column, value, decimalPoint));
    return second
        ? _t("Did you mean %(first)s or %(second)s?", { first, second })
        : _t("Did you mean %(value)s?", { value: first });
}

/** The state of a cell in words, for the status bar and for screen readers. */
export function statusLabel(status) {
    return {
        unsaved: _t("Not saved yet"),
        saving: _t("Saving…"),
        saved: _t("Saved"),
        error: _t("Not saved"),
        invalid: _t("Not saved: to be corrected"),
        ask: _t("Not saved: to be confirmed"),
        conflict: _t("Changed by somebody else"),
    }[status];
}

/** The last day on which a cell is open. */
export function untilLabel(day) {
    return _t("Open until %(day)s", { day });
}
