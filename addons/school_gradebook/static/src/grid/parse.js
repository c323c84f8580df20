/**
 * What a teacher typed, read by the same rules as `rules.parse_mark` on the server.
 *
 * Nothing is cut or guessed: "85" is asked about, "8,55" is refused. The result is exactly one of
 * - {value}: a value of the column, null for blank;
 * - {ask}: the values that may be meant, the likeliest first;
 * - {refused}: "format", "range", "decimals", "not_a_number", "not_a_level", "not_an_option".
 */

const NUMBER = /^(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?$/;
const FORGOTTEN_COMMA = /^(?:0[1-9]|[1-9][0-9]|100)$/;
const WHOLE = /^[0-9]+$/;
const LEVELS = { Đ: 1, D: 1, ĐẠT: 1, CĐ: 0, CD: 0, "CHƯA ĐẠT": 0 };

export function clean(text) {
    return String(text ?? "")
        .normalize("NFC")
        .replace(/[\s\u00a0\u200b-\u200d\ufeff]+/g, " ")
        .trim();
}

/** Letters only in their plain form, to compare names and options ("Đạt" is "dat"). */
export function fold(text) {
    return clean(text)
        .replace(/[ĐÐ]/g, "D")
        .replace(/[đð]/g, "d")
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .toLowerCase();
}

function levelKey(text) {
    // Old keyboards give the Icelandic Ð, which looks the same.
    return text.replace(/Ð/g, "Đ").replace(/ð/g, "đ").toUpperCase();
}

export function parseLevel(text) {
    const level = LEVELS[levelKey(text)];
    return level === undefined ? { refused: "not_a_level" } : { value: level };
}

export function parseMark(text, { min = 0, max = 10, decimals = 1 } = {}) {
    const refused = NUMBER.test(text) ? outOfBounds(text, { min, max, decimals }) : "format";
    if (!refused) {
        return { value: Number(text.replace(",", ".")) };
    }
    const ask = refused === "decimals" ? [] : forgottenComma(text, { min, max, decimals });
    if (ask.length) {
        return { ask };
    }
    return { refused: refused === "format" && levelKey(text) in LEVELS ? "not_a_number" : refused };
}

function outOfBounds(text, { min, max, decimals }) {
    const value = Number(text.replace(",", "."));
    if (value < min || value > max) {
        return "range";
    }
    const [, fraction = ""] = text.split(/[.,]/);
    return fraction.replace(/0+$/, "").length > decimals ? "decimals" : null;
}

/** What digits that are no mark may mean: "85" 8.5; "100" 10; "05" 0.5 or 5. */
function forgottenComma(text, { min, max, decimals }) {
    const digits = text.replace(/\.0$/, "");
    if (decimals !== 1 || !FORGOTTEN_COMMA.test(digits)) {
        return [];
    }
    const meanings = [Number(digits) / 10];
    if (digits.startsWith("0")) {
        meanings.push(Number(digits));
    }
    return meanings.filter((value) => value >= min && value <= max);
}

function parseInteger(text, { min = 0, max = Infinity }) {
    if (!WHOLE.test(text)) {
        return { refused: "format" };
    }
    const value = Number(text);
    return value < min || value > (max ?? Infinity) ? { refused: "range" } : { value };
}

function parseSelection(text, options) {
    const typed = fold(text);
    const labels = options.map(([value, label]) => [value, fold(label)]);
    const exact = labels.filter(([value, label]) => label === typed || String(value) === text);
    const found = exact.length ? exact : labels.filter(([, label]) => label.startsWith(typed));
    return found.length === 1 ? { value: found[0][0] } : { refused: "not_an_option" };
}

export function parseCell(column, raw) {
    if (column.type === "text") {
        const text = String(raw ?? "")
            .normalize("NFC")
            .trim();
        return { value: text || null };
    }
    const text = clean(raw);
    if (!text) {
        return { value: null };
    }
    switch (column.type) {
        case "mark":
            return parseMark(text, {
                min: column.min ?? 0,
                max: column.max ?? 10,
                decimals: column.decimals ?? 1,
            });
        case "level":
            return parseLevel(text);
        case "integer":
            return parseInteger(text, { min: column.min ?? 0, max: column.max });
        case "selection":
            return parseSelection(text, column.options || []);
        default:
            throw new Error(`Unknown type of column: ${column.type}`);
    }
}

/** The value as the school reads it: 8.5 is "8,5" where the comma is the decimal sign. */
export function formatValue(column, value, decimalPoint = ",") {
    if (isBlank(value)) {
        return "";
    }
    if (column.options?.length) {
        const option = column.options.find(([key]) => key === value);
        return option ? option[1] : String(value);
    }
    if (column.type === "mark") {
        return Number(value)
            .toFixed(column.decimals ?? 1)
            .replace(".", decimalPoint);
    }
    return String(value);
}

/** The server writes an empty field as null or false. */
export function isBlank(value) {
    return value === null || value === undefined || value === false || value === "";
}

export function sameValue(left, right) {
    return isBlank(left) ? isBlank(right) : left === right;
}
