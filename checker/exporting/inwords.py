"""Ids in the words that people use, and back: 严重投诉 for `serious`.

A word stands for an id only where it can be read back as that id and no other; else the id stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from checker.exporting.table import Cell, Column, Table

BETWEEN = re.compile(r"[,，、;；\n]")
JOINED = "，"


def in_words(table: Table) -> Table:
    """The table with the words of its columns in place of ids."""
    told = [_words(column) for column in table.columns]
    rows = [
        tuple(_cell(cell, *one) for cell, one in zip(row, told, strict=True)) for row in table.rows
    ]
    return replace(table, rows=rows)


def _words(column: Column) -> tuple[Column, Mapping[str, str]]:
    return column, usable(column.words)


def usable(words: Mapping[str, str]) -> dict[str, str]:
    """The words that stand for one id alone, are no other's id, and hold no list mark."""
    times = Counter(words.values())
    return {
        name: label
        for name, label in words.items()
        if times[label] == 1
        and label == label.strip()
        and not BETWEEN.search(label)
        and (label not in words or label == name)
    }


def _cell(cell: Cell, column: Column, words: Mapping[str, str]) -> Cell:
    if not isinstance(cell, str) or not words:
        return cell
    if not column.many:
        return words.get(cell, cell)
    return JOINED.join(words.get(one, one) for one in split(cell))


def split(text: str) -> list[str]:
    """The entries of a cell that may hold several."""
    return [part for item in BETWEEN.split(text) if (part := item.strip())]


def id_of(text: str, words: Mapping[str, str]) -> str:
    """The id of a word; what is no word is taken for an id."""
    if text in words:
        return text
    return next((name for name, label in usable(words).items() if label == text), text)
