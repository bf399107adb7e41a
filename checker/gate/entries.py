"""One case before and after a step: what was taken from it, what was put into it.

It looks at plain data: comments and layout may change, what a case says may not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from checker.lazily import dataclass

LISTS = ("events", "waivers", "acknowledgements")
Turn = Literal["changed", "removed", "moved"]
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Touched:
    """An entry that was merged and is not as it was."""

    list: str
    name: str
    """An event's id, else the entry's number from 1."""
    turn: Turn


def touched_entries(before: Data, after: Data) -> Iterator[Touched]:
    """Entries of the case before that the case after lacks, has otherwise, or in another order."""
    yield from _events(_entries(before, "events"), _entries(after, "events"))
    for name in LISTS[1:]:
        left = list(_entries(after, name))
        for number, entry in enumerate(_entries(before, name), 1):
            if entry in left:
                left.remove(entry)
            else:
                yield Touched(name, str(number), "removed")


def added_entries(before: Data, after: Data, name: str) -> list[Any]:
    """Entries of a list that are new."""
    old = _entries(before, name)
    ids = {_id(entry) for entry in old if _id(entry) is not None}
    if name == "events":
        return [item for item in _entries(after, name) if item not in old and _id(item) not in ids]
    left, new = list(old), []
    for entry in _entries(after, name):
        if entry in left:
            left.remove(entry)
        else:
            new.append(entry)
    return new


def changed_facts(before: Data, after: Data) -> list[str]:
    """The keys beside the lists whose value was changed or taken away; a blank filled is neither."""
    return sorted(
        key
        for key in before
        if key not in LISTS and kept_value(before[key], after.get(key)) != _settled(after.get(key))
    )


def openings_added(before: Data, after: Data, opening: frozenset[str]) -> list[Any]:
    """New events of a type that opened the case already: its first day says what governs it."""
    stood = {_type(entry) for entry in _entries(before, "events")} & opening
    return [entry for entry in added_entries(before, after, "events") if _type(entry) in stood]


def kept(before: Data, after: Data, opening: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The case as if nothing had been taken from it: what stood, and what is new behind it.

    A further event that opens is left out: like a fact, it can put a case under other rules.
    """
    merged = {key: kept_value(before.get(key), after.get(key)) for key in {**before, **after}}
    again = openings_added(before, after, opening)
    for name in LISTS:
        new = [entry for entry in added_entries(before, after, name) if entry not in again]
        entries = [*_entries(before, name), *new]
        if entries:
            merged[name] = entries
        else:
            merged.pop(name, None)
    return merged


def kept_value(before: Any, after: Any) -> Any:
    """A fact as it was; a blank one as it is now, a list or a mapping with what was added."""
    before, after = _settled(before), _settled(after)
    if isinstance(before, dict) and isinstance(after, dict):
        return {key: kept_value(before.get(key), after.get(key)) for key in {**before, **after}}
    if isinstance(before, list) and isinstance(after, list):
        return [*before, *(item for item in after if item not in before)]
    return after if before in (None, "", [], {}) else before


def _events(before: list[Any], after: list[Any]) -> Iterator[Touched]:
    found = {_id(entry): entry for entry in after}
    for number, entry in enumerate(before, 1):
        name = _id(entry)
        if name is None:
            if entry not in after:
                yield Touched("events", str(number), "removed")
        elif name not in found:
            yield Touched("events", name, "removed")
        elif found[name] != entry:
            yield Touched("events", name, "changed")
    order = [_id(entry) for entry in after]
    places = [order.index(_id(entry)) for entry in before if _id(entry) in order]
    for earlier, later, entry in zip(places, places[1:], before[1:], strict=False):
        if later < earlier:
            yield Touched("events", str(_id(entry)), "moved")


def _entries(data: Data, name: str) -> list[Any]:
    value = data.get(name)
    return [_settled(item) for item in value] if isinstance(value, list) else []


def _id(entry: Any) -> str | None:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _type(entry: Any) -> object:
    return entry.get("type") if isinstance(entry, dict) else None


def _settled(value: Any) -> Any:
    """Data without the keys that have no value: `note:` and no note are the same."""
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_settled(item) for item in value]
    return value
