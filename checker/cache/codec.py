"""Objects of the model as plain JSON data and back: a pickle that can build nothing else.

Only dataclasses of the modules below are made, by their own constructors; whatever else stands
in the data is a `ValueError`.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

KIND = "~"
"""The key under which an object says what it is."""
MODULES = (
    "checker.calendar",
    "checker.document.limits",
    "checker.loading.instance",
    "checker.model.finding",
    "checker.model.moment",
    "checker.model.organization",
    "checker.model.period",
    "checker.model.policy",
    "checker.model.text",
    "checker.outcomes",
    "checker.related",
)
PACKAGE = "checker.rules."
"""Every dataclass of a rule kind is one too."""
_SIMPLE: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "Decimal": (Decimal, str, Decimal),
    "ZoneInfo": (ZoneInfo, str, ZoneInfo),
    "list": (list, lambda items: [encoded(item) for item in items], lambda data: decoded(data)),
    "frozenset": (frozenset, lambda items: _listed(items), lambda data: _gathered(data)),
}


def _listed(items: frozenset[Any]) -> Any:
    """A set in order; days, of which calendars have thousands, as one text."""
    if items and all(type(item) is date for item in items):
        return " ".join(map(date.isoformat, sorted(items)))
    return [encoded(item) for item in sorted(items)]


def _gathered(data: Any) -> frozenset[Any]:
    if isinstance(data, str):
        return frozenset(map(date.fromisoformat, data.split()))
    return frozenset(decoded(data))


@cache
def shapes() -> dict[str, type]:
    """The dataclasses that may be made, by name."""
    found: dict[str, type] = {}
    for name in [name for name in sys.modules if name in MODULES or name.startswith(PACKAGE)]:
        for shape in vars(sys.modules[name]).values():
            if not isinstance(shape, type) or shape.__module__ != name:
                continue
            if "__dataclass_fields__" in vars(shape):  # seen without making it (checker.lazily)
                assert found.setdefault(shape.__name__, shape) is shape, shape
    return found


@cache
def _fields(name: str) -> tuple[tuple[str, Any], ...]:
    """What is written of an object: what its constructor takes, its own memory aside."""
    return tuple(
        (spec.name, spec.default)
        for spec in dataclasses.fields(shapes()[name])
        if spec.init and not spec.name.startswith("_")
    )


def encoded(value: Any) -> Any:
    """Plain data for `value`; a tuple is a JSON list, everything else says what it is.

    Raises `ValueError` for what is no part of the model.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple):
        return [encoded(item) for item in value]
    if isinstance(value, dict):
        return {KIND: "dict", "items": [[encoded(k), encoded(v)] for k, v in value.items()]}
    for kind, (shape, write, _) in _SIMPLE.items():
        if type(value) is shape:
            return {KIND: kind, "value": write(value)}
    shape = type(value)
    if shapes().get(shape.__name__) is not shape:
        raise ValueError(shape.__name__)
    fields = _fields(shape.__name__)
    given = ((name, getattr(value, name), default) for name, default in fields)
    return {KIND: shape.__name__} | {
        name: encoded(item) for name, item, default in given if item is not default
    }


def decoded(data: Any) -> Any:
    """The value that was encoded. Raises `ValueError` for anything else."""
    if isinstance(data, list):
        return tuple(map(decoded, data))
    if not isinstance(data, dict):
        return data
    kind = data.get(KIND)
    if kind == "dict":
        return {decoded(key): decoded(value) for key, value in data["items"]}
    if kind in _SIMPLE:
        value = _SIMPLE[kind][2](data["value"])
        return list(value) if kind == "list" else value
    shape = shapes().get(str(kind))
    if shape is None:
        raise ValueError(kind)
    return shape(**{name: decoded(item) for name, item in data.items() if name != KIND})
