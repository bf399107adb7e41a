"""A case file's plain data read into a `Case`, with every defect of the file under its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from checker.loading.fields import FieldReader
from checker.loading.readers import Data
from checker.model.case import (
    CORE_KEYS,
    Acknowledgement,
    Case,
    Complainant,
    Event,
    Party,
    Record,
    Waiver,
)
from checker.model.finding import Path, Problems
from checker.model.moment import Moment, compare
from checker.model.organization import Organization
from checker.model.policy import EventType, Field, Policy, Revision
from checker.model.text import Say, say
from checker.timeline import earliest

EVENT_KEYS = (
    "id", "type", "at", "by", "unit", "note", "records", "deadline", "designee", "corrects",
    "was", "now",
)  # fmt: skip
RECORD_KEYS = ("kind", "title", "sha256", "bytes", "uri", "path")
WAIVER_KEYS = ("rule", "reason", "by", "at", "until")
ACKNOWLEDGEMENT_KEYS = ("rule", "cause", "measure", "by", "at")
STAFF = say("人员", "staff member")
UNIT = say("单位", "unit")


@dataclass(slots=True)
class CaseWorld:
    """What a case may refer to."""

    policies: Mapping[str, Policy]
    organization: Organization
    as_of: Moment
    clock: bool
    """Whether `as_of` is the clock's; then what lies after it is a problem of the file."""
    fixed_rules: tuple[str, ...] = ("required-field",)
    broken: frozenset[str] = frozenset()
    """Policies that could not be read: a case is judged under its other ones."""


@dataclass(slots=True)
class Governed:
    """The revisions that govern a case under one policy."""

    policy: Policy
    opening: Revision | None
    later: tuple[Revision, ...] = ()

    def at(self, moment: Moment) -> Revision | None:
        """The revision that governs what is anchored at a moment."""
        found = self.opening
        for revision in self.later:
            if revision.effective_from <= moment.day:
                found = revision
        return found

    def all(self) -> tuple[Revision, ...]:
        return (self.opening, *self.later) if self.opening else ()


def govern(policy: Policy, opened: date) -> Governed:
    """The revision in force when a case was opened, and the later ones that reach into it."""
    opening = policy.in_force_on(opened)
    if opening is None:
        return Governed(policy, None)
    later = tuple(
        revision
        for revision in policy.revisions
        if revision.effective_from > opened and revision.head.applies_to == "open_cases"
    )
    return Governed(policy, opening, later)


@dataclass(slots=True)
class ReadCase:
    """A case as read, and what governs it; `case` is None where the file has a problem."""

    file: str
    case: Case | None
    governed: tuple[Governed, ...] = ()
    problems: Problems = field(default_factory=lambda: Problems(""))
    opened: Moment | None = None


def read_case(data: Data, file: str, world: CaseWorld) -> ReadCase:
    """Read one case; every problem found is reported, not only the first."""
    return _CaseReader(world, Problems(file)).read(data)


