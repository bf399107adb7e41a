"""What of a case may be published: the one place that knows the allow-list.

Page makers get a `PublicCase` and never a `Case`. What is not named here does not leave: free
text, names, customer references, notes, staff ids, titles and places of records, and every field
that the policy does not mark `public`. A new field is hidden until somebody says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine import CaseFile
from checker.loading.cases import Governed
from checker.model.case import Case, Event, Money, Record
from checker.model.finding import Due, Status
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import EventType, Field, Revision
from checker.model.text import Say
from checker.pages.labels import FIXED_RULES
from checker.related import Relations
from checker.timeline import Timeline
from checker.verdicts import Verdict

PERSON = "（有关人员）"
HIDDEN_VALUES = frozenset({"masked"})
"""Values of a message that are taken from free text, even if masked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRecord:
    """That evidence of a kind was kept, and the digest that proves it."""

    kind: str
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvent:
    """What happened, when, for which unit; a title would name its holder in a small unit."""

    number: int
    """Its place in order of time, from 1; the id in the file is the staff's own word."""
    label: str
    at: Moment
    unit: str | None
    records: tuple[PublicRecord, ...]
    rule: str | None
    """The rule whose deadline it moves."""
    corrects: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVerdict:
    """What a rule says about the case."""

    policy: str
    revision: Revision | None
    rule: str
    title: str
    kind: str
    status: Status
    reason: str | None
    level: str
    message: str
    notes: tuple[str, ...]
    basis: tuple[str, ...]
    remedy: str | None
    trigger: Moment | None
    due: Due | None
    actual: Moment | None
    event: int | None
    """The number of the event that ended the period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNote:
    """A waiver or an acknowledgement: which rule, from when, until when; no word of why."""

    kind: str
    rule: str
    title: str
    at: Moment
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicValue:
    """A public field's value in words; `choices` are the ids where it is a choice."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCase:
    """All that the site knows of a case."""

    id: str
    policies: tuple[str, ...]
    revisions: tuple[Revision, ...]
    zone: ZoneInfo
    opened: Moment
    closed: Moment | None
    """When it was closed, where it is."""
    status: str
    unit: str | None
    branch: str | None
    """The complainant's home branch."""
    accused_people: int
    accused_units: tuple[str, ...]
    assisting_units: tuple[str, ...]
    incident: str | None
    group_size: int
    previous: tuple[str, ...]
    values: tuple[PublicValue, ...]
    events: tuple[PublicEvent, ...]
    verdicts: tuple[PublicVerdict, ...]
    notes: tuple[PublicNote, ...]

    @property
    def path(self) -> str:
        """Its page, from the site's root without a suffix."""
        return f"cases/{self.opened.day.year}/{self.id}"

    def count(self, *statuses: Status) -> int:
        return sum(verdict.status in statuses for verdict in self.verdicts)

    def value(self, field: str) -> str:
        return next((item.text for item in self.values if item.field == field), "")


class Publisher:
    """Makes public cases; knows the organization, so that it can take people out."""

    def __init__(self, organization: Organization, relations: Relations) -> None:
        self.organization = organization
        self.relations = relations

    def case(self, item: CaseFile) -> PublicCase | None:
        """The public part of a judged case; None where it was not judged under any revision."""
        case, read = item.case, item.read
        governed = [it for it in read.governed if it.opening is not None] if read else []
        if case is None or not governed:
            return None
        return _CaseMaker(self, case, governed).make(item.verdicts)

    def unit(self, name: str | None) -> str | None:
        known = self.organization.units.get(name or "")
        return known.name if known else None

    def role(self, staff: str, day: date) -> str | None:
        """What a person is, never who."""
        entry = self.organization.entry(staff, day)
        return entry.title if entry else None

    def tell(self, sentence: Say) -> str:
        """A message in Chinese, every staff id in its values replaced."""
        return self._masked(sentence).render("zh")

    def _masked(self, sentence: Say) -> Say:
        values = tuple((name, self._mask(name, value)) for name, value in sentence.values)
        return Say(sentence.zh, sentence.en, values)

    def _mask(self, name: str, value: object) -> object:
        if isinstance(value, Say):
            return self._masked(value)
        if name in HIDDEN_VALUES:
            return "…"
        if isinstance(value, str) and self.organization.knows_staff(value):
            return PERSON
        return value

    def verdict(self, verdict: Verdict, numbers: dict[str, int] | None = None) -> PublicVerdict:
        finding, rule = verdict.finding, verdict.rule
        return PublicVerdict(
            policy=verdict.policy,
            revision=verdict.revision,
            rule=verdict.rule_id,
            title=rule.title if rule else FIXED_RULES.get(verdict.rule_id, verdict.rule_id),
            kind=verdict.kind,
            status=finding.status,
            reason=finding.reason,
            level=finding.level or (rule.level if rule else "error"),
            message=self.tell(finding.message),
            notes=tuple(self.tell(note) for note in finding.notes),
            basis=verdict.basis,
            remedy=rule.remedy if rule else None,
            trigger=finding.trigger.at if finding.trigger else None,
            due=finding.due,
            actual=finding.actual.at if finding.actual else None,
            event=(numbers or {}).get(finding.actual.event) if finding.actual else None,
        )


