"""The sheets of a workbook, or the files of an export, as rows of the case tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from checker.exporting.table import Column, Table
from checker.importing.cells import put
from checker.importing.rows import Row, Rows
from checker.importing.trouble import Trouble
from checker.importing.workbook import Cell, Sheet
from checker.loading.shapes import closest
from checker.model.text import plain, say

PASSED_OVER = frozenset(
    ("怎么填", "how to", "选项", "lists", "结论", "findings", "制度修订", "revisions")
) | frozenset(("说明", "meta", "既往投诉", "previous"))
"""Sheets of the template and of an export that hold no case."""


def read_sheets(book: Mapping[str, Sheet], tables: Sequence[Table], trouble: Trouble) -> Rows:
    """The rows of every sheet that is a table of cases; other sheets are named in a remark."""
    known = {name: table for table in tables for name in (table.id, table.zh, table.en)}
    rows: Rows = {table.id: [] for table in tables}
    for name, sheet in book.items():
        table = known.get(name.strip())
        if table is not None:
            rows[table.id] += _rows(name, sheet, table, trouble)
        elif sheet:
            trouble.note(say("没有读工作表 {name}", "sheet {name} was not read", name=plain(name)))
    if not rows["cases"]:
        where = plain(tables[0].zh)
        trouble.add(where, "schema", say("没有任何案件", "there are no cases"))
    return rows


def _rows(name: str, sheet: Sheet, table: Table, trouble: Trouble) -> list[Row]:
    if not sheet:
        return []
    columns = _header(name, sheet[0], table, trouble)
    found = []
    for cells in sheet[1:]:
        row = Row(plain(f"{name}!{cells[0].row}"))
        for cell in cells:
            column = columns.get(cell.column)
            if column is not None and not column.made:
                put(row, column, cell, name, trouble)
            elif column is None and cell.value.strip():
                trouble.add(
                    cell.place(name),
                    "unknown-key",
                    say("这一列没有标题", "the column has no header"),
                )
        if row.values:
            found.append(row)
    return found


def _header(name: str, cells: Sequence[Cell], table: Table, trouble: Trouble) -> dict[str, Column]:
    """Columns by their letters; a title that no column has, or that stands twice, is a defect."""
    known: dict[str, Column] = {}
    for column in table.columns:
        for title in (column.id, column.zh, column.en):
            known.setdefault(_normal(title), column)
    found: dict[str, Column] = {}
    for cell in cells:
        column_ = known.get(_normal(cell.value))
        if column_ is None:
            message = say("不认识的列标题", "no column has this title")
            titles = [column.zh for column in table.columns]
            trouble.add(cell.place(name), "unknown-key", message, closest(cell.value, titles))
        elif column_ in found.values():
            message = say("同一列标题出现两次", "this title stands twice")
            trouble.add(cell.place(name), "duplicate-key", message)
        else:
            found[cell.column] = column_
    return found


def _normal(title: str) -> str:
    """A title as the eye reads it: no blanks, no mark of what is wanted, no full-width letters."""
    return "".join(unicodedata.normalize("NFKC", title).split()).rstrip("*").casefold()
