"""sequence: first occurrences stand in a given order, until the case is reopened.

Why: approving before investigating is a breach even where both were done in time.

Fires:
    rule: {events: [planned, approved]}
    events: [received 2026-03-02 E3, approved 2026-03-04 E2, planned 2026-03-05 E3]
Does not:
    rule: {events: [planned, approved]}
    events: [received 2026-03-02 E3, planned 2026-03-04 E3, approved 2026-03-05 E2]

See also: required-event, which demands that something occurred.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.finding import Finding, Related
from checker.model.scalars import EventIds, EventIdsOrNone
from checker.model.text import Say, joined, listed, say
from checker.rules.base import Context, Rule, Words, event_place, met, not_applicable, offence
from checker.timeline import earliest, precedes


@dataclass(frozen=True, kw_only=True)
class Sequence(Rule):
    """The first occurrences of these types stand in this order, those that occurred.

    Equal instants are in order when the file lists them so. The order is judged up to the first
    event of a type that reopens, that event included; what follows is free.
    """

    kind: Literal["sequence"]
    """sequence"""
    events: EventIds
    """The types in their order."""
    after_last: EventIdsOrNone | None = None
    """What alone may follow the last of them, until one of these occurs; everything unless given."""

    def check(self, ctx: Context) -> list[Finding]:
        reopening = ctx.timeline.reopening

        def counts(event: Event) -> bool:
            return reopening is None or event is reopening or precedes(event, reopening)

        timeline = ctx.timeline
        occurred = (
            timeline.of((name,)) if reopening is None else filter(counts, timeline.of((name,)))
            for name in self.events
        )
        firsts = [first for events in occurred if (first := earliest(events)) is not None]
        if not firsts:
            return not_applicable("没有发生相关事件", "none of the events occurred")
        wrong = [
            self._out_of_order(ctx, later, earlier)
            for earlier, later in pairwise(firsts)
            if precedes(later, earlier)
        ]
        if self.after_last is not None:
            wrong += self._after_last(ctx, list(filter(counts, ctx.timeline.events)))
        return wrong or met("顺序正确", "in order")

    def is_idle(self, types: frozenset[str]) -> bool:
        return types.isdisjoint(self.events)

    def _out_of_order(self, ctx: Context, later: Event, earlier: Event) -> Finding:
        """`earlier` should have come first but stands after `later`: the breach is complete there."""
        return offence(
            earlier,
            "out_of_order",
            say(
                "{first}应在{second}之前，却于 {at} 才发生",
                "{first} must come before {second} but came at {at}",
                first=ctx.label(earlier),
                second=ctx.label(later),
                at=ctx.short(earlier.at),
            ),
            related=(Related(ctx.told(later), event_place(later)),),
        )

    def _after_last(self, ctx: Context, events: list[Event]) -> list[Finding]:
        last = earliest(event for event in events if event.type == self.events[-1])
        if self.after_last is None or last is None:
            return []
        allowed = earliest(
            event
            for event in events
            if event.type in self.after_last and event is not last and precedes(last, event)
        )
        return [
            self._follows(ctx, event, last)
            for event in events
            if event is not last
            and precedes(last, event)
            and (allowed is None or (event is not allowed and precedes(event, allowed)))
        ]

    def _follows(self, ctx: Context, event: Event, last: Event) -> Finding:
        return offence(
            event,
            "out_of_order",
            say(
                "{last}之后不应再有{event}（{at}）",
                "{event} at {at} may not follow {last}",
                last=ctx.label(last),
                event=ctx.label(event),
                at=ctx.short(event.at),
            ),
            related=(Related(ctx.told(last), event_place(last)),),
        )

    def describe(self, words: Words) -> Say:
        order = listed([words.event(name) for name in self.events])
        sentence = say("按此顺序：{order}", "in this order: {order}", order=order)
        if self.after_last is None:
            return sentence
        if not self.after_last:
            end = say("最后一项之后不得再有其他事件", "nothing may follow the last")
        else:
            end = say(
                "最后一项之后只能是{allowed}",
                "only {allowed} may follow the last",
                allowed=words.events(self.after_last),
            )
        return joined([sentence, end], "；", "; ")
