"""The ids that come next, in the manner of those in use: of a case in its year, of an event in its case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

CASE_ID = re.compile(r"(.*?)([0-9]{4})([-_.]?)([0-9]+)")
"""What comes before the year, the year, a mark, a number."""
EVENT_ID = re.compile(r"(\D*)([0-9]+)")
USUAL = ("TS-", "-", 6)
"""Of a case where none is there yet: before the year, the mark, how many digits."""


def next_case_id(known: Iterable[str], year: int) -> str:
    """The id after those of a year, in the manner that most ids have: TS-2026-000124."""
    known = list(known)
    found = [match for name in known if (match := CASE_ID.fullmatch(name))]
    manners = Counter((match[1], match[3], len(match[4])) for match in found)
    prefix, mark, width = manners.most_common(1)[0][0] if manners else USUAL
    numbers = [
        int(match[4])
        for match in found
        if (match[1], match[3], int(match[2])) == (prefix, mark, year)
    ]
    taken = {name.casefold() for name in known}
    number = max(numbers, default=0) + 1
    while (name := f"{prefix}{year}{mark}{number:0{width}d}").casefold() in taken:
        number += 1
    return name


def next_event_id(events: list[Any]) -> str:
    """The next id after those in use, in their manner: e1, e2 … or e01, e02 …"""
    taken = {str(event.get("id")) for event in events}
    matches = [match for name in taken if (match := EVENT_ID.fullmatch(name))]
    if not matches:
        return _free("e", len(events) + 1, 1, taken)
    last = max(matches, key=lambda match: int(match[2]))
    width = len(last[2]) if last[2].startswith("0") else 1
    return _free(last[1], int(last[2]) + 1, width, taken)


def _free(prefix: str, number: int, width: int, taken: set[str]) -> str:
    while (name := f"{prefix}{number:0{width}d}") in taken:
        number += 1
    return name
