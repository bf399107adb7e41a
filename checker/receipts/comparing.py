"""Two receipts side by side: which verdicts no longer follow, and which inputs are not the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cached_property
from typing import Literal

from checker.lazily import dataclass
from checker.receipts.receipt import Digests, Inputs, Judged, Receipt

Turn = Literal["changed", "gone", "new"]
SHARED = ("policy", "calendars")
"""Inputs that every verdict rests on."""


@dataclass(frozen=True, kw_only=True)
class InputChange:
    """A file that is not as it was."""

    kind: str
    path: str
    turn: Turn


@dataclass(frozen=True, kw_only=True)
class Turned:
    """A verdict that does not follow any more; a side is None where there is none."""

    path: str
    before: Judged | None
    after: Judged | None

    @property
    def either(self) -> Judged:
        found = self.before or self.after
        assert found is not None  # it has a side
        return found


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What became of a receipt."""

    then: Receipt
    now: Receipt
    turned: tuple[Turned, ...]
    """In the files that the receipt knows."""
    later: tuple[str, ...]
    """Files with verdicts that the receipt does not know: entered since."""
    inputs: tuple[InputChange, ...]

    @property
    def follows(self) -> bool:
        """Whether every verdict of the receipt still follows."""
        return not self.turned

    @property
    def other_program(self) -> bool:
        return self.then.program != self.now.program

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """What changed of the inputs that every verdict rests on."""
        return tuple(item.path for item in self.inputs if item.kind in SHARED)

    def causes(self, turned: Turned) -> tuple[str, ...]:
        """Which changed files a verdict rests on: its own, else what all rest on, else any."""
        own = tuple(item.path for item in self.inputs if item.path == turned.path)
        return own + self.shared or tuple(item.path for item in self.inputs)


def compare(then: Receipt, now: Receipt) -> Difference:
    """Compare a receipt with the one that the same question gives now."""
    known = {**then.inputs.cases, **then.inputs.reports, **dict.fromkeys(then.verdicts, "")}
    paths = sorted({*then.verdicts, *now.verdicts})
    return Difference(
        then=then,
        now=now,
        turned=tuple(
            turned
            for path in paths
            if path in known
            for turned in _turned(path, then.verdicts.get(path, ()), now.verdicts.get(path, ()))
        ),
        later=tuple(path for path in paths if path not in known),
        inputs=tuple(_inputs(then.inputs, now.inputs)),
    )


def _turned(path: str, then: Iterable[Judged], now: Iterable[Judged]) -> Iterator[Turned]:
    before, after = _keyed(then), _keyed(now)
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield Turned(path=path, before=before.get(key), after=after.get(key))


def _keyed(items: Iterable[Judged]) -> dict[tuple[str, str, str, int], Judged]:
    """Verdicts by policy, rule, occurrence; the second of one kind counts as its 2."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for item in items:
        key = (item.policy or "", item.rule, item.about)
        seen[key] += 1
        found[(*key, seen[key])] = item
    return found


def _inputs(then: Inputs, now: Inputs) -> Iterator[InputChange]:
    for spec in fields(Inputs):
        before: Digests = getattr(then, spec.name)
        after: Digests = getattr(now, spec.name)
        for path in sorted({*before, *after}):
            if before.get(path) != after.get(path):
                yield InputChange(kind=spec.name, path=path, turn=_turn(before, after, path))


def _turn(before: Digests, after: Digests, path: str) -> Turn:
    if path not in after:
        return "gone"
    return "changed" if path in before else "new"
