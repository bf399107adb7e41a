"""The cases that a step touches: each before and after, found by id, wherever their files lie."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from checker.document import Document
from checker.gate.entries import kept
from checker.gate.times import timed_alike
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.instance import Instance


@dataclass(frozen=True)
class State:
    """A case file of one side, as plain data; `data` is empty where it cannot be read.

    An instant is spelled in one way there: what is only written otherwise has not changed.
    """

    file: str
    document: Document | None
    zone: ZoneInfo | None = None
    """The zone of its times without offset; where it is not known they stay as written."""

    @cached_property
    def data(self) -> dict[str, Any]:
        data = self.document.data if self.document is not None else None
        if not isinstance(data, dict):
            return {}
        return timed_alike(data, self.zone) if self.zone is not None else data

    @property
    def id(self) -> str | None:
        name = self.data.get("id")
        return name if isinstance(name, str) else None

    @property
    def accused(self) -> list[str]:
        """The staff whom the case names as accused."""
        entries = self.data.get("accused")
        return [
            name
            for entry in (entries if isinstance(entries, list) else ())
            for name in _staff(entry)
        ]

    @property
    def accused_units(self) -> list[str]:
        """The units that the case names as accused."""
        entries = self.data.get("accused")
        listed = entries if isinstance(entries, list) else ()
        named = (entry.get("unit") for entry in listed if isinstance(entry, dict))
        return [name for name in named if isinstance(name, str)]

    @property
    def responsible(self) -> list[str]:
        """The staff member who is responsible for the case, if one is named."""
        return _staff(self.data.get("responsible"))


def _staff(party: object) -> list[str]:
    name = party.get("staff") if isinstance(party, dict) else None
    return [name] if isinstance(name, str) else []


@dataclass(frozen=True)
class Pair:
    """A case on both sides; at least one is there."""

    before: State | None
    after: State | None

    @property
    def grown(self) -> bool:
        """Whether the case can be compared: both sides are there and can be read."""
        return bool(self.before and self.after and self.before.data and self.after.data)


@dataclass(frozen=True)
class TouchedCases:
    """What a step does to cases; `before` and `after` are folders of instances."""

    pairs: tuple[Pair, ...]

    @cached_property
    def files(self) -> frozenset[str]:
        """The files that hold a touched case after the step."""
        return frozenset(pair.after.file for pair in self.pairs if pair.after)

    def with_nothing_taken(self, opening: frozenset[str]) -> dict[str, bytes]:
        """The files of touched cases with all that stood in them before, and what is new.

        `opening`: the event types that open a case.

        A flow mapping in double quotes, as JSON is, is the same data in a case file.
        """
        files = {}
        for pair in self.pairs:
            if pair.grown and pair.before and pair.after:
                merged = kept(pair.before.data, pair.after.data, opening)
                if merged != pair.after.data:
                    files[pair.after.file] = json.dumps(merged, ensure_ascii=False).encode()
            elif pair.after is None and pair.before and pair.before.document is not None:
                files[pair.before.file] = pair.before.document.text.encode()
        return files


def touched_cases(
    before: tuple[Path, Iterable[str]], after: tuple[Path, Iterable[str]], base: Instance
) -> TouchedCases:
    """Pair the changed case files of both sides: each a root and files below it."""
    old, new = _states(*before, base), _states(*after, base)
    by_id = {state.id: state for state in new if state.id is not None}
    by_file = {state.file: state for state in new}
    pairs, taken = [], set()
    for state in old:
        match = by_id.get(state.id) if state.id is not None else by_file.get(state.file)
        if match is None and not (found := by_file.get(state.file, state)).data:
            match = by_file.get(found.file)  # the same file, which cannot be read any more
        pairs.append(Pair(state, match))
        taken.add(match.file if match else None)
    pairs += [Pair(None, state) for state in new if state.file not in taken]
    return TouchedCases(tuple(pairs))


def _states(root: Path, files: Iterable[str], base: Instance) -> list[State]:
    documents = ((file, read_file(root, file, base.settings.limits)[0]) for file in sorted(files))
    return [State(file, document, _zone(document, base)) for file, document in documents]


def _zone(document: Document | None, base: Instance) -> ZoneInfo | None:
    """The zone of a case's times: that of the first of its policies, as the base has it."""
    data = document.data if document is not None else None
    named = data.get("policy") if isinstance(data, dict) else None
    first = named[0] if isinstance(named, list) and named else named
    known = [policy for name, policy in base.policies.items() if first in (None, name)]
    return known[0].zone if known else None
