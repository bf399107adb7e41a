"""What cases say of each other: shared incidents, earlier complaints. A light first pass.

It reads the plain data of every case, sound or not: a broken file must not make a group smaller.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.lazily import dataclass


@dataclass(frozen=True)
class Link:
    """What one case says that others are judged by."""

    id: str
    incident: str | None
    ref: str | None
    previous: tuple[str, ...]


def says_of_others(raw: bytes) -> bool:
    """Whether a file's bytes can hold a link; False only where neither key can stand in it.

    A key of these letters stands there as they are, or with an escape, which has a backslash.
    """
    return b"incident" in raw or b"previous" in raw or b"\\" in raw


def link_of(data: Any) -> Link | None:
    """The link of a case's plain data; None where it has no id or says nothing of others."""
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        return None
    complainant = data.get("complainant")
    ref = complainant.get("ref") if isinstance(complainant, dict) else None
    previous = data.get("previous") or ()
    names = previous if isinstance(previous, list) else (previous,)
    earlier = tuple(name for name in names if isinstance(name, str))
    incident = _text(data.get("incident"))
    if incident is None and not earlier:
        return None
    return Link(data["id"], incident, _text(ref), earlier)


class Relations:
    """Answers `related.*` for any case of a register."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._previous: dict[str, tuple[str, ...]] = {}
        self._refs: dict[str, set[str]] = {}
        for link in links:
            known = self._previous.get(link.id, ())
            self._previous[link.id] = tuple(dict.fromkeys((*known, *link.previous)))
            if link.incident is not None:
                refs = self._refs.setdefault(link.incident, set())
                if link.ref is not None:
                    refs.add(link.ref)

    def group_size(self, incident: str | None) -> int:
        """Distinct `complainant.ref` over all cases of an incident; 1 where there is none."""
        return max(1, len(self._refs.get(incident, ()))) if incident is not None else 1

    def asked_of(
        self, case_id: str, incident: str | None, previous: Iterable[str]
    ) -> tuple[int, int]:
        """All that a case's verdicts take from others: `group_size` and `repeats`."""
        return self.group_size(incident), self.repeats(case_id, previous)

    def repeats(self, case_id: str, previous: Iterable[str]) -> int:
        """Cases named in `previous`, followed transitively; a case is not its own repeat."""
        return len(self.earlier(case_id, previous))

    def earlier(self, case_id: str, previous: Iterable[str]) -> list[str]:
        """The ids of those cases."""
        seen = {case_id}
        pending = list(previous)
        found = []
        while pending:
            name = pending.pop(0)
            if name not in seen:
                seen.add(name)
                found.append(name)
                pending.extend(self._previous.get(name, ()))
        return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
