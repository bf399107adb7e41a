"""CSV as spreadsheets open it: UTF-8 with a byte order mark, CRLF, no cell a formula.

A text that a spreadsheet would take for a formula gets one apostrophe before it, which reading
takes away again: `read(guard(text))` is the text, whatever it is.
"""

from __future__ import annotations

import csv
import io
import re

from checker.exporting.table import Cell, Table
from checker.model.text import Lang

BOM = "\ufeff"
_FORMULA = re.compile(r"['\s\ufeff]*[=+\-@＝＋－＠\t\r\n]")
"""What spreadsheets may calculate; blanks and apostrophes before it do not stop all of them."""


def render(table: Table, lang: Lang) -> bytes:
    """One table as a file, the header first."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guard(column.title(lang)) for column in table.columns])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return (BOM + stream.getvalue()).encode()


def guard(text: str) -> str:
    """The text so that no spreadsheet calculates it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that was guarded; any other as it is."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _written(cell: Cell) -> str:
    return guard(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
