"""XLSX: a sheet a table, header frozen and filtered, every text a text and never a formula.

The same tables give the same bytes: the file carries no time of its making. XML knows one line
end: what ended a line with a carriage return ends it with a line feed.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import xlsxwriter

from checker.exporting.table import Cell, Kind, Table, Unholdable, too_long
from checker.model.text import Lang, say

MOST_TEXT = 32_767
"""Characters in one cell."""
MOST_ROWS = 1_048_575
"""Rows below the header."""
MOST_NAME = 31
NARROWEST, WIDEST = 8, 48
LOOKED_AT = 200
"""Rows whose texts decide how wide a column is."""
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "integer": {"num_format": "0"},
    "number": {"num_format": "#,##0.00##"},
    "share": {"num_format": "0.0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}
_HEADER = {"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True, "valign": "top"}


def render(tables: Iterable[Table], lang: Lang) -> bytes:
    """The tables as one workbook.

    Raises `Unholdable` for a text or a table that is longer than the format allows.
    """
    stream = io.BytesIO()
    book = new_workbook(stream)
    for table in tables:
        _sheet(book, table, lang)
    book.close()
    return stream.getvalue()


def new_workbook(stream: io.BytesIO) -> Any:
    """An empty workbook that takes text for text and has no time of its own."""
    literal = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **literal})
    book.set_properties({"created": CREATED})
    return book


def sheet_name(title: str) -> str:
    """A title as a name that a sheet may have."""
    return _NOT_IN_NAMES.sub("_", title).strip("'")[:MOST_NAME] or "_"


def _sheet(book: Any, table: Table, lang: Lang) -> None:
    if len(table.rows) > MOST_ROWS:
        raise Unholdable(
            say("“{t}”超过 {n} 行", "{t} has more than {n} rows", t=table.title(lang), n=MOST_ROWS)
        )
    sheet = book.add_worksheet(sheet_name(table.title(lang)))
    formats = [
        book.add_format(_FORMATS[column.kind] | {"valign": "top"}) for column in table.columns
    ]
    header = book.add_format(_HEADER)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title(lang), header)
        cells = (row[place] for row in islice(table.rows, LOOKED_AT))
        sheet.set_column(place, place, width([column.title(lang), *cells]), formats[place])
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MOST_TEXT:
                raise too_long(table, number, table.columns[place], MOST_TEXT)
            _write(sheet, number, place, cell, formats[place])
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell.replace("\r\n", "\n").replace("\r", "\n"), look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    elif cell is not None and _exact(cell):
        sheet.write_number(row, column, cell, look)
    elif cell is not None:
        sheet.write_string(row, column, str(cell), look)


def _exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet's floating point shows the number as it is."""
    return Decimal(repr(float(number))) == number


def width(cells: Iterable[Cell]) -> int:
    """How wide a column is for these cells, in digits; a Chinese character counts as two."""
    widest = max((_columns(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(widest + 2, NARROWEST), WIDEST)


def _columns(text: str) -> int:
    line = max(text.split("\n"), key=len)[:WIDEST]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
