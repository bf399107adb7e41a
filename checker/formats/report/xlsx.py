"""The report as a workbook: a sheet a section, and one that lists the cases of every number.

Every text is a text and never a formula; the file carries no time of its making.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.exporting.xlsx import MOST_TEXT, new_workbook, sheet_name, width
from checker.formats.report.saying import DEFINITIONS, NOTHING, REMARKS, dated, heading
from checker.model.text import Lang, say
from checker.reporting import Report
from checker.reporting.numbers import Cell, Section, Table

CASES = say("案件", "cases")
SUMMARY = say("概要", "summary")
LIST_HEAD = (
    say("表", "table"),
    say("行", "row"),
    say("列", "column"),
    say("数字", "number"),
    say("案件编号", "case"),
    say("项数", "times"),
)
TEXT_WIDTH = 100
FIRST_COLUMN, OTHER_COLUMNS = 34, 14
MOST_ROWS = 1_048_575
MOST_LINES = 100
"""Cases of one number up to which each has a line of its own."""
TOGETHER = 250
"""Else so many share a line, as far as their cell holds them."""
LOOKED_AT = 2_000
"""Lines whose texts decide how wide a column is."""


def render(report: Report, lang: Lang) -> bytes:
    """The workbook's bytes; the same report gives the same ones."""
    stream = io.BytesIO()
    book = new_workbook(stream)
    sheets = _Sheets(book, lang)
    sheets.summary(report)
    for section in report.sections:
        sheets.section(section)
    sheets.cases(report)
    book.close()
    return stream.getvalue()


class _Sheets:
    def __init__(self, book: Any, lang: Lang) -> None:
        self.book, self.lang = book, lang
        base = {"valign": "top", "font_name": "宋体", "font_size": 11}
        self.plain = book.add_format(base)
        self.wrapped = book.add_format(base | {"text_wrap": True})
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.bold = book.add_format(base | {"bold": True})
        self.head = book.add_format(
            base | {"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True}
        )
        self.number = book.add_format(base | {"num_format": "0"})
        self.share = book.add_format(base | {"num_format": "0.0%"})

    def summary(self, report: Report) -> None:
        """What the numbers are of, what stands out, what they mean."""
        sheet = self.book.add_worksheet(sheet_name(SUMMARY.render(self.lang)))
        sheet.set_column(0, 0, TEXT_WIDTH)
        lines = [(heading(report), self.title), (dated(report), self.wrapped)]
        lines += [(item, self.bold) for item in report.notices]
        lines += [(REMARKS, self.bold), *((item.told, self.wrapped) for item in report.remarks)]
        lines += [(DEFINITIONS, self.bold), *((item, self.wrapped) for item in report.definitions)]
        for row, (told, look) in enumerate(lines):
            sheet.write_string(row, 0, told.render(self.lang), look)

    def section(self, section: Section) -> None:
        """The section's tables, one below the other."""
        sheet = self.book.add_worksheet(sheet_name(section.title.render(self.lang)))
        sheet.set_column(0, 0, FIRST_COLUMN)
        sheet.set_column(
            1, max((len(table.head) for table in section.tables), default=1), OTHER_COLUMNS
        )
        row = 0
        for table in section.tables:
            row = self._table(sheet, row, table) + 1

    def _table(self, sheet: Any, row: int, table: Table) -> int:
        sheet.write_string(row, 0, table.title.render(self.lang), self.title)
        row += 1
        if table.note:
            sheet.write_string(row, 0, table.note.render(self.lang), self.plain)
            row += 1
        for column, told in enumerate(table.head):
            sheet.write_string(row, column, told.render(self.lang), self.head)
        for line in table.rows:
            row += 1
            sheet.write_string(row, 0, line.label.render(self.lang), self.wrapped)
            for column, cell in enumerate(line.cells, 1):
                self._cell(sheet, row, column, cell)
        if not table.rows:
            row += 1
            sheet.write_string(row, 0, NOTHING.render(self.lang), self.plain)
        return row + 1

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell.value, float):
            sheet.write_number(row, column, cell.value, self.share)
        elif isinstance(cell.value, int):
            sheet.write_number(row, column, cell.value, self.number)
        else:
            sheet.write_string(row, column, cell.told.render(self.lang), self.wrapped)

    def cases(self, report: Report) -> None:
        """A line for every case of every number; filter by table, row and column."""
        sheet = self.book.add_worksheet(sheet_name(CASES.render(self.lang)))
        lines = list(self._lines(report))[:MOST_ROWS]
        heads = tuple(told.render(self.lang) for told in LIST_HEAD)
        for place, column in enumerate(zip(heads, *lines[:LOOKED_AT], strict=True)):
            sheet.set_column(place, place, width(map(str, column)))
        for place, told in enumerate(LIST_HEAD):
            sheet.write_string(0, place, told.render(self.lang), self.head)
        for row, line in enumerate(lines, 1):
            for place, text in enumerate(line[:-1]):
                sheet.write_string(row, place, str(text), self.plain)
            sheet.write_number(row, len(line) - 1, line[-1], self.number)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(LIST_HEAD) - 1)

    def _lines(self, report: Report) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Each case of each count once; those of other periods are in those periods' reports."""
        for table in report.tables:
            for row in table.rows:
                label = row.label.render(self.lang)
                for head, cell in zip(table.head[1:], row.listing, strict=True):
                    where = (table.title.render(self.lang), label, head.render(self.lang))
                    told = cell.told.render(self.lang)
                    for cases, times in _gathered(cell.cases if cell.period is None else ()):
                        yield (*where, told, cases, times)


def _gathered(cases: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """A case a line; very many of them some hundred to a line, one below the other in their cell."""
    times = Counter(cases)
    names = list(times)
    step = 1
    if len(names) > MOST_LINES:
        step = min(TOGETHER, MOST_TEXT // (max(map(len, names)) + 1))
    for start in range(0, len(names), step):
        here = names[start : start + step]
        yield "\n".join(here), sum(times[name] for name in here)
