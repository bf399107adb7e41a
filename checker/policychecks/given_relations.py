"""What other cases decide, as a rule test says it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.related import Relations


class GivenRelations(Relations):
    """Relations whose answers a test gives; what it leaves out follows from its case."""

    def __init__(self, links: Iterable[Any], counts: dict[str, int | None]) -> None:
        super().__init__(links)
        self._counts = counts

    def group_size(self, incident: str | None) -> int:
        given = self._counts.get("group_size")
        return super().group_size(incident) if given is None else given

    def repeats(self, case_id: str, previous: Iterable[str]) -> int:
        given = self._counts.get("repeats")
        return super().repeats(case_id, previous) if given is None else given
