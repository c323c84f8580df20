# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The page of absences of a month as a drawing, in millimetres.

As a table it is 40 cells a pupil, and WeasyPrint lays out every one of them: the pages of the
months took a class as long as all its subjects. Drawn, a grid is a few lines, and a column of names
is one block of text.
"""

#: Millimetres of the drawing on A4 between its margins; on A3 all is larger by the same factor.
WIDTH = 270
SCALES = {"a4": 1, "a3": 1.435}
#: Room for the rows between the head of the page and the signatures.
ROWS_HEIGHT = 140
HIGHEST_ROW = 4.6
MOST_ROWS = 46
HEAD_HEIGHT = 4.2
NUMBER_WIDTH, NAME_WIDTH, TOTAL_WIDTH = (8.5, 47, 8)
MARGIN = 0.7
#: Half of the strongest line, which is not to be cut off.
EDGE = 0.25
#: How much lower than the middle of its row a text looks right, for the marks above its letters.
SINK = 0.5
#: Letters of the font's size that fit into the column of names.
NAME_LETTERS = 34
FONT_SIZE = 2.5
STRONG_EVERY = 5


def drawings(month, names, paper="a4"):
    """Return the drawings of a month of ``school.class.book``, one a page of paper.

    :param names: names of the pupils in the order of the month's rows
    :return: for each "box" and "style" of the SVG, "off" (grey rectangles), "thin" and "strong"
        (paths), "heads" and "letters" (x, y, text), "blocks" (style and text of a column, a line a
        pupil)
    """
    rows = list(zip(names, month["rows"], strict=True))
    pages = max(1, -(-len(rows) // MOST_ROWS))
    size = -(-len(rows) // pages) or 1
    return [
        _drawing(month["days"], rows[start : start + size], start, SCALES[paper])
        for start in range(0, max(len(rows), 1), size)
    ]


def _drawing(days, rows, start, scale):
    height = min(HIGHEST_ROW, ROWS_HEIGHT / max(len(rows), 1))
    day_width = (WIDTH - NUMBER_WIDTH - NAME_WIDTH - 3 * TOTAL_WIDTH) / len(days)
    left = NUMBER_WIDTH + NAME_WIDTH
    right = left + day_width * len(days)
    top = 2 * HEAD_HEIGHT
    bottom = top + height * len(rows)
    row_lines = [top + height * place for place in range(len(rows))]
    return {
        "box": f"{-EDGE} {-EDGE} {WIDTH + 2 * EDGE} {bottom + 2 * EDGE:.2f}",
        "style": f"width: {(WIDTH + 2 * EDGE) * scale:.2f}mm;"
        f" height: {(bottom + 2 * EDGE) * scale:.2f}mm",
        "font_size": FONT_SIZE,
        "off": [*_off_heads(days, left, day_width, top), *_off(rows, left, day_width, top, height)],
        "thin": _path(
            [
                *((x, 0, x, bottom) for x in (0, NUMBER_WIDTH, WIDTH)),
                *((left + day_width * n, 0, left + day_width * n, bottom) for n in range(32)),
                *(
                    (right + TOTAL_WIDTH * n, HEAD_HEIGHT, right + TOTAL_WIDTH * n, bottom)
                    for n in (1, 2)
                ),
                *((0, y, WIDTH, y) for y in (0, bottom, *row_lines)),
                (left, HEAD_HEIGHT, WIDTH, HEAD_HEIGHT),
            ]
        ),
        "strong": _path(
            (0, y, WIDTH, y)
            for number, y in enumerate(row_lines, start)
            if number > start and number % STRONG_EVERY == 0
        ),
        "heads": [
            *(
                (left + day_width * (place + 0.5), line, text)
                for place, day in enumerate(days)
                for line, text in (
                    (HEAD_HEIGHT * 0.72, place + 1),
                    (HEAD_HEIGHT * 1.72, day["weekday"]),
                )
            ),
            (NUMBER_WIDTH / 2, HEAD_HEIGHT * 1.2, "Số TT"),
            (NUMBER_WIDTH + NAME_WIDTH / 2, HEAD_HEIGHT * 1.2, "Họ và tên"),
            (right + TOTAL_WIDTH * 1.5, HEAD_HEIGHT * 0.72, "Số buổi nghỉ"),
            *(
                (right + TOTAL_WIDTH * (place + 0.5), HEAD_HEIGHT * 1.72, text)
                for place, text in enumerate(("TS", "P", "K"))
            ),
        ],
        "letters": [
            (left + day_width * (day + 0.5), top + height * (place + 0.73), cell["text"])
            for place, (_name, row) in enumerate(rows)
            for day, cell in enumerate(row["cells"])
            if cell["text"]
        ],
        "blocks": [
            {
                "style": f"left: {(x + EDGE) * scale:.2f}mm; top: {(top + SINK) * scale:.2f}mm;"
                f" width: {width * scale:.2f}mm; line-height: {height * scale:.3f}mm;"
                f" font-size: {min(size, height * 0.8) * scale:.2f}mm; text-align: {align}",
                "lines": "\n".join(lines),
            }
            for x, width, align, size, lines in _columns(rows, start, right)
        ],
    }


def _columns(rows, start, right):
    """Yield (x, width, alignment, font size, lines) of the columns of text."""
    names = [name for name, _row in rows]
    longest = max([NAME_LETTERS, *map(len, names)])
    numbers = [str(number) for number in range(start + 1, start + 1 + len(rows))]
    yield 0, NUMBER_WIDTH, "center", FONT_SIZE, numbers
    name_size = FONT_SIZE * NAME_LETTERS / longest
    yield NUMBER_WIDTH + MARGIN, NAME_WIDTH - MARGIN, "left", name_size, names
    for place in range(3):
        totals = [str(row["totals"][place]) for _name, row in rows]
        yield right + TOTAL_WIDTH * place, TOTAL_WIDTH, "center", FONT_SIZE, totals


def _off_heads(days, left, day_width, top):
    for place, day in enumerate(days):
        if day["off"]:
            yield left + day_width * place, 0, day_width, top


def _off(rows, left, day_width, top, height):
    """Yield the grey rectangles: days off, each as long as it goes down a column."""
    for day in range(len(rows[0][1]["cells"]) if rows else 0):
        first = None
        for place, is_off in enumerate([*(row["cells"][day]["off"] for _name, row in rows), False]):
            if is_off and first is None:
                first = place
            elif not is_off and first is not None:
                x, y = left + day_width * day, top + height * first
                yield x, y, day_width, height * (place - first)
                first = None


def _path(lines):
    """Return the path of an SVG that draws the lines (x1, y1, x2, y2)."""
    return " ".join(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" for x1, y1, x2, y2 in lines)
