"""A deadline's due date derived day by day, by the same clock that judged it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from checker.calendar import ONE_DAY, SATURDAY, Calendar
from checker.lazily import dataclass
from checker.model.finding import Due
from checker.model.period import Duration
from checker.model.text import Say, say
from checker.periods import Counted, Grant, Standstill, Step
from checker.rules.base import Context
from checker.rules.deadline import Deadline, Judgement
from checker.verdicts import Verdict

Why = Literal["counted", "make_up", "off", "paused", "unknown", "day_off", "rolled", "shifted"]


@dataclass(frozen=True)
class DayRun:
    """Days in a row that are alike; both included."""

    first: date
    last: date
    why: Why
    unit: str
    notice: str = ""
    """The notice that makes them days off or make-up working days; empty for ordinary days."""
    numbers: tuple[int, int] | None = None
    """Which of the period's days these are, for days that counted."""
    extended: bool = False
    """Whether they are counted for an extension, which numbers its days anew."""


@dataclass(frozen=True)
class PeriodSteps:
    """One period of a deadline, counted by itself."""

    period: Say
    runs: tuple[DayRun, ...]
    changes: tuple[Say, ...]
    """What an extension or a pause moved."""
    due: Due
    """The end, or the earliest possible one where `sure` is False."""
    sure: bool
    standing: bool = False
    """Whether the clock stands now: then `due` is what it would be if it had run on."""


def derive(rule: Deadline, verdict: Verdict, ctx: Context) -> dict[str, Any]:
    """The parts of an explanation that only deadlines have, by their names there."""
    judgement = judgement_of(rule, verdict, ctx)
    if judgement is None:
        return {}
    finding = verdict.finding
    found: dict[str, Any] = {
        "trigger": ctx.told(judgement.trigger),
        "start": _start(judgement),
        "due": finding.due,
        "actual": finding.actual,
        "actual_label": ctx.label(judgement.target) if judgement.target else "",
    }
    if finding.reason == "exempt":
        return found | {"looked_at": tuple(_exempting(judgement))}
    periods = zip(rule.within.parts, judgement.counted(), strict=True)
    found["periods"] = tuple(_period(judgement, part, item) for part, item in periods)
    return found


def judgement_of(rule: Deadline, verdict: Verdict, ctx: Context) -> Judgement | None:
    """The judgement that a deadline's verdict came from; None where nothing started the clock."""
    finding = verdict.finding
    if finding.trigger is None:
        return None
    by_id = {event.id: event for event in ctx.timeline.events}
    trigger = by_id[finding.trigger.event]
    target = by_id[finding.actual.event] if finding.actual else None
    following = None
    if rule.each:
        triggers = ctx.timeline.in_order(ctx.timeline.of(rule.from_))
        later = triggers[triggers.index(trigger) + 1 :]
        following = later[0] if later else None
    return Judgement(rule, ctx, trigger, following, target)


def _start(judgement: Judgement) -> Say:
    day, first = judgement.trigger.at.day, judgement.clock.first_day()
    if any(part.unit == "hours" for part in judgement.rule.within.parts):
        return say("按小时的期限从起算的时刻连续计算", "hours run on from the very instant")
    if all(part.number == 0 for part in judgement.rule.within.parts):
        return say("以 {day} 当日为准", "the day meant is {day} itself", day=first)
    if first == day:
        return say("起算当日 {day} 不计", "the day itself, {day}, does not count", day=day)
    return say(
        "起算在 {cutoff} 以后，视为 {first} 起算，该日不计",
        "it came after {cutoff} and counts as of {first}, which itself does not count",
        cutoff=f"{judgement.rule.cutoff:%H:%M}",
        first=first,
    )


def _exempting(judgement: Judgement) -> Iterator[Say]:
    exempt, ctx = judgement.rule.exempt, judgement.ctx
    event = ctx.timeline.first_since(exempt.event, judgement.trigger) if exempt else None
    if exempt is None or event is None:
        return
    for part in exempt.within.parts:
        yield say(
            "{event}在 {period}内（至 {due}），不再要求",
            "{event} came within {period} (until {due}): nothing is owed",
            event=ctx.told(event),
            period=part.describe(),
            due=judgement.clock.limit(part).low.short(ctx.revision.zone),
        )


