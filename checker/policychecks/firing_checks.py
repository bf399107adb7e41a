"""Lint of rules that can never fire, and of keys that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.model.finding import Path
from checker.model.period import Duration, Within
from checker.model.policy import Revision
from checker.model.text import Say, joined, plain, say
from checker.policychecks.looking import Found, Look
from checker.policychecks.satisfying import occurred, possible
from checker.rules.authority import Authority
from checker.rules.base import Rule
from checker.rules.deadline import Deadline
from checker.rules.form import Form
from checker.rules.periodic_report import PeriodicReport
from checker.rules.required_event import RequiredEvent
from checker.rules.separation_of_duties import SeparationOfDuties
from checker.rules.sequence import Sequence
from checker.rules.trace import Trace

CODE = "never-fires"
DAYS_OF: dict[str, tuple[float, float]] = {
    "hours": (1 / 24, 1 / 24),
    "working_days": (1, 7 / 5),
    "trading_days": (1, 7 / 5),
    "calendar_days": (1, 1),
    "weeks": (7, 7),
    "months": (28, 31),
    "years": (365, 366),
}
"""The fewest and, holidays aside, the most calendar days that one of a unit can take."""
LONGEST_HOLIDAY = 12
"""Days off in a row that a period of working days may meet at most."""


def conditions_impossible(look: Look) -> Iterator[Found]:
    """A `when` that no case can satisfy: two values at once, an empty range."""
    for revision, rule, place in look.rules():
        condition = look.condition(revision, rule)
        if condition is None:
            continue
        if not possible([condition], revision):
            message = say("适用条件自相矛盾，永不成立", "its condition can never hold")
            yield look.found(CODE, revision, (*place, "when"), _never(rule, message), _REWRITE)


def triggers_impossible(look: Look) -> Iterator[Found]:
    """A `when` that rules out the very event which the rule waits for."""
    for revision, rule, place in look.rules():
        condition = look.condition(revision, rule)
        if condition is None or not possible([condition], revision):
            continue
        for types in waits_for(rule):
            if not possible([condition, occurred(revision, types)], revision):
                yield look.found(
                    CODE, revision, (*place, "when"), _excludes(rule, revision, types), _REWRITE
                )
                break


def waits_for(rule: Rule) -> Iterator[tuple[str, ...]]:
    """Groups of event types of which one must have occurred for the rule to judge anything."""
    match rule:
        case Deadline():
            yield rule.from_
        case Authority():
            yield rule.event
        case RequiredEvent():
            yield from (types for types in (rule.before, rule.after, rule.once) if types)
        case Form() if rule.once:
            yield rule.once
        case Trace() if "all" not in rule.events:
            yield rule.events
        case Sequence() | SeparationOfDuties():
            yield rule.events


def events_own_bounds(look: Look) -> Iterator[Found]:
    """A required event that is its own `before`, `after` or `once` is always there."""
    for revision, rule, place in look.rules():
        if not isinstance(rule, RequiredEvent):
            continue
        for key in ("before", "after", "once"):
            bounds = frozenset(getattr(rule, key) or ())
            for index, group in enumerate(rule.events):
                if bounds and bounds <= frozenset(group):
                    yield _own_bound(look, revision, rule, (*place, "events", index), key)


def _own_bound(look: Look, revision: Revision, rule: Rule, place: Path, key: str) -> Found:
    message = say("所要求的事件就是 {key} 的事件", "what it demands is its own {key}", key=key)
    return look.found(
        CODE,
        revision,
        place,
        _never(rule, message),
        say("换成另一个事件，或删去", "name another event, or delete it"),
    )


def too_few_events(look: Look) -> Iterator[Found]:
    """An order, or a separation, needs two different types."""
    for revision, rule, place in look.rules():
        if isinstance(rule, Sequence | SeparationOfDuties) and len(set(rule.events)) <= 1:
            message = say("只有一种事件，无从比较", "one event type alone cannot be compared")
            yield look.found(CODE, revision, (*place, "events"), _never(rule, message))


def periods_impossible(look: Look) -> Iterator[Found]:
    """A report whose first period ends after the revision is no longer in force."""
    for revision, rule, place in look.rules():
        if not isinstance(rule, PeriodicReport):
            continue
        end = _last_day(look, revision)
        if end is not None and not _any_period(rule, revision.effective_from, end):
            message = say(
                "到修订失效之日 {day} 还没有一期届满",
                "no period ends before the revision does on {day}",
                day=end,
            )
            yield look.found(CODE, revision, (*place, "first"), _never(rule, message))


def _last_day(look: Look, revision: Revision) -> date | None:
    following = look.successor(revision)
    ends = [revision.head.repealed_on, following.effective_from if following else None]
    known = [day for day in ends if day is not None]
    return min(known) - timedelta(days=1) if known else None


def _any_period(rule: PeriodicReport, start: date, end: date) -> bool:
    return any(start <= period.last_day <= end for period in rule.periods(end + timedelta(days=1)))


def warnings_too_early(look: Look) -> Iterator[Found]:
    """A deadline that is due soon before its clock starts warns of nothing."""
    for revision, rule, place in look.rules():
        if isinstance(rule, Deadline) and rule.warn is not None and longer(rule.warn, rule.within):
            yield look.found(
                "warn-too-long",
                revision,
                (*place, "warn"),
                say(
                    "规则 {id} 的提醒期 {warn}长于期限 {within}",
                    "rule {id} warns {warn} before the end of {within}",
                    id=rule.id,
                    warn=rule.warn.describe(),
                    within=rule.within.describe(),
                ),
                say("缩短 warn", "shorten warn"),
            )


def longer(warn: Duration, within: Within) -> bool:
    """Whether a warning is surely longer than the period it warns of."""
    periods = [_most(part, warn) for part in within.parts]
    period = max(periods) if within.latest else min(periods)
    return _fewest(warn, within) > period


def _fewest(warn: Duration, within: Within) -> float:
    same = all(part.unit == warn.unit for part in within.parts)
    return warn.number if same else warn.number * DAYS_OF[warn.unit][0]


def _most(part: Duration, warn: Duration) -> float:
    if part.unit == warn.unit:
        return part.number
    holiday = LONGEST_HOLIDAY if part.unit in ("working_days", "trading_days") else 0
    return part.number * DAYS_OF[part.unit][1] + holiday


_REWRITE = say("改写 when", "rewrite when")


def _never(rule: Rule, why: Say) -> Say:
    return say("规则 {id} 永不触发：{why}", "rule {id} can never fire: {why}", id=rule.id, why=why)


def _excludes(rule: Rule, revision: Revision, types: tuple[str, ...]) -> Say:
    names = joined([plain(revision.event_label(name)) for name in types], "、", ", ")
    why = say(
        "适用条件排除了所等待的事件（{events}）",
        "its condition rules out the event it waits for ({events})",
        events=names,
    )
    return _never(rule, why)
