/** A block of cells as spreadsheets put it on the clipboard: tabs, line ends, doubled quotes. */

export function parseTable(text) {
    const table = [];
    let row = [];
    let field = "";
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n");
    for (let i = 0; i < source.length; i++) {
        const char = source[i];
        if (quoted) {
            if (char !== '"') {
                field += char;
            } else if (source[i + 1] === '"') {
                field += char;
                i++;
            } else {
                quoted = false;
            }
        } else if (char === '"' && field === "" && closesQuote(source, i)) {
            quoted = true;
        } else if (char === "\t") {
            row.push(field);
            field = "";
        } else if (char === "\n") {
            table.push([...row, field]);
            row = [];
            field = "";
        } else {
            field += char;
        }
    }
    if (field !== "" || row.length || !table.length) {
        table.push([...row, field]);
    }
    return table;
}

/** A quote opens a field only where another one closes it before a tab, a line end or the end. */
function closesQuote(source, start) {
    const rest = source.slice(start + 1);
    return /^(?:[^"]|"")*"(?:\t|\n|$)/.test(rest);
}

export function formatTable(table) {
    return table.map((row) => row.map(quote).join("\t")).join("\n");
}

function quote(text) {
    return /["\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
