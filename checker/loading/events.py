"""The events of a case and their records, and whether a governing revision knows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checker.loading.governing import CaseWorld, KnownEvents, Vocabulary
from checker.loading.parties import PartyReader
from checker.loading.readers import Data
from checker.model.case import (
    Event,
    Party,
    Record,
)
from checker.model.finding import Path, Problems
from checker.model.moment import Moment
from checker.model.policy import EventType
from checker.model.text import say

EVENT_KEYS = (
    "id", "type", "at", "by", "unit", "note", "records", "deadline", "designee", "corrects",
    "was", "now",
)  # fmt: skip


RECORD_KEYS = ("kind", "title", "sha256", "bytes", "uri", "path")


KNOWN_EVENT_KEYS, KNOWN_RECORD_KEYS = frozenset(EVENT_KEYS), frozenset(RECORD_KEYS)

USUAL_EVENT_KEYS = frozenset({"id", "type", "at", "by", "unit", "note", "records"})
"""What is looked for in every event; the others only where a key is none of these."""


UNIT = say("单位", "unit")


NO_WORDS = Vocabulary(())


class EventReader(PartyReader):
    """Reads events; the words of a case are known once the opening event is."""

    def __init__(self, world: CaseWorld, problems: Problems) -> None:
        super().__init__(problems, world.organization)
        self.world = world
        self.vocabulary = NO_WORDS
        self.partly_read = False
        """Whether a policy of the case could not be read: what only it knows is then no defect."""

    def _events(self, data: Data) -> list[Event]:
        events: list[Event] = []
        seen: set[str] = set()
        if data == []:
            self.wrong(("events",), "没有任何事件", "there are no events")
        for index, entry in self.entries(data, ("events",)):
            place: Path = ("events", index)
            if not entry.keys() <= USUAL_EVENT_KEYS:
                self.known_keys(entry, KNOWN_EVENT_KEYS, place)
            event = self._event(index, entry, place)
            if event is None:
                continue
            if event.id in seen:
                self._twice((*place, "id"), event.id)
            seen.add(event.id)
            events.append(event)
        for event in events:
            if event.corrects is not None and event.corrects not in seen - {event.id}:
                where: Path = ("events", event.index, "corrects")
                self.unknown(where, say("另一个事件", "other event"), event.corrects, seen)
        return events

    def _event(self, index: int, entry: dict[str, Data], place: Path) -> Event | None:
        complete = self.required(entry, ("id", "type", "at", "by"), place)
        at = self.moment(entry, "at", place, self.zone)
        by = self.id(entry, "by", place, alias=True)
        event_id, event_type = self.id(entry, "id", place), self.id(entry, "type", place)
        unit = self.id(entry, "unit", place)
        if not complete or at is None or by is None or event_id is None or event_type is None:
            return None
        self.staff_on(by, at, (*place, "by"))
        if unit is not None:
            self._unit_on(unit, at, (*place, "unit"))
        event = Event(
            index=index,
            id=event_id,
            type=event_type,
            at=at,
            by=by,
            unit=unit,
            note=self.text(entry, "note", place),
            records=self._records(entry, place),
        )
        if entry.keys() <= USUAL_EVENT_KEYS:
            return event
        return replace(event, **self._seldom(entry, place))

    def _seldom(self, entry: dict[str, Data], place: Path) -> dict[str, Any]:
        """What few events have."""
        return {
            "deadline": self.id(entry, "deadline", place),
            "designee": self._designee(entry, place),
            "corrects": self.id(entry, "corrects", place),
            "was": self.text(entry, "was", place),
            "now": self.text(entry, "now", place),
        }

    def _designee(self, entry: dict[str, Data], place: Path) -> Party | None:
        if entry.get("designee") is None:
            return None
        here = (*place, "designee")
        data = self.mapping(entry["designee"], here)
        return self._party(data, here) if data is not None else None

    def _unit_on(self, name: str, at: Moment, place: Path) -> None:
        units = self.world.organization.units
        if name not in units:
            self.unknown(place, UNIT, name, units)
        elif not units[name].exists_on(at.day):
            self.problems.add(
                "unknown-reference",
                place,
                say(
                    "单位 {name} 在 {day} 不存在",
                    "unit {name} does not exist on {day}",
                    name=name,
                    day=at.day,
                ),
            )

    def _records(self, event: dict[str, Data], place: Path) -> tuple[Record, ...]:
        data = event.get("records")
        if data is None:
            return ()
        records, place = [], (*place, "records")
        for index, entry in self.entries(data, place):
            here = (*place, index)
            if not entry.keys() <= KNOWN_RECORD_KEYS:
                self.known_keys(entry, KNOWN_RECORD_KEYS, here)
            record = self._record(entry, here)
            if record is not None:
                records.append(record)
        return tuple(records)

    def _record(self, entry: dict[str, Data], place: Path) -> Record | None:
        if not self.required(entry, ("kind",), place):
            return None
        uri, path = self.text(entry, "uri", place), self.text(entry, "path", place)
        if not uri and not path:
            self.wrong(place, "记录要写 path 或 uri", "a record needs path or uri")
        return Record(
            kind=self.id(entry, "kind", place) or "",
            title=self.text(entry, "title", place),
            sha256=self.digest(entry, place),
            bytes=self.byte_count(entry, place),
            uri=self.uri(uri, place),
            path=self.inner_path(path, place),
        )

    def _event_types(self, events: list[Event]) -> None:
        """Each type is known to the revision that governs its instant, under one policy at least."""
        if not self.vocabulary.is_whole:
            return
        for event in events:
            known = self.vocabulary.events_at(event.at)
            kinds = known.types.get(event.type, [])
            place: Path = ("events", event.index)
            if not kinds and event.type in known.passed_over:
                continue
            if not kinds and not self.partly_read:
                what = say("事件类型", "event type")
                self.unknown((*place, "type"), what, event.type, known.types)
            if event.records:
                self._record_kinds(event, known, place)
            for kind in kinds:
                if kind.corrects or kind.reclassifies:
                    self._carries(event, kind, place)

    def _record_kinds(self, event: Event, known: KnownEvents, place: Path) -> None:
        if not known.records or self.partly_read:
            return
        for index, record in enumerate(event.records):
            if record.kind and record.kind not in known.records:
                where = (*place, "records", index, "kind")
                self.unknown(where, say("记录种类", "kind of record"), record.kind, known.records)

    def _carries(self, event: Event, kind: EventType, place: Path) -> None:
        """What the type says its event must carry."""
        if kind.corrects and event.corrects is None:
            self.wrong(place, "缺少 corrects：更正哪个事件", "corrects is missing: which event")
        if kind.reclassifies and (event.was is None or event.now is None):
            self.wrong(place, "缺少 was 或 now", "was or now is missing")
        field = self.vocabulary.fields.get(kind.reclassifies or "")
        for key, value in (("was", event.was), ("now", event.now)):
            if field is not None and field.type == "choice" and value:
                self._choice(value, field, (*place, key))

    def _twice(self, place: Path, name: str) -> None:
        self.problems.add(
            "duplicate-id",
            place,
            say("事件编号 {name} 重复", "event id {name} stands twice", name=name),
            say("换一个没有用过的编号", "take an id that is not used yet"),
        )
