"""Rules changed one parameter at a time: a change that no rule test notices is a duty untested.

Each mutant differs from the rule in one place, as a slip of the pen would: a number off by one,
another unit, an event left out, a bound that includes or does not, an extension forgotten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import time
from typing import Any, get_type_hints

from checker.conditions import Unresolved, compile_condition, fact_types
from checker.lazily import dataclass
from checker.model.period import ROLLED, Duration
from checker.model.policy import Revision
from checker.model.scalars import WrongValue
from checker.policychecks.slips import (
    conditions,
    literals,
    minutes,
    neighbours,
    periods,
    without_one,
)
from checker.rules.base import Rule

UNTOUCHED: frozenset[str] = frozenset(
    {
        "id", "kind", "title", "basis", "provenance", "rationale", "remedy", "implements",
        "waivable", "document", "parties",
    }
)  # fmt: skip
"""Keys that name or explain, or that have one value only."""
Place = tuple[str, ...]
Change = tuple[Place, Any, Any]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A rule that differs from the policy's in one place."""

    rule: Rule
    place: Place
    before: Any
    after: Any


def mutants(rule: Rule, revision: Revision) -> list[Mutant]:
    """Every mutant of a rule that is itself sound, each once."""
    found: dict[str, Mutant] = {}
    hints = get_type_hints(type(rule))
    for place, before, after in _changes(rule, (), hints, revision):
        if place == ("roll",) and not _rolls(rule):
            continue
        made = _made(rule, place, after)
        if made is not None and made != rule and _sound(made, revision):
            found.setdefault(
                f"{place} {after!r}", Mutant(rule=made, place=place, before=before, after=after)
            )
    return list(found.values())


def _changes(item: Any, path: Place, hints: dict[str, Any], revision: Revision) -> Iterator[Change]:
    for spec in dataclasses.fields(item):
        value = getattr(item, spec.name)
        if not spec.init or (not path and spec.name in UNTOUCHED) or value is None:
            continue
        here = (*path, spec.name)
        if spec.default is None:
            yield here, value, None
        if spec.name == "when":
            yield from ((here, value, other) for other in conditions(value, revision))
        elif spec.name == "at_least" and isinstance(value, str):
            yield from ((here, value, other) for other in neighbours(item.field, value, revision))
        else:
            yield from _values(value, here, hints.get(spec.name), revision)


def _values(value: Any, here: Place, hint: Any, revision: Revision) -> Iterator[Change]:
    if isinstance(value, Duration):
        yield from ((here, value, other) for other in periods(value))
    elif dataclasses.is_dataclass(value):
        inner = get_type_hints(type(value))
        yield from _changes(value, here, inner, revision)
    elif isinstance(value, bool):
        yield here, value, not value
    elif isinstance(value, int):
        yield from ((here, value, value + step) for step in (-1, 1))
    elif isinstance(value, time):
        yield from ((here, value, other) for other in minutes(value))
    elif isinstance(value, tuple):
        yield from ((here, value, other) for other in without_one(value))
    elif isinstance(value, str):
        yield from ((here, value, other) for other in literals(hint) if other != value)


def _rolls(rule: Any) -> bool:
    """Whether the last day can be moved at all: no unit but these is rolled."""
    return any(part.unit in ROLLED for part in rule.within.parts)


def _made(item: Any, place: Place, value: Any) -> Any:
    name, *deeper = place
    inner = _made(getattr(item, name), tuple(deeper), value) if deeper else value
    if deeper and inner is None:
        return None
    try:
        return dataclasses.replace(item, **{name: inner})
    except (WrongValue, TypeError, ValueError):
        return None


def _sound(rule: Rule, revision: Revision) -> bool:
    if rule.when is None:
        return True
    try:
        compile_condition(rule.when, revision, fact_types(revision))
    except Unresolved:
        return False
    return True
