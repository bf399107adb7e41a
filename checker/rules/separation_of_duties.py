"""separation-of-duties: no two of these types by the same person.

Why: whoever proposes should not be the one who approves.

Fires:
    rule: {events: [planned, approved]}
    events: [received 2026-03-02 E3, planned 2026-03-03 E2, approved 2026-03-04 E2]
Does not:
    rule: {events: [planned, approved]}
    events: [received 2026-03-02 E3, planned 2026-03-03 E3, approved 2026-03-04 E2]

See also: authority, which says who may do one event; recusal, about the accused.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.finding import Finding, Related
from checker.model.scalars import EventIds
from checker.model.text import Say, joined, plain, say
from checker.rules.base import Context, Rule, Words, event_place, met, not_applicable, offence

Include = Literal["aliases"]


@dataclass(frozen=True, kw_only=True)
class SeparationOfDuties(Rule):
    """No two different types of these are done by the same person.

    The breach lies at the later of the two events. Not applicable while fewer than two of the
    types occurred.
    """

    anchored: ClassVar[bool] = True
    case_wide: ClassVar[bool] = True

    kind: Literal["separation-of-duties"]
    """separation-of-duties"""
    events: EventIds
    """The types that need different people."""
    include: tuple[Include, ...] = ()
    """`aliases`: other ids of a person count as that person."""

    def check(self, ctx: Context) -> list[Finding]:
        events = ctx.timeline.in_order(ctx.timeline.of(self.events))
        if len({event.type for event in events}) <= 1:
            return not_applicable("这些事件尚未都发生", "fewer than two of the types occurred")
        pairs = self._pairs(ctx, events)
        governed = [pair for pair in pairs if ctx.governs(pair[1].at)]
        if not governed and not any(ctx.governs(later.at) for later in events[1:]):
            return not_applicable("由另一修订管辖", "another revision governs")
        broken = [self._broken(ctx, *pair) for pair in governed]
        return broken or met("由不同人员办理", "done by different people")

    def is_idle(self, types: frozenset[str]) -> bool:
        return len(types.intersection(self.events)) <= 1

    def _pairs(self, ctx: Context, events: list[Event]) -> list[tuple[Event, Event]]:
        """For each event the earliest earlier one of another type by the same person."""
        pairs = []
        for place, later in enumerate(events):
            for earlier in events[:place]:
                if earlier.type != later.type and self._same(ctx, earlier.by, later.by):
                    pairs.append((earlier, later))
                    break
        return pairs

    def _same(self, ctx: Context, a: str, b: str) -> bool:
        if "aliases" in self.include:
            return ctx.organization.same_person(a, b)
        return ctx.organization.resolve(a) == ctx.organization.resolve(b)

    def _broken(self, ctx: Context, earlier: Event, later: Event) -> Finding:
        return offence(
            later,
            "same_actor",
            say(
                "{later}与{earlier}由同一人办理",
                "{later} and {earlier} by the same person",
                later=ctx.label(later),
                earlier=ctx.label(earlier),
            ),
            key="by",
            related=(Related(ctx.told(earlier), event_place(earlier, "by")),),
        )

    def describe(self, words: Words) -> Say:
        names = joined([plain(words.event(name)) for name in self.events], "、", ", ")
        return say("{names}应由不同人员办理", "{names} by different people", names=names)
