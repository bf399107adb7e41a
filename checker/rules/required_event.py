"""required-event: events that must have happened, before, after or once something else did.

Why: a step that left no event did not happen, as far as anybody can show.

Fires:
    rule: {events: [replied], before: closed}
    events: [received 2026-03-02 E3, closed 2026-03-09 E3, replied 2026-03-10 E3]
Does not:
    rule: {events: [replied], before: closed}
    events: [received 2026-03-02 E3, replied 2026-03-08 E3, closed 2026-03-09 E3]

See also: sequence, which orders what occurred and demands nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.finding import Finding
from checker.model.scalars import EventGroups, EventIds
from checker.model.text import Say, joined, say
from checker.rules.base import Context, Rule, Words, event_place, mark, met, not_applicable
from checker.timeline import at_or_after


@dataclass(frozen=True, kw_only=True)
class RequiredEvent(Rule):
    """Events that must have happened; a nested list asks for any one of its types.

    With `before`, only what stands at or before the first such event counts; with `after`, only
    what stands at or after it. It is owed once `before` or `once` occurred, with `after` alone
    once that occurred, with none of them at once.
    """

    kind: Literal["required-event"]
    """required-event"""
    events: EventGroups
    """All of these; a nested list is any-of."""
    before: EventIds | None = None
    """Judged once this occurred: the events stand at or before its first occurrence."""
    after: EventIds | None = None
    """Only occurrences at or after this one's first count."""
    once: EventIds | None = None
    """Owed as soon as this occurred."""

    def check(self, ctx: Context) -> list[Finding]:
        before = ctx.timeline.first(self.before) if self.before else None
        after = ctx.timeline.first(self.after) if self.after else None
        owed_by = self._owed_by(ctx, before, after)
        if owed_by is None:
            return not_applicable("尚未到应有该事件的时候", "not owed yet")
        if self.after and after is None:
            return [self._missing(ctx, group, owed_by, ()) for group in self.events]
        missing = []
        for group in self.events:
            happened = ctx.timeline.of(group)
            if not _any_counts(happened, before, after):
                missing.append(self._missing(ctx, group, owed_by, happened))
        return missing or met("应有的事件都已发生", "all events are there")

    def is_idle(self, types: frozenset[str]) -> bool:
        if self.before is None and self.once is None:
            return self.after is not None and types.isdisjoint(self.after)
        return types.isdisjoint((*(self.before or ()), *(self.once or ())))

    def _owed_by(self, ctx: Context, before: Event | None, after: Event | None) -> Event | None:
        """The event that made it owed; the opening one where it is owed at once."""
        if self.before is None and self.once is None:
            return after if self.after else ctx.opening
        once = ctx.timeline.first(self.once) if self.once else None
        return once if before is None else before

    def _missing(
        self, ctx: Context, group: tuple[str, ...], owed_by: Event, happened: Sequence[Event]
    ) -> Finding:
        wanted = Words(ctx.revision).events(group)
        if happened:
            late = ctx.timeline.in_order(happened)[0]
            message = say(
                "{wanted}于 {at}，不在规定的时点",
                "{wanted} at {at}, not when it counts",
                wanted=wanted,
                at=ctx.short(late.at),
            )
        else:
            message = say("缺少{wanted}", "no {wanted}", wanted=wanted)
        return Finding(
            status="violation",
            reason="missing",
            message=joined(
                [message, say("（{when}）", " ({when})", when=ctx.told(owed_by))], "", ""
            ),
            place=event_place(owed_by),
            actual=mark(happened[0]) if happened else None,
            breach=owed_by.at,
            actor=owed_by.by if self.before else None,
        )

    def describe(self, words: Words) -> Say:
        wanted = joined([words.events(group) for group in self.events], "、", " and ")
        if self.before:
            sentence = say(
                "{before}以前应有{wanted}",
                "{wanted} must come before {before}",
                before=words.events(self.before),
                wanted=wanted,
            )
        elif self.once:
            sentence = say(
                "{once}以后应有{wanted}",
                "{wanted} is owed once {once} occurred",
                once=words.events(self.once),
                wanted=wanted,
            )
        else:
            sentence = say("应有{wanted}", "{wanted} must have happened", wanted=wanted)
        if not self.after:
            return sentence
        after = say(
            "只算{after}以后的",
            "only what follows {after} counts",
            after=words.events(self.after),
        )
        return joined([sentence, after], "，", ", ")


def _any_counts(events: Sequence[Event], before: Event | None, after: Event | None) -> bool:
    """Whether one of the events stands where it counts."""
    for event in events:
        in_time = before is None or event is before or at_or_after(before, event)
        if in_time and (after is None or at_or_after(event, after)):
            return True
    return False
