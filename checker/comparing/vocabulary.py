"""Fields and their choices, events, records, terms, chapters and the head, side by side by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from checker.comparing.directions import AsStrict, Direction, direction
from checker.comparing.rules import ParameterChange, differing
from checker.lazily import dataclass
from checker.model.policy import Choice, Field, Revision

Sort = Literal["field", "choice", "event", "record", "term", "provenance", "chapter", "head"]
HEAD = (
    "title", "issuer", "applies_to", "repealed_on", "timezone", "calendar", "trading_calendar",
    "currency", "language",
)  # fmt: skip
"""What of the head is compared; label, day and reasons differ in every revision."""


@dataclass(frozen=True, kw_only=True)
class EntryChange:
    """An entry that was added, removed or changed; a choice's id is `field.choice`."""

    sort: Sort
    id: str
    before: Any
    after: Any
    parameters: tuple[ParameterChange, ...] = ()

    @property
    def entry(self) -> Any:
        return self.before if self.after is None else self.after


def compare_vocabulary(before: Revision, after: Revision) -> tuple[EntryChange, ...]:
    """What changed beside text and rules: the head first, then what a case records."""
    old, new = _head(before), _head(after)
    found = tuple(_made(list(_differing(old, new)), {}))
    changes = (
        [EntryChange(sort="head", id="", before=old, after=new, parameters=found)] if found else []
    )
    changes += _fields(before.fields, after.fields)
    changes += _entries("event", before.events, after.events)
    changes += _entries("record", before.records, after.records)
    changes += _entries("term", _terms(before), _terms(after))
    changes += _entries("provenance", _sources(before), _sources(after))
    changes += _entries("chapter", _chapters(before), _chapters(after))
    return tuple(changes)


def _head(revision: Revision) -> dict[str, Any]:
    return {name: getattr(revision.head, name) for name in HEAD}


def _differing(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterable[tuple[tuple[str, ...], Any, Any]]:
    return (((name,), old[name], new[name]) for name in old if old[name] != new[name])


def _terms(revision: Revision) -> dict[str, Any]:
    return {term.term: term for term in revision.head.terms}


def _sources(revision: Revision) -> dict[str, Any]:
    return {source.id: source for source in revision.head.provenance}


def _chapters(revision: Revision) -> dict[str, Any]:
    return {chapter.id: replace(chapter, articles=()) for chapter in revision.chapters}


def _fields(old: Mapping[str, Field], new: Mapping[str, Field]) -> list[EntryChange]:
    """Fields, each followed by its choices where both revisions have it."""
    changes: list[EntryChange] = []
    bare_old = {name: _without_choices(spec) for name, spec in old.items()}
    bare_new = {name: _without_choices(spec) for name, spec in new.items()}
    for name in (*new, *(name for name in old if name not in new)):
        one = {name} & bare_old.keys(), {name} & bare_new.keys()
        changes += _entries(
            "field", {key: bare_old[key] for key in one[0]}, {key: bare_new[key] for key in one[1]}
        )
        if name in old and name in new:
            changes += _choices(name, old[name], new[name])
    return changes


@dataclass(frozen=True, kw_only=True)
class _BareField:
    """A field but for what its choices are; their order is kept."""

    label: str
    type: str
    ordered: bool
    required: bool | str
    basis: tuple[str, ...]
    provenance: str | None
    definition: str | None
    public: bool


def _without_choices(spec: Field) -> _BareField:
    names = _BareField.__dataclass_fields__
    return _BareField(**{name: getattr(spec, name) for name in names})


def _choices(name: str, old: Field, new: Field) -> list[EntryChange]:
    changes = _entries(
        "choice",
        {f"{name}.{choice.id}": choice for choice in old.choices},
        {f"{name}.{choice.id}": choice for choice in new.choices},
    )
    return changes + _reordered(name, old.choices, new.choices)


def _reordered(name: str, old: tuple[Choice, ...], new: tuple[Choice, ...]) -> list[EntryChange]:
    """The order of the choices that both have, where it differs."""
    a, b = [choice.id for choice in old], [choice.id for choice in new]
    kept_a, kept_b = [item for item in a if item in b], [item for item in b if item in a]
    if kept_a == kept_b:
        return []
    order = ParameterChange(path=("order",), before=tuple(a), after=tuple(b), direction="none")
    return [EntryChange(sort="choice", id=name, before=old, after=new, parameters=(order,))]


def _required(a: bool | str, b: bool | str) -> bool:
    """Always asks more than from an event on, and that more than never."""
    return a is True or b is False or a == b


_WAYS: dict[Sort, dict[str, AsStrict]] = {"field": {"required": _required}}


def _entries(sort: Sort, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[EntryChange]:
    changes = []
    for name, entry in new.items():
        if name not in old:
            changes.append(EntryChange(sort=sort, id=name, before=None, after=entry))
        elif found := tuple(_made(differing(old[name], entry), _WAYS.get(sort, {}))):
            changes.append(
                EntryChange(sort=sort, id=name, before=old[name], after=entry, parameters=found)
            )
    gone = (name for name in old if name not in new)
    changes += [EntryChange(sort=sort, id=name, before=old[name], after=None) for name in gone]
    return changes


def _made(
    found: Iterable[tuple[tuple[str, ...], Any, Any]], ways: Mapping[str, AsStrict]
) -> Iterable[ParameterChange]:
    for path, a, b in found:
        way: Direction = direction(a, b, ways.get(path[-1]))
        yield ParameterChange(path=path, before=a, after=b, direction=way)
