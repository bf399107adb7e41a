"""Which filter of the register shows just a set of cases: its address, or that there is none.

A filter is offered only where the cases that it leaves are those of the set, no more and no fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from checker.pages.columns import columns, rows
from checker.pages.html import address
from checker.pages.places import REGISTER
from checker.pages.view import Site

STANDINGS = ("violation", "undetermined", "acknowledged", "waived", "soon")
Filter = tuple[tuple[str, str], ...]
"""Names and values as they stand in the address."""
Cases = frozenset[str]
Row = dict[str, Any]
OPEN = ("standing", "open")
KEPT = 32
"""Periods and words whose filters are remembered: the cells of a row ask for the same."""


class Narrowing:
    """The register's filters, tried out."""

    def __init__(self, site: Site) -> None:
        shown = columns(site)
        keys = [column["key"] for column in shown]
        self.rows = [dict(zip(keys, row, strict=True)) for row in rows(site)]
        self.choices = [column["key"] for column in shown if column.get("filter")]
        self.words = {row[key] for row in self.rows for key in self.choices if row[key]}
        self.open = [row for row in self.rows if not row["closed"]]
        self.opened = lru_cache(maxsize=1)(self._opened)
        self.left = lru_cache(maxsize=KEPT)(self._left)

    def address(self, here: str, days: tuple[str, str], word: str, cases: Cases) -> str | None:
        """The register narrowed to just these cases; the word may be a choice, the days are opening days."""
        found = self.left(days, word if word in self.words else None).get(cases)
        return address(here, REGISTER, urlencode(found)) if found is not None else None

    def _left(self, days: tuple[str, str], word: str | None) -> dict[Cases, Filter]:
        """What each filter of a period or of open cases leaves; of two alike the shorter one stays."""
        opened = self.opened(days)
        dated = (("from", days[0]), ("to", days[1]))
        found: dict[Cases, Filter] = {}
        for key in (None, *(self.choices if word else ())):
            named = ((key.replace(".", "_"), word or ""),) if key else ()
            for cases, standing in _standings([row for row in opened if _is(row, key, word)]):
                found.setdefault(cases, (*dated, *named, *standing))
            still = [row for row in self.open if _is(row, key, word)]
            found.setdefault(_ids(still), (*named, OPEN))
        return found

    def _opened(self, days: tuple[str, str]) -> list[Row]:
        return [row for row in self.rows if days[0] <= row["opened"] <= days[1]]


def _is(row: Row, key: str | None, word: str | None) -> bool:
    return key is None or row[key] == word


def _standings(some: list[Row]) -> Iterator[tuple[Cases, Filter]]:
    yield _ids(some), ()
    yield _ids([row for row in some if not row["closed"]]), (OPEN,)
    for name in STANDINGS:
        yield _ids([row for row in some if row[name]]), (("standing", name),)


def _ids(some: list[Row]) -> Cases:
    return frozenset(row["id"] for row in some)
