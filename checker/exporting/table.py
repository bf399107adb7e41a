"""A table as every writer takes it: columns with an id and titles in two languages, rows of values.

A cell is text, a number, a day or nothing; an instant is text, as the case or ISO 8601 writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from checker.lazily import dataclass
from checker.model.text import Lang, Say, say

Cell = str | int | Decimal | date | None
Kind = Literal["text", "integer", "number", "share", "date"]
"""`share` is a part of one, shown in per cent."""
Reads = Literal["id", "text", "place", "time", "number"]
"""What somebody fills in: an id or a word for one, free text, an address or path, a date or an
instant, a number."""


class Unholdable(Exception):
    """Something that a format has no room for; the sentence says what, by its place."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True)
class Column:
    """One column; `id` is a name for programs, the titles are for people."""

    id: str
    zh: str
    en: str
    kind: Kind = "text"
    words: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What people call the ids that may stand in it: choices, types, units."""
    many: bool = False
    """Whether a cell may hold several ids, one after the other."""
    reads: Reads = "id"
    made: bool = False
    """Whether the program works it out; nobody fills it in."""
    note: str = field(default="", compare=False)
    """What to write there, for the person who fills it in."""
    wanted: bool = False
    """Whether each row should have it."""

    def title(self, lang: Lang) -> str:
        """The title over the column."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Reference:
    """Columns whose values stand as the key of another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...] = ()
    """Their names there, where they differ."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A named table; each row has one cell for each column."""

    id: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    key: tuple[str, ...] = ()
    """The columns that tell one row from another, where there are such."""
    refers: tuple[Reference, ...] = ()

    def title(self, lang: Lang) -> str:
        """The table's name: a sheet's, a file's."""
        return self.zh if lang == "zh" else self.en

    def place(self, column: str) -> int:
        """The position of a column, from 0."""
        return [item.id for item in self.columns].index(column)


def too_long(table: Table, row: int, column: Column, most: int) -> Unholdable:
    """A text that is longer than a format's cells; `row` counts from 1, without the header."""
    return Unholdable(
        say(
            "“{table}”第 {row} 行“{column}”超过 {most} 字，这种格式放不下",
            "{table}, row {row}, {column}: more than {most} characters, too many for this format",
            table=Say(table.zh, table.en),
            row=row,
            column=Say(column.zh, column.en),
            most=most,
        )
    )
