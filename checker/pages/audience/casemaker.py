"""One case made public, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.engine import CaseFile
from checker.loading.cases import Governed
from checker.model.case import Case, Event, Record
from checker.model.moment import Moment
from checker.model.policy import EventType, Revision
from checker.pages.audience.particulars import particulars
from checker.pages.audience.published import PublicCase, PublicEvent, PublicNote, PublicRecord
from checker.pages.audience.publisher import Publisher, is_personal
from checker.pages.audience.values import change, values
from checker.pages.labels import FIXED_RULES
from checker.timeline import Timeline
from checker.verdicts import Verdict

OTHER_RECORD = "其他材料"


def public_case(item: CaseFile, publisher: Publisher) -> PublicCase | None:
    """The public part of a judged case.

    None where it was not judged under any revision, and where its id is personal data: an id
    is part of addresses.
    """
    case, read = item.case, item.read
    governed = [it for it in read.governed if it.opening is not None] if read else []
    if case is None or not governed or is_personal(case.id):
        return None
    return CaseMaker(publisher, case, governed).make(item.verdicts)


class CaseMaker:
    """Knows one case and the revisions that govern it."""

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
            values=tuple(values(case, self.governed, publisher, opening.at.day)),
            events=tuple(self._event(event) for event in self.ordered),
            verdicts=tuple(publisher.verdict(verdict, self.numbers) for verdict in verdicts),
            notes=tuple(self._notes()),
            particulars=tuple(particulars(case, publisher, opening.at.day)),
        )

    def _status(self) -> str:
        event = self.timeline.status_event
        kind = self._type_of(event) if event else None
        return (kind.status if kind else None) or "未定"

    def _units(self, names: Iterable[str | None]) -> tuple[str, ...]:
        told = (self.publisher.unit(name) for name in names)
        return tuple(name for name in told if name)

    def _event(self, event: Event) -> PublicEvent:
        revision, publisher = self._revision_of(event), self.publisher
        unit = event.unit or publisher.organization.unit_of(event.by, event.at.day)
        assert revision is not None  # the others were left out
        return PublicEvent(
            number=self.numbers[event.id],
            type=event.type,
            label=revision.event_label(event.type),
            at=event.at,
            unit=publisher.unit(unit),
            records=tuple(self._record(record, revision) for record in event.records),
            moves=self._title(event.deadline) if event.deadline else None,
            corrects=self.numbers.get(event.corrects or ""),
            change=change(event, revision, internal=publisher.internal),
            by=publisher.person(event.by, event.at.day),
            note=publisher.text(event.note),
        )

    def _record(self, record: Record, revision: Revision) -> PublicRecord:
        known, told = revision.records.get(record.kind), self.publisher.text
        return PublicRecord(
            kind=known.label if known else OTHER_RECORD,
            sha256=record.sha256,
            title=told(record.title),
            place=told(record.uri or record.path),
        )

    def _notes(self) -> Iterator[PublicNote]:
        for waiver in self.case.waivers:
            yield self._note(
                "豁免", waiver.rule, waiver.at, waiver.until, waiver.by, [waiver.reason]
            )
        for item in self.case.acknowledgements:
            why = [f"原因：{item.cause}", f"整改：{item.measure}"]
            yield self._note("违规确认", item.rule, item.at, None, item.by, why)

    def _note(
        self,
        kind: str,
        rule: str,
        at: Moment,
        until: date | None,
        by: str,
        why: Sequence[str | None],
    ) -> PublicNote:
        return PublicNote(
            kind=kind,
            rule=rule,
            title=self._title(rule),
            at=at,
            until=until,
            by=self.publisher.person(by, at.day),
            why=self.publisher.text("；".join(filter(None, why))),
        )

    def _title(self, rule: str) -> str:
        for item in self.governed:
            for revision in item.all():
                if rule in revision.rules_by_id:
                    return str(revision.rules_by_id[rule].title)
        return FIXED_RULES.get(rule, rule)