class _CaseMaker:
    def __init__(self, publisher: Publisher, case: Case, governed: list[Governed]) -> None:
        self.publisher = publisher
        self.case = case
        self.governed = governed
        known = [event for event in case.events if self._type_of(event) is not None]
        self.timeline = Timeline(known, self._type_of)
        self.ordered = self.timeline.in_order(known)
        self.numbers = {event.id: place for place, event in enumerate(self.ordered, 1)}

    def _type_of(self, event: Event) -> EventType | None:
        revision = self._revision_of(event)
        return revision.events[event.type] if revision else None

    def _revision_of(self, event: Event) -> Revision | None:
        """The first governing revision that knows the event's type."""
        for item in self.governed:
            revision = item.at(event.at)
            if revision is not None and event.type in revision.events:
                return revision
        return None

    def make(self, verdicts: Iterable[Verdict]) -> PublicCase:
        case, publisher, timeline = self.case, self.publisher, self.timeline
        opening = timeline.opening
        assert opening is not None  # a case without one is invalid
        return PublicCase(
            id=case.id,
            policies=tuple(item.policy.id for item in self.governed),
            revisions=tuple(revision for item in self.governed for revision in item.all()),
            zone=self.governed[0].policy.zone,
            opened=opening.at,
            closed=timeline.closing.at if timeline.closing else None,
            status=self._status(),
            unit=publisher.unit(case.responsible.unit),
            branch=publisher.unit(case.complainant.unit),
            accused_people=sum(party.staff is not None for party in case.accused),
            accused_units=self._units(party.unit for party in case.accused),
            assisting_units=self._units(party.unit for party in case.assisting),
            incident=case.incident,
            group_size=publisher.relations.group_size(case.incident),
            previous=tuple(publisher.relations.earlier(case.id, case.previous)),
            values=tuple(self._values()),
            events=tuple(self._event(event) for event in self.ordered),
            verdicts=tuple(publisher.verdict(verdict, self.numbers) for verdict in verdicts),
            notes=tuple(self._notes()),
        )

    def _status(self) -> str:
        event = self.timeline.status_event
        kind = self._type_of(event) if event else None
        return (kind.status if kind else None) or "未定"

    def _units(self, names: Iterable[str | None]) -> tuple[str, ...]:
        told = (self.publisher.unit(name) for name in names)
        return tuple(name for name in told if name)

    def _values(self) -> Iterable[PublicValue]:
        seen = set()
        for item in self.governed:
            for name, spec in item.opening.fields.items() if item.opening else ():
                value = self.case.fields.get(name)
                if spec.public and value is not None and name not in seen:
                    seen.add(name)
                    text = self._text(spec, value)
                    yield PublicValue(field=name, label=spec.label, text=text)

    def _text(self, spec: Field, value: Any) -> str:
        """A field's value in words; a person only as what they are."""
        labels = {choice.id: choice.label for choice in spec.choices}
        if spec.type == "unit":
            return self.publisher.unit(value) or ""
        if spec.type == "staff":
            return PERSON
        if isinstance(value, tuple):
            return "、".join(labels.get(str(item), str(item)) for item in value)
        return labels.get(value, value) if isinstance(value, str) else self._scalar(value)

    def _scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Moment):
            return value.short(self.governed[0].policy.zone)
        if isinstance(value, Money):
            return f"{value.amount:,} {value.currency or ''}".strip()
        if isinstance(value, Decimal | int | date):
            return str(value)
        return ""

    def _event(self, event: Event) -> PublicEvent:
        revision = self._revision_of(event)
        unit = event.unit or self.publisher.organization.unit_of(event.by, event.at.day)
        return PublicEvent(
            number=self.numbers[event.id],
            label=revision.event_label(event.type) if revision else event.type,
            at=event.at,
            unit=self.publisher.unit(unit),
            records=tuple(self._record(record, revision) for record in event.records),
            rule=event.deadline,
            corrects=self.numbers.get(event.corrects or ""),
        )

    def _record(self, record: Record, revision: Revision | None) -> PublicRecord:
        known = revision.records.get(record.kind) if revision else None
        return PublicRecord(kind=known.label if known else record.kind, sha256=record.sha256)

    def _notes(self) -> Iterable[PublicNote]:
        for waiver in self.case.waivers:
            yield self._note("豁免", waiver.rule, waiver.at, waiver.until)
        for item in self.case.acknowledgements:
            yield self._note("违规确认", item.rule, item.at, None)

    def _note(self, kind: str, rule: str, at: Moment, until: date | None) -> PublicNote:
        return PublicNote(kind=kind, rule=rule, title=self._title(rule), at=at, until=until)

    def _title(self, rule: str) -> str:
        for item in self.governed:
            for revision in item.all():
                if rule in revision.rules_by_id:
                    return str(revision.rules_by_id[rule].title)
        return FIXED_RULES.get(rule, rule)