def _period(judgement: Judgement, part: Duration, counted: Counted) -> PeriodSteps:
    clock, calendars = judgement.clock, judgement.ctx.calendars
    steps = clock.steps(part, counted.pauses, counted.grants)
    if part.number == 0 and part.unit in ("working_days", "trading_days"):
        steps = [*_own_day(clock.first_day(), calendars.of(part.unit), part.unit), *steps]
    limit = counted.limit
    return PeriodSteps(
        period=part.describe(),
        runs=tuple(_rolled(list(_runs(steps, calendars.of)))),
        changes=tuple(_changes(judgement, part, counted)),
        due=limit.low,
        sure=limit.due is not None and counted.standing is None,
        standing=counted.standing is not None,
    )


def _own_day(day: date, calendar: Calendar, unit: str) -> Iterator[Step]:
    """A period of no days ends on the trigger's own day, or the next that counts."""
    while calendar.counts(day) is False:
        yield Step(day, None, "off", unit)
        day += ONE_DAY
    yield Step(day, 0, "unknown" if calendar.counts(day) is None else "counted", unit)


def _runs(steps: list[Step], calendar_of: Callable[[str], Calendar]) -> Iterator[DayRun]:
    """Days in a row that are alike as one; a notice's days apart from ordinary ones."""
    held: DayRun | None = None
    extended = False
    for place, step in enumerate(steps):
        extended = extended or (step.counted == 1 and any(one.counted for one in steps[:place]))
        run = replace(_run(step, calendar_of(step.unit)), extended=extended)
        if held is not None and _alike(held, run):
            numbers = (held.numbers[0], run.numbers[1]) if held.numbers and run.numbers else None
            held = replace(held, last=run.last, numbers=numbers)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _rolled(runs: list[DayRun]) -> list[DayRun]:
    """Days off that a last day was moved over are told apart from days that never counted."""
    if not runs or runs[-1].why != "rolled":
        return runs
    place = len(runs) - 2
    while place >= 0 and runs[place].why == "off":
        runs[place] = replace(runs[place], why="day_off")
        place -= 1
    return runs


def _alike(a: DayRun, b: DayRun) -> bool:
    same = (a.why, a.unit, a.notice, a.extended) == (b.why, b.unit, b.notice, b.extended)
    return same and a.last + ONE_DAY == b.first and a.why not in ("make_up", "rolled", "shifted")


def _run(step: Step, calendar: Calendar) -> DayRun:
    numbers = None if step.counted is None else (step.counted, step.counted)
    counts_days = step.unit in ("working_days", "trading_days")
    notice = calendar.why(step.day) if counts_days else ""
    why: Why = step.why
    if why == "counted" and counts_days and step.day.weekday() >= SATURDAY:
        why = "make_up"
    return DayRun(step.day, step.day, why, step.unit, notice, numbers)


def _changes(judgement: Judgement, part: Duration, counted: Counted) -> Iterator[Say]:
    clock, zone = judgement.clock, judgement.ctx.revision.zone
    if not (counted.pauses or counted.grants or counted.standing):
        return
    labels = {event.id: judgement.ctx.told(event) for event in judgement.ctx.timeline.events}
    for place, pause in enumerate(counted.pauses):
        before = clock.limit(part, counted.pauses[:place]).low
        after = clock.limit(part, counted.pauses[: place + 1]).low
        yield _paused(pause, labels[pause.event], before, after, zone)
    for place, grant in enumerate(counted.grants):
        before = clock.limit(part, counted.pauses, counted.grants[:place]).low
        after = clock.limit(part, counted.pauses, counted.grants[: place + 1]).low
        yield _granted(grant, labels[grant.event], before, after, zone)
    if counted.standing is not None:
        event = labels[counted.standing.event]
        yield say(
            "停止计算：{event}，至今没有恢复", "paused: {event}, not resumed yet", event=event
        )


def _paused(pause: Standstill, event: Say, before: Due, after: Due, zone: ZoneInfo) -> Say:
    return say(
        "停止计算：{event}，至 {end}；期限由 {before} 移到 {after}",
        "paused: {event}, until {end}; due moved from {before} to {after}",
        event=event,
        end=pause.end.short(zone) if pause.end else "—",
        before=before.short(zone),
        after=after.short(zone),
    )


def _granted(grant: Grant, event: Say, before: Due, after: Due, zone: ZoneInfo) -> Say:
    return say(
        "延长：{event}，加 {by}；期限由 {before} 移到 {after}",
        "extended: {event}, by {by}; due moved from {before} to {after}",
        event=event,
        by=grant.by.describe(),
        before=before.short(zone),
        after=after.short(zone),
    )
