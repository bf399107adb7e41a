"""Two ways of counting compared over the calendar: for every trigger, which period ends first.

Nothing is estimated: every day of a stretch is tried, at every second of it at which the order of
the two ends can change. A day that a calendar does not know stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from checker.lazily import dataclass
from checker.model.moment import Moment, first_second, last_second, second_at
from checker.model.period import Within
from checker.periods import Calendars, Clock, Limit, Terms
from checker.periods.clock import HOUR, local_day

Order = Literal["earlier", "equal", "later", "mixed", "unknown"]
"""How our end stands to theirs on one trigger day; `mixed`: it depends on the time of day."""
ORDERS: tuple[Order, ...] = ("earlier", "equal", "later", "mixed", "unknown")
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Counting:
    """How a rule counts: its period, its terms, and the calendars of its policy."""

    within: Within
    terms: Terms
    calendars: Calendars

    def ends(self, second: int) -> Ends:
        """The earliest and latest possible end of what a trigger starts."""
        day = local_day(second, self.calendars.zone)
        clock = Clock(Moment(day, second), self.calendars, self.terms)
        limits = [clock.limit(part) for part in self.within.parts]
        lows = [limit.low.second for limit in limits]
        highs = [limit.high.second for limit in limits if limit.high is not None]
        if self.within.earliest:
            return Ends(min(lows), min(highs, default=None), limits)
        return Ends(max(lows), max(highs) if len(highs) == len(limits) else None, limits)


@dataclass(frozen=True)
class Ends:
    """The range in which a period ends; `high` is None where the calendar is unknown."""

    low: int
    high: int | None
    limits: list[Limit]


@dataclass(frozen=True)
class Example:
    """One trigger, and when each of the two periods ends."""

    trigger: datetime
    ours: datetime
    theirs: datetime


@dataclass(frozen=True)
class DueOrder:
    """How two ways of counting compare, over every trigger day from `first` to `last`, inclusive."""

    first: date
    last: date
    days: dict[Order, int]
    later: Example | None
    """The first trigger for which ours ends later."""
    earlier: Example | None
    unknown_from: date | None

    @property
    def known(self) -> int:
        return sum(self.days.values()) - self.days["unknown"]

    @property
    def order(self) -> Order:
        """All known days together."""
        if not self.known:
            return "unknown"
        if self.days["mixed"] or (self.days["earlier"] and self.days["later"]):
            return "mixed"
        found: list[Order] = ["earlier", "later"]
        return next((order for order in found if self.days[order]), "equal")


def compare_dues(ours: Counting, theirs: Counting, first: date, last: date) -> DueOrder:
    """Try every trigger day from `first` to `last`, both included, in the zone of ours."""
    days = dict.fromkeys(ORDERS, 0)
    found: dict[int, Example] = {}
    unknown_from = None
    day = first
    while day <= last:
        signs = set()
        for second in _seconds(day, ours, theirs):
            a, b = ours.ends(second), theirs.ends(second)
            sign = _sign(a, b)
            signs.add(sign)
            if sign in (-1, 1) and sign not in found:
                found[sign] = _example(second, a, b, ours, theirs)
        order = _together(signs)
        days[order] += 1
        if order == "unknown" and unknown_from is None:
            unknown_from = day
        day += ONE
    return DueOrder(first, last, days, found.get(1), found.get(-1), unknown_from)


def _sign(a: Ends, b: Ends) -> int | None:
    """-1 where ours surely ends no later, 1 where surely no earlier, 0 where surely together."""
    if a.low == a.high == b.low == b.high:
        return 0
    if a.high is not None and a.high <= b.low:
        return -1
    if b.high is not None and b.high <= a.low:
        return 1
    return None


def _together(signs: set[int | None]) -> Order:
    if None in signs:
        return "unknown"
    if {-1, 1} <= signs:
        return "mixed"
    if -1 in signs:
        return "earlier"
    return "later" if 1 in signs else "equal"


def _seconds(day: date, ours: Counting, theirs: Counting) -> list[int]:
    """The seconds of a day at which the order of the two ends can change, and its first and last.

    Between them either end stands still or moves with the trigger, so nothing new can happen.
    """
    start, end = first_second(day, ours.calendars.zone), last_second(day, ours.calendars.zone)
    if _by_day_alone(ours, theirs):
        return [start]
    steady = [start, end, *_turns(day, ours), *_turns(day, theirs)]
    crossings = [second for at in _inside(steady, start, end) for second in _met(at, ours, theirs)]
    return sorted(set(_inside([*steady, *crossings], start, end)))


def _by_day_alone(ours: Counting, theirs: Counting) -> bool:
    """Whether the time of day changes neither end."""
    cutoffs = (ours.terms.cutoff, theirs.terms.cutoff)
    hours = any(part.unit == "hours" for side in (ours, theirs) for part in side.within.parts)
    return ours.calendars.zone == theirs.calendars.zone and cutoffs == (None, None) and not hours


def _inside(seconds: list[int], start: int, end: int) -> list[int]:
    return [second for second in seconds if start <= second <= end]


def _turns(day: date, side: Counting) -> Iterator[int]:
    """Midnights and cutoffs of a side around a day, and the second after."""
    zone = side.calendars.zone
    for near in (day - ONE, day, day + ONE):
        yield last_second(near, zone)
        yield last_second(near, zone) + 1
        if side.terms.cutoff is not None:
            at = second_at(near, side.terms.cutoff, zone)
            yield at
            yield at + 1


def _met(second: int, ours: Counting, theirs: Counting) -> Iterator[int]:
    """Where an end that moves with the trigger meets one that stands still, and a second about."""
    parts = [
        (part, limit)
        for side in (ours, theirs)
        for part, limit in zip(side.within.parts, side.ends(second).limits, strict=True)
    ]
    moving = {part.number for part, _ in parts if part.unit == "hours"}
    still = {limit.low.second for part, limit in parts if part.unit != "hours"}
    for hours in moving:
        for end in still:
            meets = end - hours * HOUR
            yield from (meets - 1, meets, meets + 1)


def _example(second: int, a: Ends, b: Ends, ours: Counting, theirs: Counting) -> Example:
    zone = ours.calendars.zone
    return Example(
        datetime.fromtimestamp(second, zone),
        datetime.fromtimestamp(a.low, zone),
        datetime.fromtimestamp(b.low, theirs.calendars.zone),
    )
