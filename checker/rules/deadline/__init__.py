"""deadline: an event is due within a period after another.

Why: "in time" is the duty most often broken, and the one a register can prove.

Counting follows the Civil Code of the PRC, Arts. 200-204 and 1259, as `checker.periods` does it.

Fires:
    rule: {from: received, to: [accepted, declined], within: {working_days: 1}}
    events: [received 2026-02-13T10:15 E3, accepted 2026-02-24T09:00 E3]
Does not:
    rule: {from: received, to: [accepted, declined], within: {working_days: 1}}
    events: [received 2026-02-13T10:15 E3, accepted 2026-02-14T16:00 E3]

See also: required-event, where no number is at hand; periodic-report, for the register.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.finding import Finding
from checker.rules.base import MET, Context, not_applicable
from checker.rules.deadline.judgement import Judgement, is_met_unmoved
from checker.rules.deadline.parameters import DeadlineTerms, Exempt, Extension, Pause
from checker.timeline import at_or_after, earliest, precedes

__all__ = ["Deadline", "DeadlineTerms", "Exempt", "Extension", "Judgement", "Pause"]


@dataclass(frozen=True, kw_only=True)
class Deadline(DeadlineTerms):
    """An event is due within a period after another.

    The trigger's day is day 0. A day-based period ends with its last day; hours end at their
    very second. Unknown calendar days are never guessed.
    """

    def check(self, ctx: Context) -> list[Finding]:
        triggers = self._triggers(ctx)
        used: set[int] = set()
        findings = []
        for place, trigger in enumerate(triggers):
            following = triggers[place + 1] if place + 1 < len(triggers) else None
            target = self._target(ctx, trigger, following, used)
            if ctx.governs(trigger.at):
                if ctx.brief and target is not None and is_met_unmoved(self, ctx, trigger, target):
                    findings.append(MET)
                else:
                    findings.append(Judgement(self, ctx, trigger, following, target).finding())
        return findings or not_applicable("没有发生起算事件", "nothing has started the clock")

    def _triggers(self, ctx: Context) -> Sequence[Event]:
        """What starts the clock: each of its events in their order, or the earliest alone."""
        found = ctx.timeline.of(self.from_)
        if len(found) <= 1:
            return found  # nothing to put in order
        triggers = ctx.timeline.in_order(found)
        first = None if self.each else earliest(triggers)
        return triggers if first is None else [first]

    def is_idle(self, types: frozenset[str]) -> bool:
        return types.isdisjoint(self.from_)

    def _target(
        self, ctx: Context, trigger: Event, following: Event | None, used: set[int]
    ) -> Event | None:
        if not self.each:
            return ctx.timeline.first_since(self.to, trigger)
        target = earliest(
            event
            for event in ctx.timeline.of(self.to)
            if event is not trigger
            and event.index not in used
            and at_or_after(event, trigger)
            and (following is None or precedes(event, following))
        )
        if target is not None:
            used.add(target.index)
        return target
