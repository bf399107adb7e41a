"""Rows of the case tables as they were read, each value with the place it came from."""

from __future__ import annotations

from dataclasses import field

from checker.lazily import dataclass
from checker.model.text import Say

Value = str | list[str]


class Unreadable(Exception):
    """A file that cannot be read at all; the sentence says why, in our own words."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass
class Row:
    """One row: values by column id, blank ones left out."""

    where: Say
    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Say] = field(default_factory=dict)
    bad: bool = False
    """Whether a value could not be taken: that it is missing then need not be said too."""

    def put(self, column: str, value: Value, where: Say) -> None:
        """Set a value and where it stands."""
        self.values[column] = value
        self.places[column] = where

    def text(self, column: str) -> str | None:
        """A value that is one text."""
        value = self.values.get(column)
        return value if isinstance(value, str) else None

    def at(self, column: str) -> Say:
        """Where a column's value stands; the row where it has none."""
        return self.places.get(column, self.where)


Rows = dict[str, list[Row]]
"""Rows by the id of their table."""
