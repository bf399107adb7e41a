"""Pauses and extensions: what moves a due instant, each only if it began in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from checker.conditions import Answer
from checker.lazily import dataclass
from checker.model.finding import Due
from checker.model.moment import (
    Moment,
    compare,
    first_second,
    local_time,
    second_at,
)
from checker.model.period import Duration
from checker.periods.clock import (
    DAY_UNITS,
    HOUR,
    Calendars,
    Clock,
    Grant,
    Standstill,
    local_day,
    months_later,
)
from checker.periods.limits import Limit


@dataclass(frozen=True)
class Refusal:
    """An extension that has no effect, and why."""

    event: str
    why: Literal["late", "too_many"]


@dataclass(frozen=True)
class Counted:
    """A period counted with everything that moves it."""

    limit: Limit
    pauses: tuple[Standstill, ...]
    grants: tuple[Grant, ...]
    refused: tuple[Refusal, ...]
    standing: Standstill | None
    """The pause in effect that nobody has ended."""
    doubtful: bool = False
    """Whether that pause may have begun only after the period's end."""


def count(
    clock: Clock,
    period: Duration,
    pauses: Sequence[Standstill],
    grants: Sequence[Grant],
    times: int,
) -> Counted:
    """Apply pauses and extensions in order, each only if it began by the due instant then in force.

    An extension beyond `times`, or later than that instant, is refused.
    """
    if not pauses and not grants:
        return Counted(clock.limit(period), (), (), (), None)
    held: list[Standstill] = []
    granted: list[Grant] = []
    doubtful: list[Standstill | Grant] = []
    refused: list[Refusal] = []
    standing: Standstill | None = None
    unsure = False
    limit = clock.limit(period)
    for change in _in_order(pauses, grants):
        begun_in_time = _begun(limit, _moment(change))
        if isinstance(change, Grant) and (begun_in_time is False or len(granted) >= times):
            why: Literal["late", "too_many"] = "late" if begun_in_time is False else "too_many"
            refused.append(Refusal(change.event, why))
            continue
        if begun_in_time is False:
            continue
        if isinstance(change, Standstill) and change.end is None:
            standing, unsure = change, begun_in_time is None
            break
        if begun_in_time is None:
            doubtful.append(change)
        elif isinstance(change, Standstill):
            held.append(change)
        else:
            granted.append(change)
        limit = clock.limit(period, held, granted, doubtful)
    return Counted(limit, tuple(held), tuple(granted), tuple(refused), standing, unsure)


def _begun(limit: Limit, at: Moment) -> Answer:
    """Whether a change came by the due instant; a date is never later than an instant of its day."""
    if at.second is not None:
        return limit.covers(at)
    if at.day <= limit.low.day:
        return True
    return None if limit.high is None or at.day <= limit.high.day else False


def _in_order(
    pauses: Sequence[Standstill], grants: Sequence[Grant]
) -> Iterator[Standstill | Grant]:
    waiting: list[Standstill | Grant] = [*pauses, *grants]
    while waiting:
        first = waiting[0]
        for other in waiting[1:]:
            if compare(_moment(other), _moment(first)) < 0:
                first = other
        waiting.remove(first)
        yield first


def _moment(change: Standstill | Grant) -> Moment:
    return change.start if isinstance(change, Standstill) else change.at


def warning_second(due: Due, warn: Duration, calendars: Calendars) -> int:
    """The instant from which an open deadline is due soon."""
    zone = calendars.zone
    match warn.unit:
        case "hours":
            return due.second + due.whole_day - warn.number * HOUR
        case "working_days" | "trading_days":
            day = calendars.of(warn.unit).back(due.day, warn.number)
        case "months" | "years":
            months = warn.number * (12 if warn.unit == "years" else 1)
            day = months_later(due.day, -months)
        case unit:
            day = due.day - timedelta(days=warn.number * DAY_UNITS[unit])
    return first_second(day, zone)


def cap(pause: Standstill, at_most: Duration, calendars: Calendars) -> Standstill:
    """A pause that ends by itself when it has lasted `at_most`."""
    zone = calendars.zone
    if at_most.unit == "hours" and pause.start.second is not None:
        second = pause.start.second + at_most.number * HOUR
        ended, sure = Moment(local_day(second, zone), second), True
    elif at_most.unit == "hours":
        ended, sure = Moment(pause.start.day + timedelta(hours=at_most.number)), True
    else:
        ended, sure = _cap_by_days(pause, at_most, calendars)
    if pause.end is not None and compare(pause.end, ended) <= 0:
        return pause
    return replace(pause, end=ended, sure=sure)


def _cap_by_days(pause: Standstill, at_most: Duration, calendars: Calendars) -> tuple[Moment, bool]:
    day, sure = Clock(pause.start, calendars).advance(pause.start.day, at_most, (), None)
    if pause.start.second is None:
        return Moment(day), sure
    at = local_time(pause.start.second, calendars.zone)
    return Moment(day, second_at(day, at, calendars.zone)), sure
