"""A parameter's value in words: periods, times, labels of events and fields, plain ids."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable
from datetime import time
from functools import lru_cache
from typing import Any

from checker.comparing.labels import VALUES, parameter_label
from checker.lazily import dataclass
from checker.model.period import Duration
from checker.model.scalars import Ref
from checker.model.text import Say, joined, plain, say
from checker.rules.base import Words
from checker.wording import describe, fact_label

YES_NO = {True: say("是", "yes"), False: say("否", "no")}


@dataclass(frozen=True)
class Teller:
    """Tells the values of one rule's or entry's parameters, in its revision's own labels."""

    words: Words
    shape: type
    kind: str = ""
    choices_of: str = ""
    """The field whose choices texts are labelled by, for a classification."""

    def value(self, path: tuple[str, ...], value: Any) -> Say:
        """A value as people write it."""
        if path == ("when",):
            return describe(value, self.words)
        if path == ("required",) and isinstance(value, str):
            return say("自{event}起", "from {event} on", event=self.words.event(value))
        if isinstance(value, Duration):
            return value.describe()
        if isinstance(value, time):
            return plain(f"{value:%H:%M}")
        if isinstance(value, bool):
            return YES_NO[value]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._part(path, value)
        if isinstance(value, tuple):
            return self._list(path, value)
        return self.item(path, value)

    def _part(self, path: tuple[str, ...], part: Any) -> Say:
        told = []
        for spec in dataclasses.fields(part):
            value = getattr(part, spec.name)
            if value is not None and spec.init:
                here = (*path, spec.name.rstrip("_"))
                label = parameter_label(self.kind, here)
                told.append(say("{a} {b}", "{a}: {b}", a=label, b=self.value(here, value)))
        return joined(told, "，", ", ")

    def _list(self, path: tuple[str, ...], items: tuple[Any, ...]) -> Say:
        if not items:
            return say("（无）", "(none)")
        return joined([self.element(path, item) for item in items], "、", ", ")

    def element(self, path: tuple[str, ...], item: Any) -> Say:
        """One of a list: an id, or a group of which any will do."""
        if isinstance(item, tuple):
            return joined([self.item(path, inner) for inner in item], "或", " or ")
        return self.item(path, item)

    def item(self, path: tuple[str, ...], item: Any) -> Say:
        """A single text by what it refers to."""
        target = targets(self.shape).get(path)
        found = _LABELS[target](self.words, str(item)) if target in _LABELS else None
        if found is not None and str(item) != "all":
            return found
        if self.choices_of:
            return plain(self.words.choice(self.choices_of, str(item)))
        return VALUES.get(str(item), plain(str(item))) if _closed(target) else plain(str(item))


def _closed(target: str | None) -> bool:
    """Whether a text is of a vocabulary of ours, or `all`, rather than a role or a free text."""
    return target in (None, "event-or-all", "record-or-all", "path-or-all")


def _unit(words: Words, name: str) -> Say:
    unit = words.organization.units.get(name) if words.organization else None
    return plain(unit.name if unit else name)


def _event(words: Words, name: str) -> Say:
    return plain(words.event(name))


def _path(words: Words, name: str) -> Say:
    return fact_label(name, words)


def _record(words: Words, name: str) -> Say:
    return plain(words.record(name))


def _clause(words: Words, name: str) -> Say:
    return plain(words.revision.clause_labels.get(name, name))


def _source(words: Words, name: str) -> Say:
    titles = {source.id: source.title for source in words.revision.head.provenance}
    return plain(titles.get(name, name))


def _named(words: Words, name: str) -> Say:
    return plain(words.label(name))


_LABELS: dict[str | None, Callable[[Words, str], Say]] = {
    "event": _event,
    "event-or-all": _event,
    "field": _path,
    "path": _path,
    "path-or-all": _path,
    "record": _record,
    "record-or-all": _record,
    "clause": _clause,
    "unit": _unit,
    "unit-type": _named,
    "role": _named,
    "provenance": _source,
}


@lru_cache(maxsize=64)
def targets(shape: type) -> dict[tuple[str, ...], str]:
    """What the ids at each path of a dataclass refer to, by the marks of their types."""
    found: dict[tuple[str, ...], str] = {}
    hints = typing.get_type_hints(shape, include_extras=True)
    for spec in dataclasses.fields(shape):
        name = spec.name.rstrip("_")
        hint = hints[spec.name]
        if (mark := _mark(hint)) is not None:
            found[(name,)] = mark
        for part in _parts(hint):
            found |= {(name, *path): mark for path, mark in targets(part).items()}
    return found


def _mark(hint: Any) -> str | None:
    for extra in getattr(hint, "__metadata__", ()):
        if isinstance(extra, Ref):
            return extra.to
    inner = (_mark(argument) for argument in typing.get_args(hint))
    return next((mark for mark in inner if mark is not None), None)


def _parts(hint: Any) -> list[type]:
    candidates = (hint, *typing.get_args(hint))
    return [
        item
        for item in candidates
        if isinstance(item, type) and dataclasses.is_dataclass(item)
        and not issubclass(item, Duration)
    ]  # fmt: skip
