"""What reports count of one judged case: when it was open, what it is, what was said of it.

Nothing but ids, days, choices of public fields and statuses is taken out of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from checker.calendar import Calendar
from checker.engine import CaseFile, Result
from checker.loading.cases import Governed
from checker.model.case import Event
from checker.model.moment import Moment
from checker.model.policy import EventType, Revision
from checker.model.text import Say
from checker.reporting.facts import NO_WORDS, CaseFacts, Demand, Judged, Leave, Span, Spell, Step
from checker.reporting.verdicts import COUNTED, judged_of, past, responsible_unit
from checker.rules.base import Words
from checker.rules.classification import Classification
from checker.rules.deadline import Deadline
from checker.timeline import Timeline, at_or_after, earliest
from checker.verdicts import Verdict
from checker.wording import describe

ONE_DAY = timedelta(days=1)
CHOICES = ("choice", "choices")


class CaseReader:
    """One judged case; its events as the revisions that govern it know them."""

    def __init__(self, result: Result, item: CaseFile, name: Callable[[str], str] = str) -> None:
        assert item.case is not None
        assert item.read is not None  # a case that was judged was read
        self.result, self.case, self.verdicts = result, item.case, item.verdicts
        self.governed = item.read.governed
        self.id = name(self.case.id)
        known = [event for event in self.case.events if self._type_of(event) is not None]
        self.timeline = Timeline(known, self._type_of, earliest(self.case.events))
        opening = self.timeline.opening
        assert opening is not None  # a case without one is invalid
        self.opening = opening
        self.unit = responsible_unit(self.case, result)

    def _type_of(self, event: Event) -> EventType | None:
        for item in self.governed:
            revision = item.at(event.at) or item.policy.revisions[0]
            if event.type in revision.events:
                return revision.events[event.type]
        return None

    def read(self) -> CaseFacts:
        """All that reports count of it."""
        case, relations = self.case, self.result.relations
        return CaseFacts(
            id=self.id,
            unit=self.unit,
            spells=tuple(self._spells()),
            choices=dict(self._choices()),
            steps=tuple(self._steps()),
            judged=tuple(self._judged()),
            demands=tuple(self._demands()),
            leaves=tuple(self._leaves()),
            repeats=relations.repeats(case.id, case.previous),
            incident=case.incident,
            customers=relations.group_size(case.incident),
        )

    # --- when it was open

    def _spells(self) -> Iterator[Spell]:
        """Open from the opening event on, until a closing one; open again when reopened."""
        started: Event | None = None
        for event in self.timeline.in_order(self._turns()):
            kind = self._type_of(event)
            assert kind is not None
            if not kind.closes:
                started = started or event
            elif started is not None:
                yield Spell(
                    started=started.at.day,
                    ended=event.at.day,
                    ended_by=event.type,
                    span=self._span(started.at, event.at),
                )
                started = None
        if started is not None:
            yield Spell(started=started.at.day)

    def _turns(self) -> Iterator[Event]:
        """The events that open or close it, from the opening one on."""
        for event in self.timeline.events:
            kind = self._type_of(event)
            turns = kind is not None and (kind.opens or kind.closes or kind.reopens)
            if event is self.opening or (turns and at_or_after(event, self.opening)):
                yield event

    def _span(self, start: Moment, end: Moment) -> Span:
        days = [start.day + ONE_DAY * n for n in range(1, (end.day - start.day).days + 1)]
        answers = [self._calendar().counts(day) for day in days]
        return Span(len(days), None if None in answers else sum(map(bool, answers)))

    def _calendar(self) -> Calendar:
        revision = self._opening_revision() or self.governed[0].policy.revisions[0]
        calendar = self.result.instance.shelf.get(revision.head.calendar)
        assert calendar is not None  # resolved when the policy was read
        return calendar

    def _opening_revision(self) -> Revision | None:
        return next((item.opening for item in self.governed if item.opening), None)

    # --- what it is

    def _choices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for revision in _revisions(self.governed):
            for name, spec in revision.fields.items():
                value = self.case.fields.get(name)
                if spec.public and spec.type in CHOICES and value:
                    yield name, value if isinstance(value, tuple) else (value,)

    def _steps(self) -> Iterator[Step]:
        """What the policy times from the opening event, whatever rule asks for it."""
        timed = {
            rule.to: None
            for revision in _revisions(self.governed)
            for rule in revision.rules
            if isinstance(rule, Deadline) and self.opening.type in rule.from_
        }
        for types in timed:
            event = self.timeline.first_since(types, self.opening)
            if event is not None:
                yield Step(
                    types=types, day=event.at.day, span=self._span(self.opening.at, event.at)
                )

    # --- what was said of it

    def _judged(self) -> Iterator[Judged]:
        for verdict in self.verdicts:
            if verdict.finding.status in COUNTED:
                day = self._day(verdict)
                if verdict.finding.status != "met":  # nothing that may be broken waits for its day
                    day = min(day, self.result.as_of.day)
                yield judged_of(verdict, day, self.unit, self.id)

    def _day(self, verdict: Verdict) -> date:
        """The day a verdict counts for; what has none of its own counts for the opening's."""
        finding = verdict.finding
        if verdict.kind == "deadline":
            over = past(finding, self.result)
            mark = finding.actual or finding.trigger
            return over or (mark.at.day if mark else self.opening.at.day)
        moment = finding.breach or (finding.actual.at if finding.actual else finding.anchor)
        return max(moment.day if moment else self.opening.at.day, self.opening.at.day)

    def _demands(self) -> Iterator[Demand]:
        for verdict in self.verdicts:
            rule, status = verdict.rule, verdict.finding.status
            if isinstance(rule, Classification) and rule.at_least and status in COUNTED:
                yield Demand(
                    policy=verdict.policy,
                    rule=rule.id,
                    title=rule.title,
                    field=rule.field,
                    floor=rule.at_least,
                    kept=None if status == "undetermined" else status == "met",
                    because=_because(verdict),
                )

    def _leaves(self) -> Iterator[Leave]:
        for waiver in self.case.waivers:
            yield Leave(
                rule=waiver.rule,
                title=_title(waiver.rule, self.governed),
                since=waiver.at.day,
                until=waiver.until,
            )


def _because(verdict: Verdict) -> Say:
    """The condition under which the rule applies, in the words of its revision."""
    if verdict.rule is None or verdict.revision is None:
        return NO_WORDS
    return describe(verdict.rule.when, Words(verdict.revision))


def _revisions(governed: Iterable[Governed]) -> Iterator[Revision]:
    for item in governed:
        yield from item.all()


def _title(rule: str, governed: Iterable[Governed]) -> str:
    for revision in _revisions(governed):
        if rule in revision.rules_by_id:
            return str(revision.rules_by_id[rule].title)
    return rule
