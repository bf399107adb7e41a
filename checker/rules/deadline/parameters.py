"""The keys of a deadline, and the deadline in words."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.period import ROLLED, Duration, Within
from checker.model.scalars import CONFIG, Boolean, EventId, EventIds, Reads, whole_number
from checker.model.scalars import Clock as ClockTime
from checker.model.text import Say, joined, say
from checker.periods import (
    Terms,
)
from checker.rules.base import Rule, Words

_TIMES = Annotated[int, Reads(whole_number(0, 100), '{"type": "integer", "minimum": 0}')]


@dataclass(frozen=True, kw_only=True)
class Extension:
    """How the period may be lengthened."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    event: EventId
    """The event that extends; it names this rule in `deadline`."""
    by: Duration
    """What is added, counted on from the old last day before it is rolled."""
    times: _TIMES = 1
    """How often; what comes beyond has no effect."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """What stops the clock."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    from_: EventIds
    """The event types that stop it."""
    to: EventIds
    """The event types that let it run again."""
    at_most: Duration | None = None
    """After so long it runs again by itself."""


@dataclass(frozen=True, kw_only=True)
class Exempt:
    """What makes the deadline fall away."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    event: EventIds
    """The event that must come…"""
    within: Within
    """…within this period of the trigger."""


@dataclass(frozen=True, kw_only=True)
class DeadlineTerms(Rule):
    """What a deadline demands: its keys, and how it says itself."""

    anchored: ClassVar[bool] = True

    kind: Literal["deadline"]
    """deadline"""
    from_: EventIds
    """The event type that starts the clock, or several: the earliest of them."""
    to: EventIds
    """The event type that is due, or several: the earliest at or after the trigger."""
    within: Within
    """The period."""
    each: Boolean = False
    """Whether every occurrence of `from` needs its own `to` before the next."""
    cutoff: ClockTime | None = None
    """A trigger after this local time counts as of the next calendar day."""
    until: ClockTime | None = None
    """The last day ends then, instead of 24:00."""
    roll: Literal["forward", "none"] = "forward"
    """Whether a last day that is no working day moves to the next one."""
    warn: Duration | None = None
    """How long before its end an open deadline is due soon."""
    extension: Extension | None = None
    """How it may be lengthened."""
    pause: Pause | None = None
    """What stops the clock."""
    exempt: Exempt | None = None
    """What makes it fall away."""

    def extended_by(self, event_type: str) -> bool:
        """Whether an event of this type can extend it; the latest or earliest of several cannot be."""
        plain = self.within.latest is None and self.within.earliest is None
        return plain and self.extension is not None and self.extension.event == event_type

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.cutoff, self.until, self.roll == "forward")

    @cached_property
    def movers(self) -> tuple[str, ...]:
        """The event types that can move its end, or make it fall away."""
        pause, extension, exempt = self.pause, self.extension, self.exempt
        return (
            *(pause.from_ if pause else ()),
            *((extension.event,) if extension else ()),
            *(exempt.event if exempt else ()),
        )

    def describe(self, words: Words) -> Say:
        return joined([self._main(words), *self._conditions(words)], "；", "; ")

    def _main(self, words: Words) -> Say:
        each = say("每次", "every ") if self.each else say("", "")
        trigger, target = words.events(self.from_), words.events(self.to)
        if all(part.same_day for part in self.within.parts):
            return say(
                "{each}{trigger}当日应{target}",
                "{target} on the day of {each}{trigger}",
                each=each,
                trigger=trigger,
                target=target,
            )
        return say(
            "{each}{trigger}后 {period}内应{target}",
            "{target} within {period} of {each}{trigger}",
            each=each,
            trigger=trigger,
            target=target,
            period=self.within.describe(),
        )

    def _conditions(self, words: Words) -> list[Say]:
        parts: list[Say] = []
        if self.cutoff:
            parts.append(
                say(
                    "{at} 以后起算的，视为次日起算",
                    "what starts after {at} counts as of the next day",
                    at=f"{self.cutoff:%H:%M}",
                )
            )
        if self.until:
            parts.append(
                say("最后一日于 {at} 截止", "the last day ends at {at}", at=f"{self.until:%H:%M}")
            )
        if any(part.unit in ROLLED for part in self.within.parts):
            parts.append(self._rolled())
        if self.extension:
            parts.append(
                say(
                    "可由“{event}”延长 {by}，最多 {times} 次，须在期限届满前",
                    "‘{event}’ may extend it by {by}, at most {times} time(s), before it ends",
                    event=words.event(self.extension.event),
                    by=self.extension.by.describe(),
                    times=self.extension.times,
                )
            )
        if self.pause:
            parts.append(self._paused(words, self.pause))
        if self.exempt:
            parts.append(
                say(
                    "{period}内已{event}的，不适用",
                    "not applicable where {event} came within {period}",
                    event=words.events(self.exempt.event),
                    period=self.exempt.within.describe(),
                )
            )
        if self.warn:
            parts.append(
                say("届满前 {warn}起提醒", "due soon from {warn} before", warn=self.warn.describe())
            )
        return parts

    def _rolled(self) -> Say:
        if self.roll == "none":
            return say("最后一日遇休息日不顺延", "a last day off stays")
        return say(
            "最后一日为休息日的，顺延至下一工作日",
            "a last day off moves to the next working day",
        )

    def _paused(self, words: Words, pause: Pause) -> Say:
        base = say(
            "“{start}”至“{end}”期间停止计算",
            "the clock stands from ‘{start}’ to ‘{end}’",
            start=words.events(pause.from_),
            end=words.events(pause.to),
        )
        if pause.at_most is None:
            return base
        most = say("（最长 {most}）", " ({most} at most)", most=pause.at_most.describe())
        return joined([base, most], "", "")
