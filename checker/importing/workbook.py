"""A workbook's cells as they are stored: opened with limits, no macro, no formula believed.

Whatever is wrong with the file is said in our own words; the library's are never passed on.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Container, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

from checker.importing.rows import Unreadable
from checker.lazily import dataclass
from checker.model.text import Say, plain, say

MOST_BYTES = 32 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2000
MOST_ROWS = 100_000
"""Rows of one sheet that hold anything."""
MOST_COLUMNS = 1000
MARKUP = (".xml", ".rels", ".vml")
MACROS = ("vbaproject.bin", "macrosheets", "activex")
HALF_A_SECOND = timedelta(milliseconds=500)
HOUR_LETTERS = frozenset("hH")

Stored = Literal["text", "number", "date", "instant", "flag", "formula", "error", "other"]


@dataclass(frozen=True)
class Cell:
    """What a cell holds: its text, its number as digits, its moment as we write it."""

    row: int
    column: str
    stored: Stored
    value: str

    def place(self, sheet: str) -> Say:
        """Where it stands: `事件!C7`."""
        return plain(f"{sheet}!{self.column}{self.row}")


Sheet = list[list[Cell]]
"""Rows with anything in them, each its cells with anything in them."""


def read_workbook(raw: bytes, without: Container[str] = ()) -> dict[str, Sheet]:
    """The sheets by name, but for those `without` which one does.

    Raises `Unreadable` for what is no workbook, is too large, or carries macros.
    """
    _look_inside(raw)
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError:
        raise Unreadable(
            say(
                "没有安装读表格所需的部分：pip install 'tousu[office]'",
                "what reads spreadsheets is not installed: pip install 'tousu[office]'",
            )
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
            wanted = [one for one in book.worksheets if one.title.strip() not in without]
            return {sheet.title: _sheet(sheet) for sheet in wanted}
    except Unreadable:
        raise
    except Exception:  # whatever a damaged file makes the library do
        raise Unreadable(_DAMAGED) from None


_DAMAGED = say("文件已损坏，或者不是 .xlsx", "the file is damaged, or no .xlsx")
_LARGE = say("文件太大", "the file is too large")


def _look_inside(raw: bytes) -> None:
    """Refuse what would grow, what could run, and XML that defines anything of its own."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_LARGE)
            for part in parts:
                _check_part(part.filename.lower(), archive, part)
    except Unreadable:
        raise
    except Exception:  # whatever a damaged archive makes the library do
        raise Unreadable(_not_a_workbook(raw)) from None


def _check_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if any(mark in name for mark in MACROS):
        raise Unreadable(
            say("文件带有宏：另存为不带宏的 .xlsx", "the file has macros: save it as .xlsx without")
        )
    if name.endswith(MARKUP):
        text = archive.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Unreadable(_DAMAGED)


def _not_a_workbook(raw: bytes) -> Say:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return say(
            "这是旧式的 .xls，或加了密码：另存为不加密的 .xlsx",
            "this is an old .xls, or has a password: save it as .xlsx without one",
        )
    return _DAMAGED


def _sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    found: Sheet = []
    for row in sheet.rows:
        if len(row) > MOST_COLUMNS:
            raise Unreadable(say("有一张表的列太多", "a sheet has too many columns"))
        cells = list(_cells(row))
        if cells:
            found.append(cells)
        if len(found) > MOST_ROWS:
            raise Unreadable(
                say("一张表超过 {n} 行", "a sheet has more than {n} rows", n=MOST_ROWS)
            )
    return found


def _cells(row: Any) -> Iterator[Cell]:
    for cell in row:
        if cell.value is not None and cell.value != "":
            stored, value = _stored(cell)
            yield Cell(cell.row, cell.column_letter, stored, value)


def _stored(cell: Any) -> tuple[Stored, str]:
    value = cell.value
    if cell.data_type in ("f", "e"):
        return ("formula", "") if cell.data_type == "f" else ("error", "")
    if isinstance(value, bool):
        return "flag", "true" if value else "false"
    if isinstance(value, str):
        return "text", value
    if isinstance(value, datetime):
        return _moment(value, cell.number_format or "")
    if isinstance(value, int | float):
        return "number", str(int(value)) if value == int(value) else repr(value)
    return "other", ""


def _moment(value: datetime, shown: str) -> tuple[Stored, str]:
    """A date where no time of day is shown or stored; seconds are rounded, as Excel stores fractions."""
    if value.microsecond:
        value = (value + HALF_A_SECOND).replace(microsecond=0)
    timed = bool(HOUR_LETTERS & set(shown)) or (value.hour, value.minute, value.second) != (0, 0, 0)
    if not timed:
        return "date", value.date().isoformat()
    return "instant", value.isoformat(timespec="seconds" if value.second else "minutes")
