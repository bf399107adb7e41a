"""The report in a terminal: sentences, then each table with columns aligned for Chinese too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from checker.formats.inert import visible
from checker.formats.report.saying import DEFINITIONS, NOTHING, REMARKS, dated, heading
from checker.model.text import Lang
from checker.reporting import Report
from checker.reporting.numbers import Row, Table

GAP = 2


def render(report: Report, lang: Lang, *, cases: bool = False) -> bytes:
    """The whole report; with `cases` the cases of each number are listed below its table."""
    return ("\n".join(_lines(report, lang, cases=cases)) + "\n").encode()


def _lines(report: Report, lang: Lang, *, cases: bool) -> Iterator[str]:
    yield visible(heading(report).render(lang))
    yield dated(report).render(lang)
    yield from (f"! {visible(item.render(lang))}" for item in report.notices)
    yield ""
    yield REMARKS.render(lang)
    yield from (f"- {visible(item.told.render(lang))}" for item in report.remarks)
    for table in report.tables:
        yield from _table(table, lang)
        if cases:
            yield from _cases(table, lang)
    yield ""
    yield DEFINITIONS.render(lang)
    yield from (f"- {item.render(lang)}" for item in report.definitions)


def _table(table: Table, lang: Lang) -> Iterator[str]:
    yield ""
    yield visible(table.title.render(lang))
    if not table.rows:
        yield f"  {NOTHING.render(lang)}"
        return
    head = [visible(item.render(lang)) for item in table.head]
    rows = [_cells(row, lang) for row in table.rows]
    widths = [max(map(columns, column)) for column in zip(head, *rows, strict=True)]
    for line in (head, *rows):
        yield "  " + _aligned(line, widths)
    if table.note:
        yield f"  {visible(table.note.render(lang))}"


def _cells(row: Row, lang: Lang) -> list[str]:
    return [visible(told.render(lang)) for told in (row.label, *(cell.told for cell in row.cells))]


def _cases(table: Table, lang: Lang) -> Iterator[str]:
    """One line a number: where it stands, what it is, its cases."""
    for row in table.rows:
        for head, cell in zip(table.head[1:], row.cells, strict=True):
            if cell.cases:
                where = f"{row.label.render(lang)} · {head.render(lang)} {cell.told.render(lang)}"
                yield visible(f"    {where}: {' '.join(cell.cases)}".rstrip())


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The first column to the left, numbers to the right."""
    first = cells[0] + " " * (widths[0] - columns(cells[0]))
    rest = (
        " " * (wide + GAP - columns(cell)) + cell
        for cell, wide in zip(cells[1:], widths[1:], strict=True)
    )
    return (first + "".join(rest)).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
