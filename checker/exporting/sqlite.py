"""One SQLite file with typed columns, keys and references; the same tables give the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal

from checker.exporting.table import Cell, Kind, Table

TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "share": "NUMERIC",
    "date": "TEXT",
}
"""A day is text, `2026-03-02`: so SQLite's own functions of dates read it."""


def render(tables: Iterable[Table]) -> bytes:
    """The tables as a database; each has `position`, the order in which its rows were given."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for table in tables:
            database.execute(_definition(table))
            marks = ", ".join("?" * (len(table.columns) + 1))
            rows = ((number, *map(_stored, row)) for number, row in enumerate(table.rows, 1))
            database.executemany(f"INSERT INTO {_name(table.id)} VALUES ({marks})", rows)  # noqa: S608 - our own name
        database.commit()
        return database.serialize()


def _definition(table: Table) -> str:
    parts = ['"position" INTEGER PRIMARY KEY']
    for column in table.columns:
        filled = " NOT NULL" if column.id in table.key else ""
        parts.append(f"{_name(column.id)} {TYPES[column.kind]}{filled}")
    if table.key:
        parts.append(f"UNIQUE ({_names(table.key)})")
    for reference in table.refers:
        there = _names(reference.keys or reference.columns)
        here = _names(reference.columns)
        parts.append(f"FOREIGN KEY ({here}) REFERENCES {_name(reference.table)} ({there})")
    return f"CREATE TABLE {_name(table.id)} ({', '.join(parts)})"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _names(texts: Iterable[str]) -> str:
    return ", ".join(map(_name, texts))


def _stored(cell: Cell) -> str | int | float | None:
    """A number as one where floating point holds it; else its digits, which NUMERIC keeps as text."""
    if isinstance(cell, Decimal):
        whole = cell == cell.to_integral_value() and abs(cell) < 2**63
        return int(cell) if whole else float(cell) if _exact(cell) else str(cell)
    return cell if cell is None or isinstance(cell, str | int) else cell.isoformat()


def _exact(number: Decimal) -> bool:
    return Decimal(repr(float(number))) == number
