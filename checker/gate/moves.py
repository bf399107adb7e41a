"""Events that say a field went from one value to another, held against the field before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.gate.cases import Pair
from checker.gate.entries import added_entries
from checker.gate.telling import remark
from checker.loading.instance import Instance
from checker.model.finding import Diagnostic
from checker.model.scalars import ID
from checker.model.text import say


def reclassified_fields(instance: Instance, name: object) -> set[str]:
    """The fields that an event type gives a new value."""
    types = (
        revision.events.get(str(name))
        for policy in instance.policies.values()
        for revision in policy.revisions
    )
    return {kind.reclassifies for kind in types if kind is not None and kind.reclassifies}


def contradicted(pair: Pair, instance: Instance) -> Iterator[Diagnostic]:
    """New events by which a field moved as it did not: what hangs on them hangs on a word alone."""
    if pair.before is None or pair.after is None:
        return
    before, after = pair.before.data, pair.after.data
    moves = [
        (field, event)
        for event in added_entries(before, after, "events")
        if isinstance(event, dict)
        for field in sorted(reclassified_fields(instance, event.get("type")))
    ]
    for field, event in moves:
        others = [other for name, other in moves if name == field and other is not event]
        starts = [before.get(field), *(other.get("now") for other in others)]
        ends = [after.get(field), *(other.get("was") for other in others)]
        if event.get("was") not in starts or event.get("now") not in ends:
            yield _told(pair, field, event)


def _told(pair: Pair, field: str, event: dict[str, Any]) -> Diagnostic:
    assert pair.before is not None
    assert pair.after is not None
    listed = pair.after.data.get("events") or []
    message = say(
        "事件 {id} 写明 {field} 由 {was} 改为 {now}，而基准上是 {old}，改后是 {new}",
        "event {id} says {field} went from {was} to {now}; it was {old} and is {new}",
        id=_plain(event.get("id")),
        field=field,
        was=_plain(event.get("was")),
        now=_plain(event.get("now")),
        old=_plain(pair.before.data.get(field)),
        new=_plain(pair.after.data.get(field)),
    )
    place = ("events", listed.index(event)) if event in listed else ("events",)
    return remark("facts-changed", message, pair.after, place)


def _plain(value: object) -> str:
    """A choice or an id; nothing else of a case is repeated."""
    if value is None:
        return "—"
    return value if isinstance(value, str) and ID.fullmatch(value) else "…"
