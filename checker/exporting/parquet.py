"""Parquet, one file a table, written by pyarrow, which is an extra of its own.

A number is a decimal of 38 digits, so no amount is rounded; the same table gives the same bytes.
"""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from checker.exporting.table import Kind, Table, Unholdable
from checker.model.text import say

DIGITS, DECIMALS = 38, 10


def render(table: Table) -> bytes:
    """One table as a file.

    Raises `Unholdable` for a number of too many digits.
    """
    kinds: dict[Kind, Any] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.decimal128(DIGITS, DECIMALS),
        "share": pa.decimal128(DIGITS, DECIMALS),
        "date": pa.date32(),
    }
    schema = pa.schema([(column.id, kinds[column.kind]) for column in table.columns])
    columns: list[list[Any]] = [[row[n] for row in table.rows] for n in range(len(table.columns))]
    try:
        made = pa.table(columns, schema=schema)
    except pa.ArrowException:
        name = table.id
        raise Unholdable(
            say("{t} 表有数字位数太多", "{t}: a number has too many digits", t=name)
        ) from None
    stream = io.BytesIO()
    parquet.write_table(made, stream, compression="zstd")
    return stream.getvalue()
