"""The events of one case in order, as one policy sees them, and what follows from them.

Pure. Where one of two events on a day has no time, neither is earlier by the clock and the
order in the file decides; so order is always asked of two events, never sorted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from checker.model.case import Event
from checker.model.moment import compare
from checker.model.policy import EventType

TypeOf = Callable[[Event], EventType | None]


def precedes(a: Event, b: Event) -> bool:
    """Whether `a` stands before `b`: by time, else by the order in the file."""
    by_time = compare(a.at, b.at)
    return by_time < 0 or (by_time == 0 and a.index < b.index)


def at_or_after(event: Event, other: Event) -> bool:
    """Whether `event` is at or after `other`; the same instant is, wherever it is listed."""
    by_time = compare(event.at, other.at)
    if by_time == 0 and event.at.timed and other.at.timed:
        return True
    return by_time > 0 or (by_time == 0 and event.index >= other.index)


def earliest(events: Iterable[Event]) -> Event | None:
    """The earliest event; of those that no clock tells apart, the first listed."""
    best: Event | None = None
    for event in events:
        if best is None or precedes(event, best):
            best = event
    return best


def latest(events: Iterable[Event]) -> Event | None:
    """The latest event; of those that no clock tells apart, the last listed."""
    best: Event | None = None
    for event in events:
        if best is None or precedes(best, event):
            best = event
    return best


def _in_file_order(one: Sequence[Event], other: Sequence[Event]) -> Sequence[Event]:
    by_index = {event.index: event for events in (one, other) for event in events}
    return [by_index[index] for index in sorted(by_index)]


class Timeline:
    """Events of a case known to one policy, in the file's order."""

    def __init__(
        self, events: Sequence[Event], type_of: TypeOf, opened: Event | None = None
    ) -> None:
        self.events = tuple(events)
        # `type_of` is not kept: it holds this timeline, and what goes in a circle waits for a collector
        self._kinds = [(event, kind) for event in events if (kind := type_of(event)) is not None]
        self._by_type: dict[str, list[Event]] = {}
        for event in self.events:
            self._by_type.setdefault(event.type, []).append(event)
        self.types = frozenset(self._by_type)
        """The event types that occurred."""
        self.opening = earliest(self._that("opens")) or opened
        """The opening event: the earliest of the type that opens, else what opened the case."""
        correcting = any(event.corrects for event in self.events)
        self.correcting = tuple(
            event for event in (self._that("corrects") if correcting else ()) if event.corrects
        )
        """The events of a type that corrects which name one, in the file's order."""

    def of(self, types: Sequence[str]) -> Sequence[Event]:
        """The events of any of these types, in the file's order."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        found: Sequence[Event] = ()
        for name in types:
            events = self._by_type.get(name)
            if events is not None:
                found = _in_file_order(found, events) if found else events
        return found

    def first(self, types: Sequence[str]) -> Event | None:
        """The earliest event of any of these types."""
        events = self.of(types)
        return earliest(events) if len(events) > 1 else events[0] if events else None

    def first_since(self, types: Sequence[str], since: Event) -> Event | None:
        """The earliest at or after an event, that event itself left aside."""
        best: Event | None = None
        for event in self.of(types):
            later = event is not since and at_or_after(event, since)
            if later and (best is None or precedes(event, best)):
                best = event
        return best

    @staticmethod
    def in_order(events: Iterable[Event]) -> list[Event]:
        """Events one after the other; a full order for telling, built from pairs."""
        ordered: list[Event] = []
        for event in events:
            place = len(ordered)
            while place and precedes(event, ordered[place - 1]):
                place -= 1
            ordered.insert(place, event)
        return ordered

    def _that(self, flag: str) -> list[Event]:
        return [event for event, kind in self._kinds if getattr(kind, flag)]

    @cached_property
    def reopening(self) -> Event | None:
        """The first event of a type that reopens."""
        return earliest(self._that("reopens"))

    @cached_property
    def status_event(self) -> Event | None:
        """The latest event whose type has a status."""
        return latest(self._that("status"))

    @property
    def status(self) -> str | None:
        """The type of that event."""
        return self.status_event.type if self.status_event else None

    @cached_property
    def closing(self) -> Event | None:
        """The closing event that stands after the last opening or reopening one, if any."""
        start = latest([*self._that("opens"), *self._that("reopens")])
        closings = self._that("closes")
        return latest(event for event in closings if start is None or precedes(start, event))

    @property
    def closed(self) -> bool:
        return self.closing is not None
