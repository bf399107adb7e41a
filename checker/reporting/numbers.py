"""What a report is made of: numbers that know their cases, in tables, in sections.

Every format prints these and computes nothing, so all formats show the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil
from typing import Literal

from checker.lazily import dataclass
from checker.model.text import Say, plain, say
from checker.rules.periodic_report import Every

Value = int | float | str | None
Chart = Literal["bars", "lines"]
Kind = Literal["case", "rule", "unit", "period", "word"]
NONE = say("—", "—")


@dataclass(frozen=True)
class Cell:
    """A number or a word: as told, as data, and the cases that it was counted from."""

    told: Say
    value: Value = None
    """None where nothing can be said; a rate is a fraction of one."""
    cases: tuple[str, ...] = ()
    """Ids in order, one for each thing counted: a case with two breaches stands twice."""
    period: str | None = None
    """The period that it is of, where that is not the report's own."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a table."""

    key: str
    """What it is about, by id; stable from report to report."""
    label: Say
    cells: tuple[Cell, ...]
    policy: str | None = None
    """The policy, where the key is the id of one of its rules."""

    @property
    def listing(self) -> tuple[Cell, ...]:
        """The cells, those without cases that are made of what another one counts: its rates."""
        counts = {cell.cases for cell in self.cells if cell.value == len(cell.cases)}
        return tuple(
            replace(cell, cases=())
            if cell.cases in counts and cell.value != len(cell.cases)
            else cell
            for cell in self.cells
        )


@dataclass(frozen=True, kw_only=True)
class Table:
    """Numbers side by side; the first of `head` stands above the labels."""

    id: str
    title: Say
    head: tuple[Say, ...]
    rows: tuple[Row, ...]
    note: Say | None = None
    """What is counted, and of what each rate is a part."""
    chart: Chart | None = None
    drawn: tuple[int, ...] = (0,)
    """The columns that a chart draws."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Tables on one matter."""

    id: str
    title: Say
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Remark:
    """A sentence of what stands out, and the cases it is about."""

    told: Say
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report of one period."""

    period: str
    every: Every
    title: Say
    first_day: str
    last_day: str
    as_of: str
    """The instant the numbers were computed at, with its offset."""
    ended: bool
    """Whether the period was over by then; else its numbers are still growing."""
    unread: int
    """Files of cases that could not be judged: they are in no number."""
    notices: tuple[Say, ...]
    """What a reader must know before any number: not over, files left out, no case yet."""
    remarks: tuple[Remark, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Say, ...]
    """Which day counts, what each number is a part of."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)


def word(text: Say | str) -> Cell:
    """A cell that is no number."""
    told = plain(text) if isinstance(text, str) else text
    return Cell(told, told.render("zh"))


def count(cases: Iterable[str]) -> Cell:
    """How many; each case as often as it was counted."""
    ids = tuple(sorted(cases))
    return Cell(plain(str(len(ids))), len(ids), ids)


def rate(part: Sequence[str], base: Sequence[str]) -> Cell:
    """A share of a base that stands beside it, to a tenth of a percent; nothing of nothing."""
    if not base:
        return Cell(NONE)
    return Cell(
        plain(f"{len(part) * 100 / len(base):.1f}%"),
        round(len(part) / len(base), 6),
        tuple(sorted(part)),
    )


def rank(values: Sequence[tuple[int, str]], percent: int) -> Cell:
    """The least value that so many percent of all do not exceed; always one that occurred.

    Nearest rank: of ten values the 90th percentile is the ninth. `cases` are those it was taken of.
    """
    if not values:
        return Cell(NONE)
    ordered = sorted(values)
    value = ordered[ceil(len(ordered) * percent / 100) - 1][0]
    return Cell(plain(str(value)), value, tuple(sorted(case for _, case in values)))


def difference(now: Cell, before: Cell) -> Cell:
    """How much more or less than before; nothing where either is unknown."""
    if not isinstance(now.value, int) or not isinstance(before.value, int):
        return Cell(NONE)
    change = now.value - before.value
    return Cell(plain(f"{change:+d}" if change else "0"), change)
