"""One occurrence of a deadline judged: its pauses and extensions, its verdict, its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.calendar import ONE_DAY
from checker.conditions import Answer
from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.finding import Due, Finding, Related
from checker.model.moment import compare, turns_at
from checker.model.period import ROLLED, Duration
from checker.model.text import Say, listed, plain, say
from checker.periods import (
    Clock,
    Counted,
    Grant,
    Limit,
    Standstill,
    cap,
    combined_due,
    combined_range,
    count,
    covers,
    past,
    warning_second,
    why_unsaid,
)
from checker.rules.base import MET, Context, Words, event_place, mark
from checker.rules.deadline.parameters import DeadlineTerms
from checker.timeline import at_or_after, precedes


def is_met_unmoved(rule: DeadlineTerms, ctx: Context, trigger: Event, target: Event) -> bool:
    """Whether it was met and nothing occurred that could have moved its end: most are.

    False decides nothing.
    """
    if not ctx.timeline.types.isdisjoint(rule.movers):
        return False
    clock = Clock(trigger.at, ctx.calendars, rule.terms)
    limits = [clock.limit(part) for part in rule.within.parts]
    return covers(rule.within, limits, target.at, trigger.at) is True


@dataclass
class Judgement:
    """One occurrence of a deadline in one case, judged; also what `explain` derives from."""

    rule: DeadlineTerms
    ctx: Context
    trigger: Event
    following: Event | None
    target: Event | None

    @property
    def clock(self) -> Clock:
        return Clock(self.trigger.at, self.ctx.calendars, self.rule.terms)

    def counted(self) -> list[Counted]:
        """Each period of the rule, counted by itself; extensions only where there is one."""
        rule, clock = self.rule, self.clock
        plain = rule.within.latest is None and rule.within.earliest is None
        grants = self.grants() if plain else []
        times = rule.extension.times if rule.extension else 0
        pauses = self.pauses()
        return [count(clock, part, pauses, grants, times) for part in rule.within.parts]

    def grants(self) -> list[Grant]:
        """The extensions that name this rule, in the file's order."""
        extension = self.rule.extension
        if extension is None:
            return []
        return [
            Grant(event.at, extension.by, event.id)
            for event in self.ctx.timeline.of((extension.event,))
            if event.deadline == self.rule.id and self._ours(event)
        ]

    def _ours(self, event: Event) -> bool:
        if not self.rule.each:
            return True
        return at_or_after(event, self.trigger) and (
            self.following is None or precedes(event, self.following)
        )

    def pauses(self) -> list[Standstill]:
        """The stretches in which the clock stands; an open one ends with the target."""
        pause = self.rule.pause
        if pause is None:
            return []
        stretches: list[Standstill] = []
        current: Standstill | None = None
        timeline = self.ctx.timeline
        for event in timeline.in_order(timeline.of((*pause.from_, *pause.to))):
            if self.target is not None and not precedes(event, self.target):
                break
            if event.type in pause.from_ and (current is None or self._over(current, event)):
                if current is not None:
                    stretches.append(current)
                current = self._capped(Standstill(event.at, None, event.id))
            elif event.type in pause.to and current is not None:
                stretches.append(self._capped(Standstill(current.start, event.at, current.event)))
                current = None
        if current is not None:
            stretches.append(self._left_open(current))
        return stretches

    def _capped(self, pause: Standstill) -> Standstill:
        at_most = self.rule.pause.at_most if self.rule.pause else None
        return cap(pause, at_most, self.ctx.calendars) if at_most else pause

    def _over(self, pause: Standstill, event: Event) -> bool:
        return pause.end is not None and compare(pause.end, event.at) <= 0

    def _left_open(self, pause: Standstill) -> Standstill:
        """A pause that no event ended: by the target, by its longest time, or still open."""
        if self.target is not None:
            return self._capped(Standstill(pause.start, self.target.at, pause.event))
        if pause.end is not None:
            self.ctx.turns |= turns_at(pause.end, self.ctx.calendars.zone)
        if pause.end is not None and compare(pause.end, self.ctx.as_of) > 0:
            return Standstill(pause.start, None, pause.event)
        return pause

    def finding(self) -> Finding:
        exempt = self._exempt()
        if exempt is not None and exempt[0]:
            return self._finding(
                "not_applicable",
                "exempt",
                say("已在豁免期内完成", "exempt: done within the exempting period"),
                calendars=self._exempting_sources(),
            )
        counted = self.counted()
        finding = self._judge(counted)
        if exempt is not None and finding.status in ("violation", "undetermined"):
            return self._finding(
                "undetermined",
                exempt[1],
                say("能否豁免无法判断", "whether it is exempt cannot be said"),
                calendars=tuple(dict.fromkeys((*self._exempting_sources(), *finding.calendars))),
            )
        return finding

    def _exempt(self) -> tuple[Answer, str] | None:
        """Whether the exempting event came in time (True, or None for unknown) and why unknown."""
        exempt = self.rule.exempt
        if exempt is None:
            return None
        event = self.ctx.timeline.first_since(exempt.event, self.trigger)
        if event is None:
            return None
        limits = [self.clock.limit(part) for part in exempt.within.parts]
        answer = covers(exempt.within, limits, event.at, self.trigger.at)
        return None if answer is False else (answer, why_unsaid(limits))

    def _exempting_sources(self) -> tuple[str, ...]:
        parts = self.rule.exempt.within.parts if self.rule.exempt else ()
        return self._sources(parts, [count(self.clock, part, (), (), 0) for part in parts])

    def _judge(self, counted: list[Counted]) -> Finding:
        limits = [item.limit for item in counted]
        if self.target is not None:
            return self._judge_done(self.target, limits, counted)
        return self._judge_open(limits, counted)

    def _judge_done(self, target: Event, limits: list[Limit], counted: list[Counted]) -> Finding:
        in_time = covers(self.rule.within, limits, target.at, self.trigger.at)
        if in_time and self.ctx.brief:
            return MET
        due = combined_due(self.rule.within, limits)
        values = {"target": self.ctx.label(target), "at": self.ctx.short(target.at)}
        if in_time is None:
            return self._finding(
                "undetermined",
                why_unsaid(limits),
                self._unknown(limits),
                due=due,
                counted=counted,
            )
        if in_time:
            return self._finding(
                "met",
                None,
                say(
                    "{target}于 {at}，期限 {due}（{period}）",
                    "{target} at {at}, due {due} ({period})",
                    due=self._told(due, limits),
                    period=self.rule.within.describe(),
                    **values,
                ),
                due=due,
                counted=counted,
            )
        return self._finding(
            "violation",
            "late",
            say(
                "{target}于 {at}，晚于期限 {due}（{period}）",
                "{target} at {at}, later than due {due} ({period})",
                due=self._told(due, limits),
                period=self.rule.within.describe(),
                **values,
            ),
            due=due,
            counted=counted,
        )

    def _judge_open(self, limits: list[Limit], counted: list[Counted]) -> Finding:
        rule, as_of = self.rule, self.ctx.as_of.second or 0
        standing = any(item.standing for item in counted)
        over = past(rule.within, [_still(item) for item in counted], as_of)
        self.ctx.turns |= {end.second + 1 for limit in limits for end in _ends(limit)}
        due = None if standing and not over else combined_due(rule.within, limits)
        target = Words(self.ctx.revision).events(rule.to)
        period = rule.within.describe()
        if over is None:
            return self._finding(
                "undetermined", why_unsaid(limits), self._unknown(limits), counted=counted
            )
        if over:
            message = say(
                "尚未{target}，期限 {due}（{period}）已过",
                "no {target} yet, due {due} ({period}) is past",
                target=target,
                due=self._told(due, limits),
                period=period,
            )
            return self._finding("violation", "overdue", message, due=due, counted=counted)
        if standing:
            message = say("停止计算中，尚未{target}", "paused, no {target} yet", target=target)
            return self._finding("pending", "paused", message, counted=counted)
        message = say(
            "应在 {due} 前{target}（{period}）",
            "{target} is due by {due} ({period})",
            target=target,
            due=self._told(due, limits),
            period=period,
        )
        reason = "calendar_unknown" if any(limit.high is None for limit in limits) else None
        if due is None:
            message = self._unknown(limits)
            return self._finding("pending", reason, message, counted=counted)
        return self._finding(
            "due_soon" if self._is_soon(due, as_of) else "pending",
            None,
            message,
            due=due,
            counted=counted,
        )

    def _is_soon(self, due: Due, as_of: int) -> bool:
        if self.rule.warn is None:
            return False
        second = warning_second(due, self.rule.warn, self.ctx.calendars)
        self.ctx.turns.add(second)
        return as_of >= second

    def _told(self, due: Due | None, limits: list[Limit]) -> Say:
        """The due instant; where it is not certain, what it lies between."""
        zone = self.ctx.revision.zone
        if due is not None:
            return plain(due.short(zone))
        low, high = combined_range(self.rule.within, limits)
        if high is None:
            return say("不早于 {low}", "not before {low}", low=low.short(zone))
        return say(
            "{low} 至 {high} 之间",
            "between {low} and {high}",
            low=low.short(zone),
            high=high.short(zone),
        )

    def _unknown(self, limits: list[Limit]) -> Say:
        if why_unsaid(limits) == "time_needed":
            return say(
                "期限按小时计算，需要写明时刻",
                "the period is in hours and needs a time of day",
            )
        years = sorted({str(year) for limit in limits for year in self._unknown_years(limit)})
        return say(
            "日历没有 {years} 年的数据，期限最早 {due}，尚不能确定",
            "no calendar for {years}; due {due} at the earliest, not certain",
            years=listed(years),
            due=min((limit.low for limit in limits), key=lambda due: due.second).short(
                self.ctx.revision.zone
            ),
        )

    def _unknown_years(self, limit: Limit) -> set[int]:
        if limit.high is not None:
            return set()
        working = self.ctx.calendars.working
        days = (self.trigger.at.day, limit.low.day)
        return {day.year for day in days if working.counts(day) is None} or {limit.low.day.year}

    def _finding(
        self,
        status: Any,
        reason: str | None,
        message: Say,
        *,
        due: Due | None = None,
        counted: list[Counted] | None = None,
        calendars: tuple[str, ...] = (),
    ) -> Finding:
        target = self.target if status in ("violation", "undetermined") else None
        about = self.target if self.target is not None else self.trigger
        return Finding(
            status=status,
            reason=reason,
            message=message,
            place=event_place(about),
            related=self._related(),
            trigger=mark(self.trigger),
            due=due,
            actual=mark(self.target) if self.target else None,
            anchor=self.trigger.at,
            breach=target.at if target else None,
            actor=target.by if target else None,
            calendars=calendars or self._sources(self.rule.within.parts, counted or []),
            notes=self._refused(counted or []),
        )

    def _related(self) -> tuple[Related, ...]:
        return (
            Related(
                say("起算：{event}", "clock started: {event}", event=self.ctx.told(self.trigger)),
                event_place(self.trigger),
            ),
        )

    def _refused(self, counted: list[Counted]) -> tuple[Say, ...]:
        notes = []
        for item in counted:
            for refusal in item.refused:
                words = (
                    ("延长事件 {id} 晚于当时的期限，不起作用", "extension {id} came too late")
                    if refusal.why == "late"
                    else ("延长事件 {id} 超过允许次数，不起作用", "extension {id} is one too many")
                )
                notes.append(say(*words, id=refusal.event))
        return tuple(notes)

    def _sources(self, parts: Sequence[Duration], counted: list[Counted]) -> tuple[str, ...]:
        """The calendar files that periods so counted rest on."""
        names: dict[str, None] = {}
        calendars = self.ctx.calendars
        for part, item in zip(parts, counted, strict=False):
            units = {part.unit, *(grant.by.unit for grant in item.grants)}
            rolled = self.rule.roll == "forward" and units & ROLLED
            last = item.limit.low.day
            if units & {"working_days", "trading_days"} or rolled:
                first = self.clock.first_day() + ONE_DAY * min(part.number, 1)
                if rolled and not units - ROLLED:
                    first = self.clock.unrolled(part, item.pauses, item.grants)
                calendar = calendars.of("trading_days" if "trading_days" in units else "")
                names |= dict.fromkeys(calendar.sources(min(first, last), last))
        return tuple(names)


def _ends(limit: Limit) -> list[Due]:
    return [limit.low] if limit.high is None else [limit.low, limit.high]


def _still(item: Counted) -> Limit:
    """A limit that a pause in effect keeps from ever being past, as far as it is in effect."""
    if item.standing is None:
        return item.limit
    far = Due(2**62, item.limit.low.day)
    low = item.limit.low if item.doubtful else far
    return Limit(low, far, item.limit.by_day, item.limit.zone)
