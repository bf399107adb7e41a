"""Rules changed one parameter at a time: a change that no rule test notices is a duty untested.

Each mutant differs from the rule in one place, as a slip of the pen would: a number off by one,
another unit, an event left out, a bound that includes or does not, an extension forgotten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import time
from typing import Any, get_args, get_origin, get_type_hints

from checker.conditions import Unresolved, compile_condition, fact_types
from checker.lazily import dataclass
from checker.model.period import ROLLED, Duration, Within
from checker.model.policy import Revision
from checker.model.scalars import WrongValue
from checker.rules.base import Rule

UNTOUCHED: frozenset[str] = frozenset(
    {
        "id", "kind", "title", "basis", "provenance", "rationale", "remedy", "implements",
        "waivable", "document", "parties",
    }
)  # fmt: skip
"""Keys that name or explain, or that have one value only."""
OTHER_UNIT = {
    "hours": "working_days",
    "working_days": "calendar_days",
    "trading_days": "working_days",
    "calendar_days": "working_days",
    "weeks": "months",
    "months": "weeks",
    "years": "months",
}
OTHER_OPERATOR = {
    "gte": ("gt", "lte"), "gt": ("gte", "lt"), "lte": ("lt", "gte"), "lt": ("lte", "gt"),
    "eq": ("ne",), "ne": ("eq",), "in": ("not_in",), "not_in": ("in",),
}  # fmt: skip
MINUTES_A_DAY = 24 * 60
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
            yield from ((here, value, other) for other in _levels(item.field, value, revision))
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
        yield from ((here, value, other) for other in _minutes(value))
    elif isinstance(value, tuple):
        yield from ((here, value, other) for other in without_one(value))
    elif isinstance(value, str):
        yield from ((here, value, other) for other in _literals(hint) if other != value)


def periods(value: Duration) -> Iterator[Duration]:
    """One more, one less, another unit; of several, each changed, and the other of them chosen."""
    if isinstance(value, Within) and (value.latest or value.earliest):
        yield from _several(value)
        return
    changed: list[tuple[str, int]] = [
        (value.unit, value.number + 1),
        (value.unit, value.number - 1),
    ]
    if value.number:
        changed.append((_other_unit(value), value.number))
    for unit, number in changed:
        if number >= 0:
            yield type(value)(**{unit: number})


def _other_unit(value: Duration) -> str:
    """A unit that ends elsewhere: one working day and one day that is rolled end together."""
    alike = value.number == 1 and value.unit in ("working_days", "calendar_days")
    return "weeks" if alike else OTHER_UNIT[value.unit]


def _several(value: Within) -> Iterator[Within]:
    name, other = ("latest", "earliest") if value.latest else ("earliest", "latest")
    yield _of(other, value.parts)
    for place, part in enumerate(value.parts):
        for changed in periods(part):
            yield _of(name, (*value.parts[:place], changed, *value.parts[place + 1 :]))
        if len(value.parts) > 1:
            yield _of(name, (*value.parts[:place], *value.parts[place + 1 :]))


def _of(name: str, parts: tuple[Duration, ...]) -> Within:
    return Within(latest=parts) if name == "latest" else Within(earliest=parts)


def without_one(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The list without each of its items; of a group of which any will do, without each of those."""
    for place, item in enumerate(items):
        before, after = items[:place], items[place + 1 :]
        if len(items) > 1:
            yield (*before, *after)
        if isinstance(item, tuple):
            yield from ((*before, group, *after) for group in without_one(item) if group)


def _minutes(value: time) -> Iterator[time]:
    minutes = value.hour * 60 + value.minute
    for moved in (minutes - 1, minutes + 1):
        if 0 <= moved < MINUTES_A_DAY:
            yield time(moved // 60, moved % 60)


def _literals(hint: Any) -> Iterator[str]:
    """The texts that a key may have, where it has a closed list of them."""
    for argument in get_args(hint):
        if isinstance(argument, str):
            yield argument
        elif get_origin(argument) is not None or get_args(argument):
            yield from _literals(argument)


def conditions(when: dict[str, Any], revision: Revision) -> Iterator[dict[str, Any]]:
    """A condition with one part of it changed or left out."""
    for path, wanted in when.items():
        rest = {name: value for name, value in when.items() if name != path}
        if rest:
            yield rest
        if path == "any":
            for place, item in enumerate(wanted):
                others = [*wanted[:place], *wanted[place + 1 :]]
                if others:
                    yield rest | {"any": others}
                for changed in conditions(item, revision):
                    yield rest | {"any": [*wanted[:place], changed, *wanted[place + 1 :]]}
        elif path == "not":
            yield from (rest | {"not": changed} for changed in conditions(wanted, revision))
            yield {**rest, **wanted}
        else:
            yield from (rest | {path: other} for other in _matchers(path, wanted, revision))


def _matchers(path: str, wanted: Any, revision: Revision) -> Iterator[Any]:
    if isinstance(wanted, list):
        yield from (list(items) for items in without_one(tuple(wanted)))
        yield {"not_in": wanted}
    elif isinstance(wanted, dict):
        for operator, value in wanted.items():
            rest = {name: item for name, item in wanted.items() if name != operator}
            for other in OTHER_OPERATOR.get(operator, ()):
                yield rest | {other: value}
            yield from (rest | {operator: other} for other in _operands(path, value, revision))
    else:
        yield {"ne": wanted}
        yield from _operands(path, wanted, revision)


def _operands(path: str, value: Any, revision: Revision) -> Iterator[Any]:
    if isinstance(value, list):
        yield from (list(items) for items in without_one(tuple(value)))
    elif value in ("true", "false"):
        yield "false" if value == "true" else "true"
    elif isinstance(value, str) and value.isascii() and value.isdigit():
        yield from (str(int(value) + step) for step in (-1, 1) if int(value) + step >= 0)
    elif isinstance(value, str):
        yield from _levels(path, value, revision)


def _levels(field: str, value: str, revision: Revision) -> Iterator[str]:
    """The neighbours of a choice."""
    spec = revision.fields.get(field)
    known = spec.choice_ids() if spec else ()
    if value in known:
        place = known.index(value)
        yield from known[max(0, place - 1) : place]
        yield from known[place + 1 : place + 2]


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
