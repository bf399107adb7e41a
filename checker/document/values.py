"""What a document holds: data, and where a scalar stands."""

from __future__ import annotations

from typing import Any

from checker.lazily import dataclass
from checker.model.finding import Path

Data = Any
"""None, str, list of Data, or dict of str to Data."""
ABSENT = frozenset({"", "~", "null"})
"""What says nothing where it is not quoted."""


@dataclass(frozen=True)
class Span:
    """A scalar in a file: a value, or the key of one. Line and column from 1; the end exclusive."""

    path: Path
    key: bool
    start: tuple[int, int]
    end: tuple[int, int]