class _CaseReader(FieldReader):
    def __init__(self, world: CaseWorld, problems: Problems) -> None:
        super().__init__(problems, world.organization)
        self.world = world
        self.zone = ZoneInfo("UTC")
        self.governed: tuple[Governed, ...] = ()

    def read(self, data: Data) -> ReadCase:
        read = ReadCase(self.problems.file, None, problems=self.problems)
        mapping = self.mapping(data if data is not None else {}, ())
        if mapping is None or not self.required(mapping, ("id", "events"), ()):
            return read
        policies = self._policies(mapping)
        if not policies:
            return read
        self.zone = policies[0].zone
        events = self._events(mapping.get("events"))
        opening = self._opening(events, policies)
        if opening is not None:
            read.opened = opening.at
            openings = [self._opening_of(events, policy) or opening for policy in policies]
            self.governed = read.governed = tuple(
                govern(policy, start.at.day)
                for policy, start in zip(policies, openings, strict=True)
            )
            self._event_types(events)
            case = self._case(mapping, policies, events)
            self._future(case, opening)
            if not self.problems:
                read.case = case
        return read

    def _policies(self, data: dict[str, Data]) -> list[Policy]:
        known = self.world.policies
        names = self.ids(data, "policy", ())
        every = {*known, *self.world.broken}
        if data.get("policy") is None and len(every) == 1:
            names = tuple(known)
        if not names and not self.problems:
            self.wrong((), "缺少 policy：这里有多个制度", "policy is missing: there are several")
        found = []
        for name in names:
            if name in known:
                found.append(known[name])
            elif name not in self.world.broken:
                self.unknown(("policy",), say("制度", "policy"), name, known)
        return found

    def _events(self, data: Data) -> list[Event]:
        events: list[Event] = []
        seen: set[str] = set()
        if data == []:
            self.wrong(("events",), "没有任何事件", "there are no events")
        for index, entry in self.entries(data, ("events",)):
            place: Path = ("events", index)
            self.known_keys(entry, EVENT_KEYS, place)
            event = self._event(index, entry, place)
            if event is None:
                continue
            if event.id in seen:
                self._twice((*place, "id"), event.id)
            seen.add(event.id)
            events.append(event)
        for event in events:
            if event.corrects is not None and (event.corrects not in seen):
                where: Path = ("events", event.index, "corrects")
                self.unknown(where, say("事件", "event"), event.corrects, seen)
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
        return Event(
            index=index,
            id=event_id,
            type=event_type,
            at=at,
            by=by,
            unit=unit,
            note=self.text(entry, "note", place),
            records=self._records(entry.get("records"), (*place, "records")),
            deadline=self.id(entry, "deadline", place),
            designee=self._designee(entry, place),
            corrects=self.id(entry, "corrects", place),
            was=self.text(entry, "was", place),
            now=self.text(entry, "now", place),
        )

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

    def _records(self, data: Data, place: Path) -> tuple[Record, ...]:
        records = []
        for index, entry in self.entries(data, place):
            here = (*place, index)
            self.known_keys(entry, RECORD_KEYS, here)
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

    def _opening(self, events: list[Event], policies: list[Policy]) -> Event | None:
        opening = self._opening_of(events, policies[0])
        if opening is None and not self.problems:
            self.wrong(
                ("events",),
                f"没有立案事件 {policies[0].opening_type}",
                f"there is no opening event {policies[0].opening_type}",
            )
        return opening

    def _opening_of(self, events: list[Event], policy: Policy) -> Event | None:
        return earliest(event for event in events if event.type == policy.opening_type)

    def _event_types(self, events: list[Event]) -> None:
        """Each type is known to the revision that governs its instant, under one policy at least."""
        if any(governed.opening is None for governed in self.governed):
            return
        for event in events:
            revisions = [governed.at(event.at) for governed in self.governed]
            kinds = [
                revision.events[event.type]
                for revision in revisions
                if revision is not None and event.type in revision.events
            ]
            place: Path = ("events", event.index)
            if not kinds:
                known = [name for revision in revisions if revision for name in revision.events]
                self.unknown((*place, "type"), say("事件类型", "event type"), event.type, known)
            self._record_kinds(event, [revision for revision in revisions if revision], place)
            for kind in kinds:
                self._carries(event, kind, place)

    def _record_kinds(self, event: Event, revisions: list[Revision], place: Path) -> None:
        known = {name for revision in revisions for name in revision.records}
        if not known:
            return
        for index, record in enumerate(event.records):
            if record.kind and record.kind not in known:
                where = (*place, "records", index, "kind")
                self.unknown(where, say("记录种类", "kind of record"), record.kind, known)

    def _carries(self, event: Event, kind: EventType, place: Path) -> None:
        """What the type says its event must carry."""
        if kind.corrects and event.corrects is None:
            self.wrong(place, "缺少 corrects：更正哪个事件", "corrects is missing: which event")
        if kind.reclassifies and (event.was is None or event.now is None):
            self.wrong(place, "缺少 was 或 now", "was or now is missing")

    def _case(self, data: dict[str, Data], policies: list[Policy], events: list[Event]) -> Case:
        fields = self._known_fields()
        if fields is not None:
            self.known_keys(data, (*CORE_KEYS, *fields))
        return Case(
            id=self.id(data, "id", ()) or "",
            file=self.problems.file,
            policies=tuple(policy.id for policy in policies),
            title=self.text(data, "title", ()),
            summary=self.text(data, "summary", ()),
            complainant=self._complainant(data.get("complainant")),
            accused=self._parties(data.get("accused"), "accused"),
            responsible=self._responsible(data.get("responsible")),
            assisting=self._parties(data.get("assisting"), "assisting"),
            incident=self.id(data, "incident", ()),
            previous=self.ids(data, "previous", ()),
            events=tuple(events),
            waivers=self._waivers(data.get("waivers")),
            acknowledgements=self._acknowledgements(data.get("acknowledgements")),
            fields=self._fields(data, fields or {}),
            data=data,
        )

    def _known_fields(self) -> dict[str, list[Field]] | None:
        """Fields by name, one for each revision that has it; None where nothing governs."""
        if any(governed.opening is None for governed in self.governed):
            return None
        fields: dict[str, list[Field]] = {}
        for governed in self.governed:
            for revision in governed.all():
                for name, spec in revision.fields.items():
                    fields.setdefault(name, []).append(spec)
        return fields

    def _fields(self, data: dict[str, Data], fields: dict[str, list[Field]]) -> dict[str, Any]:
        values = {}
        for name, specs in fields.items():
            if name in data:
                value = self.field_value(data[name], specs, (name,), self.zone)
                if value is not None:
                    values[name] = value
        return values

    def _complainant(self, data: Data) -> Complainant:
        entry = self.mapping(data if data is not None else {}, ("complainant",))
        if entry is None:
            return Complainant()
        place: Path = ("complainant",)
        self.known_keys(entry, ("ref", "name", "unit"), place)
        unit = self.id(entry, "unit", place)
        if unit is not None:
            self.unit_known(unit, (*place, "unit"))
        ref = self.id(entry, "ref", place)
        return Complainant(ref=ref, name=self.text(entry, "name", place), unit=unit)

    def _responsible(self, data: Data) -> Party:
        entry = self.mapping(data if data is not None else {}, ("responsible",))
        return self._party(entry, ("responsible",)) if entry else Party()

    def _parties(self, data: Data, key: str) -> tuple[Party, ...]:
        parties = []
        for index, entry in self.entries(data, (key,)):
            place: Path = (key, index)
            if not any(entry.get(name) for name in ("staff", "unit")):
                self.wrong(place, "写明 staff 或 unit", "staff or unit is wanted")
            parties.append(self._party(entry, place, index, dated=key == "accused"))
        return tuple(parties)

    def _party(
        self, entry: dict[str, Data], place: Path, index: int = 0, *, dated: bool = False
    ) -> Party:
        self.known_keys(entry, ("staff", "unit", "since") if dated else ("staff", "unit"), place)
        staff = self.id(entry, "staff", place, alias=True)
        unit = self.id(entry, "unit", place)
        if staff is not None:
            self.staff_known(staff, (*place, "staff"))
        if unit is not None:
            self.unit_known(unit, (*place, "unit"))
        since = self.moment(entry, "since", place, self.zone) if dated else None
        return Party(staff=staff, unit=unit, since=since, index=index)

    def _waivers(self, data: Data) -> tuple[Waiver, ...]:
        waivers = []
        for index, entry in self.entries(data, ("waivers",)):
            place: Path = ("waivers", index)
            self.known_keys(entry, WAIVER_KEYS, place)
            complete = self.required(entry, ("rule", "by", "at", "until"), place)
            rule, by, at = self._statement(entry, place)
            until = self.moment(entry, "until", place, self.zone)
            if complete and rule and by and at and until:
                waivers.append(
                    Waiver(
                        index=index,
                        rule=rule,
                        reason=self.text(entry, "reason", place),
                        by=by,
                        at=at,
                        until=until.day,
                    )
                )
        return tuple(waivers)

    def _acknowledgements(self, data: Data) -> tuple[Acknowledgement, ...]:
        acknowledgements = []
        for index, entry in self.entries(data, ("acknowledgements",)):
            place: Path = ("acknowledgements", index)
            self.known_keys(entry, ACKNOWLEDGEMENT_KEYS, place)
            complete = self.required(entry, ACKNOWLEDGEMENT_KEYS, place)
            rule, by, at = self._statement(entry, place)
            if complete and rule and by and at:
                acknowledgements.append(
                    Acknowledgement(
                        index=index,
                        rule=rule,
                        cause=self.text(entry, "cause", place) or "",
                        measure=self.text(entry, "measure", place) or "",
                        by=by,
                        at=at,
                    )
                )
        return tuple(acknowledgements)

    def _statement(
        self, entry: dict[str, Data], place: Path
    ) -> tuple[str | None, str | None, Moment | None]:
        """What waivers and acknowledgements share: which rule, who, when."""
        rule = self.id(entry, "rule", place)
        by = self.id(entry, "by", place, alias=True)
        at = self.moment(entry, "at", place, self.zone)
        if rule is not None:
            self.rule_known(rule, (*place, "rule"))
        if by is not None and at is not None:
            self.staff_on(by, at, (*place, "by"))
        return rule, by, at

    def rule_known(self, rule: str, place: Path) -> None:
        known = {
            name
            for governed in self.governed
            for revision in governed.policy.revisions
            for name in revision.rules_by_id
        }
        known |= set(self.world.fixed_rules)
        if rule not in known:
            self.unknown(place, say("规则", "rule"), rule, known)

    def _future(self, case: Case, opening: Event) -> None:
        for event in case.events:
            if event.deadline is not None:
                self.rule_known(event.deadline, ("events", event.index, "deadline"))
        if not self.world.clock:
            return
        dated: list[tuple[Path, Moment]] = [
            (("events", event.index, "at"), event.at) for event in case.events
        ]
        dated += [(("waivers", item.index, "at"), item.at) for item in case.waivers]
        dated += [
            (("acknowledgements", item.index, "at"), item.at) for item in case.acknowledgements
        ]
        for place, at in dated:
            if compare(at, self.world.as_of) > 0:
                self.problems.add("future-event", place, _FUTURE, _FUTURE_REMEDY)

    def _twice(self, place: Path, name: str) -> None:
        self.problems.add(
            "duplicate-id",
            place,
            say("事件编号 {name} 重复", "event id {name} stands twice", name=name),
            say("换一个没有用过的编号", "take an id that is not used yet"),
        )


_FUTURE = say("时间在将来", "this lies in the future")
_FUTURE_REMEDY: Say = say("只记录已经发生的事", "record only what has happened")
