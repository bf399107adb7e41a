"""Whether conditions can hold at all, alone or together.

Paths are looked at one by one, so an answer of False is certain and one of True is not: facts
that depend on each other are taken to be free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from checker.conditions import All, Any_, Facts, FactType, Match, Not, Test
from checker.lazily import dataclass
from checker.model.moment import Moment, at_second
from checker.model.policy import Revision

MOST_WAYS = 2048
"""Ways to hold beyond which a condition is taken to be possible."""
SOMETHING_ELSE = "\N{NO-BREAK SPACE}"
"""A text that no policy names."""
POSITIVE = frozenset({"eq", "in"})
NEGATIVE = frozenset({"ne", "not_in"})
LOWEST = {"related.group_size": 1, "related.repeats": 0}

Literal = tuple[Match, bool]
Way = tuple[Literal, ...]


@dataclass(frozen=True)
class _Way:
    """Matches that must hold or not, all at once, by path."""

    literals: Way

    def by_path(self) -> dict[str, list[Literal]]:
        paths: dict[str, list[Literal]] = {}
        for literal in self.literals:
            paths.setdefault(literal[0].path, []).append(literal)
        return paths


def occurred(revision: Revision, types: Iterable[str]) -> Match:
    """The condition that one of these event types occurred."""
    fact = FactType("set", tuple(revision.events))
    return Match("case.events", fact, "in", tuple(types))


def possible(tests: Iterable[Test | None], revision: Revision) -> bool:
    """Whether all these conditions can hold of one case; False only where they cannot."""
    ways = _ways(All(tuple(test for test in tests if test is not None)), wanted=True)
    if ways is None:
        return True
    return any(_consistent(_Way(way), revision) for way in ways)


def matches(test: Test | None) -> Iterator[Match]:
    """Every match in a condition."""
    match test:
        case Match():
            yield test
        case Not():
            yield from matches(test.part)
        case All() | Any_():
            for part in test.parts:
                yield from matches(part)


def _ways(test: Test, *, wanted: bool) -> list[Way] | None:
    """The ways in which a condition holds, or fails; None where they are too many."""
    match test:
        case Match():
            return [((test, wanted),)]
        case Not():
            return _ways(test.part, wanted=not wanted)
        case All() | Any_():
            parts = [_ways(part, wanted=wanted) for part in test.parts]
            together = isinstance(test, All) == wanted
            return _joined(parts, together=together)
    return None


def _joined(parts: list[list[Way] | None], *, together: bool) -> list[Way] | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not together:
        ways = [way for part in known for way in part]
        return ways if len(ways) <= MOST_WAYS else None
    count = 1
    for part in known:
        count *= len(part)
    if count > MOST_WAYS:
        return None
    return [tuple(item for way in choice for item in way) for choice in product(*known)]


def _consistent(way: _Way, revision: Revision) -> bool:
    return all(
        any(_all_hold(literals, value) for value in _values(path, literals, revision))
        for path, literals in way.by_path().items()
    )


def _all_hold(literals: list[Literal], value: Any) -> bool:
    supposed = _Supposed(value)
    return all(match.holds(supposed) is wanted for match, wanted in literals)


class _Supposed(Facts):
    """Facts of which one value alone is supposed."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.currency = None

    def get(self, path: str) -> Any:
        return self.value


def _values(path: str, literals: list[Literal], revision: Revision) -> Iterator[Any]:
    """Values that tell all matches of a path apart; None for a case that lacks it."""
    fact = literals[0][0].fact
    if _may_lack(path, revision):
        yield None
    if fact.type == "set":
        yield from _sets(path, literals, revision)
    elif path == "case.status":
        yield from (name for name, kind in revision.events.items() if kind.status)
    elif fact.allowed is not None:
        yield from fact.allowed
    elif fact.type == "boolean":
        yield from (True, False)
    else:
        yield from _around(path, _named(literals), fact, revision)


def _may_lack(path: str, revision: Revision) -> bool:
    if path == "case.status":
        return revision.events[revision.opening_type].status is None
    return path not in (*LOWEST, "case.closed", "case.events")


def _sets(path: str, literals: list[Literal], revision: Revision) -> Iterator[frozenset[Any]]:
    """The largest set without what is ruled out: whatever is wanted beside that is in it."""
    ruled_out: set[Any] = set()
    for match, wanted in literals:
        if match.operator in (NEGATIVE if wanted else POSITIVE):
            ruled_out |= set(match.wanted)
    universe = {*(literals[0][0].fact.allowed or ()), *_named(literals), SOMETHING_ELSE}
    if path != "case.events" or revision.opening_type not in ruled_out:
        yield frozenset(universe - ruled_out)


def _named(literals: list[Literal]) -> list[Any]:
    """The values that matches name."""
    named: list[Any] = []
    for match, _ in literals:
        if match.operator != "exists":
            named += match.wanted if isinstance(match.wanted, tuple) else (match.wanted,)
    return named


def _around(path: str, named: list[Any], fact: FactType, revision: Revision) -> Iterator[Any]:
    match fact.type:
        case "number" | "money":
            yield from _numbers(path, named, revision)
        case "date":
            for day in named or [date(2000, 1, 1)]:
                yield from (day - timedelta(days=1), day, day + timedelta(days=1))
        case "datetime":
            for at in named or [Moment(date(2000, 1, 1))]:
                yield from _moments(at, revision)
        case _:
            yield from (*named, SOMETHING_ELSE)


def _numbers(path: str, named: list[Decimal], revision: Revision) -> Iterator[Decimal]:
    spec = revision.fields.get(path)
    values = {Decimal(0), *named}
    values |= {value + step for value in tuple(values) for step in (-1, 1)}
    if path not in LOWEST and (spec is None or spec.type != "integer"):
        ordered = sorted(values)
        values |= {(low + high) / 2 for low, high in pairwise(ordered)}
    lowest = LOWEST.get(path)
    yield from (value for value in sorted(values) if lowest is None or value >= lowest)


def _moments(at: Moment, revision: Revision) -> Iterator[Moment]:
    yield at
    yield from (Moment(at.day + timedelta(days=step)) for step in (-1, 1))
    if at.second is not None:
        yield from (at_second(at.second + step, revision.zone) for step in (-1, 1))
