"""What a slip of the pen makes of a value: of a period, a time, a list, a choice, a condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any, get_args, get_origin

from checker.model.period import Duration, Within
from checker.model.policy import Revision

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


def minutes(value: time) -> Iterator[time]:
    """A minute earlier and a minute later, within the day."""
    minute = value.hour * 60 + value.minute
    for moved in (minute - 1, minute + 1):
        if 0 <= moved < MINUTES_A_DAY:
            yield time(moved // 60, moved % 60)


def literals(hint: Any) -> Iterator[str]:
    """The texts that a key may have, where it has a closed list of them."""
    for argument in get_args(hint):
        if isinstance(argument, str):
            yield argument
        elif get_origin(argument) is not None or get_args(argument):
            yield from literals(argument)


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
        yield from neighbours(path, value, revision)


def neighbours(field: str, value: str, revision: Revision) -> Iterator[str]:
    """The choice before a field's choice and the one after it."""
    spec = revision.fields.get(field)
    known = spec.choice_ids() if spec else ()
    if value in known:
        place = known.index(value)
        yield from known[max(0, place - 1) : place]
        yield from known[place + 1 : place + 2]
