"""Drawings of a report, made at build time: a bar beside a number, lines over the periods.

Both are read in black and white: a line is told by its dashes, its marks and its name at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.pages.html import el, esc
from checker.reporting.numbers import Row, Table

WIDTH, HEIGHT = 720, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 110, 14, 34
APART = 15
"""Names at the lines' ends stand at least so far from each other."""
MOST_NAMED = 14
STEPS = (1, 2, 5)


def bar(number: int, most: int) -> str:
    """A length beside a number that says the same."""
    width = round(100 * number / most, 1) if most else 0
    solid = el("rect", x=0, y=1, width=width, height=8, class_="solid")
    return el(
        "svg", solid, viewBox="0 0 100 10", class_="tousu-bar", preserveAspectRatio="none",
        aria_hidden="true",
    )  # fmt: skip


def lines(table: Table) -> str:
    """A table's drawn columns as a line each over its rows; nothing where there is no course."""
    if len(table.rows) <= 1:
        return ""  # a line has two ends
    columns = [(table.head[1 + n].render("zh"), _values(table.rows, n)) for n in table.drawn]
    most = max(value for _, values in columns for value in values)
    step = _step(most)
    scale = _Scale(len(table.rows), step * max(1, -(-most // step)))
    parts = [*_grid(scale, step), *_names(scale, table.rows), *_courses(scale, columns)]
    told = "、".join(name for name, _ in columns)
    drawing = el(
        "svg", el("title", esc(f"各期的{told}")), "\n".join(parts),
        viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="tousu-course",
    )  # fmt: skip
    inner = el("div", drawing, class_="tousu-scroll", tabindex="0")
    return el("figure", inner, class_="tousu-figure")


class _Scale:
    def __init__(self, number: int, most: int) -> None:
        self.number, self.most = number, most

    def x(self, place: int) -> float:
        return round(LEFT + place * (WIDTH - LEFT - RIGHT) / (self.number - 1), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / self.most, 1)


def _values(rows: Sequence[Row], column: int) -> list[int]:
    values = [row.cells[column].value for row in rows]
    return [value if isinstance(value, int) else 0 for value in values]


def _step(most: int) -> int:
    """The number of things between two lines of the grid: 1, 2, 5, 10 … at most six lines."""
    size = 1
    while True:
        for step in STEPS:
            if most <= 5 * step * size:
                return step * size
        size *= 10


def _grid(scale: _Scale, step: int) -> Iterator[str]:
    for value in range(0, scale.most + 1, step):
        y = scale.y(value)
        yield el("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_="grid")
        yield _text(LEFT - 6, y + 4, str(value), "end", "small")


def _names(scale: _Scale, rows: Sequence[Row]) -> Iterator[str]:
    every = -(-len(rows) // MOST_NAMED)
    for place, row in enumerate(rows):
        if (len(rows) - 1 - place) % every == 0:
            yield _text(scale.x(place), HEIGHT - BOTTOM + 16, row.key, "middle", "small")


def _courses(scale: _Scale, columns: Sequence[tuple[str, list[int]]]) -> Iterator[str]:
    ends = _ends([scale.y(values[-1]) for _, values in columns])
    for number, ((name, values), end) in enumerate(zip(columns, ends, strict=True)):
        points = [(scale.x(place), scale.y(value)) for place, value in enumerate(values)]
        path = " ".join(f"{x},{y}" for x, y in points)
        yield el("polyline", points=path, class_=f"course course{number}")
        yield from (_mark(number, x, y) for x, y in points)
        yield _text(WIDTH - RIGHT + 12, end + 4, f"{name} {values[-1]}", "start", "word")


def _ends(wanted: list[float]) -> list[float]:
    """Where the names stand: at their lines' ends, but not on each other."""
    places = dict.fromkeys(range(len(wanted)), 0.0)
    last = float("-inf")
    for number in sorted(places, key=lambda n: (wanted[n], n)):
        last = places[number] = max(wanted[number], last + APART)
    over = max(0.0, last - (HEIGHT - BOTTOM))
    return [places[number] - over for number in range(len(wanted))]


def _mark(number: int, x: float, y: float) -> str:
    """A disc, a square, a triangle, by line."""
    kind = f"point course{number}"
    if number == 0:
        return el("circle", cx=x, cy=y, r=3.2, class_=kind)
    if number == 1:
        return el("rect", x=round(x - 3, 1), y=round(y - 3, 1), width=6, height=6, class_=kind)
    return el("path", d=f"M{x} {y - 4}L{x + 4} {y + 3}L{x - 4} {y + 3}Z", class_=kind)


def _text(x: float, y: float, text: str, at: str, kind: str) -> str:
    return el("text", esc(text), x=x, y=y, text_anchor=at, class_=kind)
