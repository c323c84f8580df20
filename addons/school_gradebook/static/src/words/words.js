import { session } from "@web/session";

/**
 * The words of circulars, see the model school.words.mixin: a record says by its rules_code which
 * circular it is of; what that one does not name keeps the program's own word.
 */

function wordsOf(code) {
    return (session.school_words || {})[code] || { names: {}, labels: {} };
}

/** What the circular of a record calls a field; undefined where it has no name for it. */
export function circularName(record, field) {
    return wordsOf(record.data.rules_code).names[field];
}

/** What the circular of a record calls the values of a field: {value: word}. */
export function circularLabels(record, field) {
    return wordsOf(record.data.rules_code).labels[field] || {};
}

/** What records call a field if they are all of circulars that call it the same. */
export function commonName(records, field) {
    const names = new Set(records.map((record) => circularName(record, field)));
    return names.size === 1 ? [...names][0] : undefined;
}
