"""The spreadsheet to fill in: the tables of cases, empty, with hints and lists to choose from.

Every cell is formatted as text, so that no spreadsheet makes a number or a date of what is typed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.exporting.casesheets import case_tables_with_people
from checker.exporting.inwords import usable
from checker.exporting.table import Column, Table
from checker.exporting.xlsx import new_workbook, sheet_name, width
from checker.model.organization import Organization
from checker.model.policy import Policy
from checker.model.text import Lang, Say, say

ROWS = 2000
"""Rows below the header that offer their lists."""
MOST_LABEL, MOST_PROMPT = 32, 255
WANTED, OTHER = "#F7E0C8", "#DDE6EE"
LISTS = say("选项", "lists")
ABOUT = say("怎么填", "how to")
HINTS: tuple[Say, ...] = (
    say(
        "一行一件事：“案件”表一行一件投诉，“事件”表一行一个环节，其余各表一行一条。",
        "One row, one thing: a complaint in cases, a step in events, an entry in the others.",
    ),
    say(
        "各表用“案件编号”连在一起；还没有编号的写 新1、新2 …，导入时自动取号。",
        "The case column joins them; for a new id write new1, new2 … and one is given on import.",
    ),
    say(
        "橙色标题的列每行都要填。鼠标停在标题上有说明。",
        "Columns with an orange header are wanted in every row; hover over a header for what it means.",
    ),
    say(
        "时间写成 2026-03-02T10:15；没有时刻的只写 2026-03-02。",
        "A time is written 2026-03-02T10:15; without a time of day 2026-03-02.",
    ),
    say(
        "选项可以写名称，也可以写编号；能写几项的用逗号分开。不要写公式，不要合并单元格。",
        "A choice is written as its word or its id, several with commas. No formulas, no merged cells.",
    ),
    say(
        "不写姓名、证件号码、手机号、银行卡号。",
        "No names, identity numbers, phone numbers, account numbers.",
    ),
    say(
        "填好之后：tousu import 文件名。有一处不对就一件也不写入，并指出是哪一格。",
        "Then: tousu import FILE. Where anything is wrong nothing is written, and the cell is named.",
    ),
)


def render(policies: Sequence[Policy], organization: Organization, lang: Lang) -> bytes:
    """The empty workbook for cases under these policies."""
    stream = io.BytesIO()
    book = new_workbook(stream)
    tables = [
        replace(table, columns=tuple(column for column in table.columns if not column.made))
        for table in case_tables_with_people(policies, organization)
    ]
    sheets = [book.add_worksheet(sheet_name(table.title(lang))) for table in tables]
    about = book.add_worksheet(ABOUT.render(lang))
    about.set_column(0, 0, 110)
    for row, hint in enumerate(HINTS):
        about.write_string(row, 0, hint.render(lang))
    lists = _Lists(book, LISTS.render(lang))
    for sheet, table in zip(sheets, tables, strict=True):
        _sheet(book, sheet, table, lists, lang)
    lists.sheet.hide()
    sheets[0].activate()
    book.close()
    return stream.getvalue()


class _Lists:
    """A sheet with everything that may be chosen, a column a list."""

    def __init__(self, book: Any, name: str) -> None:
        self.name = name
        self.sheet = book.add_worksheet(name)
        self._places: dict[tuple[str, ...], str] = {}

    def place(self, words: Mapping[str, str]) -> str:
        """Where a list stands, as a reference."""
        told = usable(words)
        offered = tuple(told.get(name, name) for name in words)
        if offered not in self._places:
            column = len(self._places)
            for row, text in enumerate(offered):
                self.sheet.write_string(row, column, text)
            letter = _letters(column)
            self._places[offered] = f"='{self.name}'!${letter}$1:${letter}${len(offered)}"
        return self._places[offered]


def _letters(column: int) -> str:
    """A column's letters: A, B … Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _sheet(book: Any, sheet: Any, table: Table, lists: _Lists, lang: Lang) -> None:
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        colour = WANTED if column.wanted else OTHER
        look = {"bold": True, "bg_color": colour, "bottom": 1, "text_wrap": True, "valign": "top"}
        title = column.title(lang)
        sheet.write_string(0, place, title, book.add_format(look))
        sheet.set_column(place, place, max(width([title]), _room(column)), plain)
        if column.note:
            lines = column.note.count("\n") + 1 + len(column.note) // 24
            sheet.write_comment(0, place, column.note, {"x_scale": 2.2, "height": 22 * lines + 12})
        if column.words:
            sheet.data_validation(1, place, ROWS, place, _validation(column, lists, lang))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, len(table.columns) - 1)


def _room(column: Column) -> int:
    if column.id in ("summary", "note", "cause", "measure", "reason", "uri"):
        return 40
    return 18 if column.words or column.reads in ("time", "id") else 14


def _validation(column: Column, lists: _Lists, lang: Lang) -> dict[str, Any]:
    """A list to choose from; only said, not forced, where several may be written or ids too."""
    title = say("不在选项里", "not on the list").render(lang)
    message = say(
        "不在下拉选项里。也可以写编号；能写几项的用逗号分开。仍要这样写吗？",
        "Not on the list. An id may be written too, several with commas. Keep it?",
    )
    return {
        "validate": "list",
        "source": lists.place(column.words),
        "error_type": "warning",
        "error_title": title[:MOST_LABEL],
        "error_message": message.render(lang)[:MOST_PROMPT],
    }
