"""trace: events carry the records that prove them.

Why: the firm must be able to prove what it did; a step without a record proves nothing.

Fires:
    rule: {events: [replied], records: [recording]}
    events: [received 2026-03-02 E3, replied 2026-03-04 E3]
Does not:
    rule: {events: [replied], records: [recording]}
    events: [received 2026-03-02 E3, replied 2026-03-04 E3 recording]

See also: form, for what the case file itself must say.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from checker.lazily import dataclass
from checker.model.case import Event, Record
from checker.model.finding import Finding
from checker.model.scalars import Boolean, EventsOrAll, Positive, RecordsOrAll
from checker.model.text import Say, joined, plain, say
from checker.rules.base import MET, Context, Rule, Words, event_place, mark, not_applicable, offence


@dataclass(frozen=True, kw_only=True)
class Trace(Rule):
    """Every occurrence of the events carries at least so many records of the kinds."""

    anchored: ClassVar[bool] = True

    kind: Literal["trace"]
    """trace"""
    events: EventsOrAll = ("all",)
    """The event types, or `all`."""
    records: RecordsOrAll = ("all",)
    """The kinds of record that count, or `all`."""
    at_least: Positive = 1
    """How many."""
    digest: Boolean = False
    """Whether each of these records on the event needs a sha256."""

    def check(self, ctx: Context) -> list[Finding]:
        every = "all" in self.events
        events = ctx.timeline.events if every else ctx.timeline.of(self.events)
        findings = [self._judge(ctx, event) for event in events if ctx.governs(event.at)]
        return findings or not_applicable("没有发生相关事件", "none of the events occurred")

    def is_idle(self, types: frozenset[str]) -> bool:
        return "all" not in self.events and types.isdisjoint(self.events)

    def _judge(self, ctx: Context, event: Event) -> Finding:
        records = [
            record
            for record in event.records
            if "all" in self.records or record.kind in self.records
        ]
        if len(records) < self.at_least:
            return _broken(event, "no_record", self._lacking(ctx, event, len(records)))
        if self.digest and any(record.sha256 is None for record in records):
            return _broken(event, "no_digest", self._undigested(ctx, event, records))
        if ctx.brief:
            return MET
        return Finding(
            status="met",
            message=say("{event}已留痕", "{event} has its records", event=ctx.label(event)),
            place=event_place(event),
            actual=mark(event),
            anchor=event.at,
        )

    def _lacking(self, ctx: Context, event: Event, found: int) -> Say:
        return say(
            "{event}（{at}）应有至少 {wanted} 份{kinds}，现有 {found} 份",
            "{event} at {at} needs at least {wanted} record(s) of {kinds}, has {found}",
            event=ctx.label(event),
            at=ctx.short(event.at),
            wanted=self.at_least,
            kinds=self._kinds(Words(ctx.revision)),
            found=found,
        )

    def _undigested(self, ctx: Context, event: Event, records: list[Record]) -> Say:
        return say(
            "{event}（{at}）的记录中有 {n} 份没有 sha256 摘要",
            "{event} at {at} has {n} record(s) without a sha256",
            event=ctx.label(event),
            at=ctx.short(event.at),
            n=sum(record.sha256 is None for record in records),
        )

    def _kinds(self, words: Words) -> Say:
        if "all" in self.records:
            return say("记录", "any kind")
        return joined([plain(words.record(kind)) for kind in self.records], "或", " or ")

    def describe(self, words: Words) -> Say:
        return say(
            "{events}应留存至少 {n} 份{kinds}{digest}",
            "{events} keeps at least {n} record(s) of {kinds}{digest}",
            events=say("每个事件", "every event")
            if "all" in self.events
            else words.events(self.events),
            n=self.at_least,
            kinds=self._kinds(words),
            digest=say("，并登记 sha256 摘要", ", each with a sha256")
            if self.digest
            else say("", ""),
        )


def _broken(event: Event, reason: str, message: Say) -> Finding:
    return offence(event, reason, message, key="type" if not event.records else "records")
