"""A cell's content as a case file writes it; what a spreadsheet may have changed is refused.

Ids and times are freed of blanks and full-width letters, with a remark; free text stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from checker.exporting.inwords import id_of, split
from checker.exporting.table import Column
from checker.importing.rows import Row, Value
from checker.importing.trouble import Trouble
from checker.importing.workbook import Cell
from checker.model.text import Say, say

_AS_TEXT = say("把单元格格式设成“文本”，再写一次", "format the cell as text and write it again")
_REFUSED: Mapping[str, tuple[Say, Say | None]] = {
    "formula": (
        say("是公式，不是内容", "a formula, not a value"),
        say("复制后“选择性粘贴”为数值", "copy and paste it as a value"),
    ),
    "error": (say("是表格软件的错误值", "an error value of the spreadsheet"), None),
    "other": (say("不是文字", "not text"), _AS_TEXT),
    "number": (
        say(
            "表格软件把它变成了数字，前面的 0 和后面的位数可能已丢失",
            "the spreadsheet made a number of it; leading zeros and digits may be lost",
        ),
        _AS_TEXT,
    ),
    "flag": (say("表格软件把它变成了真或假", "the spreadsheet made true or false of it"), _AS_TEXT),
    "date": (say("表格软件把它变成了日期", "the spreadsheet made a date of it"), _AS_TEXT),
    "instant": (say("表格软件把它变成了时间", "the spreadsheet made a time of it"), _AS_TEXT),
}
_TAKES = {"time": ("date", "instant"), "number": ("number",)}
"""What beside text a column takes as it is stored."""


def put(row: Row, column: Column, cell: Cell, sheet: str, trouble: Trouble) -> None:
    """Read a cell into its row; what cannot be taken is a defect at the cell."""
    where = cell.place(sheet)
    if cell.stored == "flag" and set(column.words) == {"true", "false"}:
        row.put(column.id, cell.value, where)
    elif cell.stored == "text" or cell.stored in _TAKES.get(column.reads, ()):
        value = value_of(cell.value, column, where, trouble)
        if value:
            row.put(column.id, value, where)
    else:
        message, remedy = _REFUSED[cell.stored]
        trouble.add(where, "schema", message, remedy)
        row.bad = True


def value_of(text: str, column: Column, where: Say, trouble: Trouble) -> Value | None:
    """A text as the column's value; None where there is nothing but blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None
    if column.reads == "text":
        return text
    if column.reads == "place":
        return text.strip()
    plain = unicodedata.normalize("NFKC", text).strip()
    if column.words:
        return _from_words(text.strip(), plain, column)
    if plain != text.strip():
        trouble.note(say("全角字符改成了半角", "full-width characters were made plain"), where)
    if column.many:
        return split(plain)
    return _number(plain) if column.reads == "number" else plain


def _from_words(text: str, plain: str, column: Column) -> Value:
    """The ids that words stand for; a word may itself have full-width marks in it."""

    def one(part: str) -> str:
        found = id_of(part, column.words)
        return found if found in column.words else id_of(_normal(part), column.words)

    return [one(part) for part in split(text)] if column.many else one(text or plain)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str) -> str:
    """Digits without the marks between thousands; what is no number stays, to be refused."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return text.replace(",", "") if number.is_finite() and "E" not in text.upper() else text
