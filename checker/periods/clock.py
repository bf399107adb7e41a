"""The clock: one plain period counted from a trigger (Civil Code of the PRC, Arts. 200-204).

Only this module knows which days count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from checker.calendar import ONE_DAY, Calendar
from checker.lazily import dataclass
from checker.model.finding import Due
from checker.model.moment import (
    Moment,
    first_second,
    last_second,
    local_time,
    second_at,
)
from checker.model.period import ROLLED, Duration
from checker.periods.limits import Bound, Limit

HOUR = 3600
YEAR = 12
"""Months."""
DAY_UNITS = {"calendar_days": 1, "weeks": 7}


@dataclass(frozen=True)
class Calendars:
    """The two calendars of a revision; trading days need their own."""

    working: Calendar
    trading: Calendar | None
    zone: ZoneInfo
    plain: dict[tuple[object, ...], Limit] = field(default_factory=dict, compare=False)
    """Limits counted before: of a period by days that nothing moves, from a day."""

    def of(self, unit: str) -> Calendar:
        """The calendar that a unit is counted by: trading days have their own, where the revision has one."""
        if unit == "trading_days" and self.trading is not None:
            return self.trading
        return self.working


@dataclass(frozen=True)
class Standstill:
    """A stretch in which the clock stands: after `start`'s day up to `end`'s day.

    `end` is None while it lasts. `sure` is False where `end` is the longest time that
    the rule allows and an unknown day lies in it.
    """

    start: Moment
    end: Moment | None
    event: str
    sure: bool = True


@dataclass(frozen=True)
class Grant:
    """An extension granted by an event."""

    at: Moment
    by: Duration
    event: str


@dataclass(frozen=True)
class Terms:
    """How a rule counts, beside its period."""

    cutoff: time | None = None
    until: time | None = None
    roll: bool = True


@dataclass(frozen=True)
class Step:
    """One day of a derivation: whether it counted, and which number it was."""

    day: date
    counted: int | None
    why: Literal["counted", "off", "paused", "unknown", "rolled", "shifted"]
    unit: str


@dataclass(frozen=True)
class Clock:
    """Counts one plain period from a trigger, with the pauses and extensions in effect."""

    trigger: Moment
    calendars: Calendars
    terms: Terms = Terms()

    def limit(
        self,
        period: Duration,
        pauses: Sequence[Standstill] = (),
        grants: Sequence[Grant] = (),
        doubtful: Sequence[Standstill | Grant] = (),
    ) -> Limit:
        """The range of due instants of `period` from the trigger.

        `doubtful` changes may be in effect or not: they count for the latest instant alone.
        """
        if period.unit == "hours" or pauses or grants or doubtful:
            return self._limit(period, pauses, grants, doubtful)
        terms, plain = self.terms, self.calendars.plain
        key = (self.first_day(), period.number, period.unit, terms.until, terms.roll)
        if key not in plain:
            plain[key] = self._limit(period, pauses, grants, doubtful)
        return plain[key]

    def _limit(
        self,
        period: Duration,
        pauses: Sequence[Standstill],
        grants: Sequence[Grant],
        doubtful: Sequence[Standstill | Grant],
    ) -> Limit:
        low, sure = self._due(period, pauses, grants, "low", None)
        by_day = period.unit != "hours" and all(grant.by.unit != "hours" for grant in grants)
        high = low
        if doubtful or not (by_day or (self.trigger.timed and not pauses)):
            pauses = [*pauses, *(item for item in doubtful if isinstance(item, Standstill))]
            grants = [*grants, *(item for item in doubtful if isinstance(item, Grant))]
            high, also_sure = self._due(period, pauses, grants, "high", None)
            sure = sure and also_sure
        known = sure and all(pause.sure for pause in pauses)
        return Limit(low, high if known else None, by_day, self.calendars.zone)

    def unrolled(
        self,
        period: Duration,
        pauses: Sequence[Standstill] = (),
        grants: Sequence[Grant] = (),
    ) -> date:
        """The earliest possible last day before it is rolled."""
        plain = replace(self, terms=replace(self.terms, roll=False))
        return plain.limit(period, pauses, grants).low.day

    def steps(
        self,
        period: Duration,
        pauses: Sequence[Standstill] = (),
        grants: Sequence[Grant] = (),
    ) -> list[Step]:
        """The derivation of the earliest possible due day, day by day."""
        steps: list[Step] = []
        self._due(period, pauses, grants, "low", steps)
        return steps

    def first_day(self) -> date:
        """Day 0: the trigger's day, or the next where it came after the cutoff."""
        cutoff = self.terms.cutoff
        if cutoff is None or self.trigger.second is None:
            return self.trigger.day
        late = local_time(self.trigger.second, self.calendars.zone) > cutoff
        return self.trigger.day + ONE_DAY if late else self.trigger.day

    def _due(
        self,
        period: Duration,
        pauses: Sequence[Standstill],
        grants: Sequence[Grant],
        bound: Bound,
        steps: list[Step] | None,
    ) -> tuple[Due, bool]:
        zone = self.calendars.zone
        sure, unit, second = True, period.unit, None
        if unit == "hours":
            second = self._hours(period, pauses, bound)
            day = local_day(second, zone)
        else:
            day, sure = self.advance(self.first_day(), period, pauses, steps)
        for grant in grants:
            unit = grant.by.unit
            if unit == "hours":
                ended = first_second(day + ONE_DAY, zone) if second is None else second
                second = ended + grant.by.number * HOUR
                day = local_day(second, zone)
            else:
                day, known = self.advance(day, grant.by, pauses, steps)
                sure, second = sure and known, None
        if second is not None:
            return Due(second, day), sure
        if unit in ROLLED and self.terms.roll:
            day, guessed = self._roll(day, steps)
            sure = sure and not guessed
        return self._end(day), sure

    def _end(self, day: date) -> Due:
        zone = self.calendars.zone
        if self.terms.until is None:
            return Due(last_second(day, zone), day, whole_day=True)
        return Due(second_at(day, self.terms.until, zone), day)

    def _hours(self, period: Duration, pauses: Sequence[Standstill], bound: Bound) -> int:
        zone = self.calendars.zone
        start = _edge(self.trigger, bound, zone)
        stood = sum(_stood(pause, start, bound, zone) for pause in pauses)
        return start + period.number * HOUR + stood

    def _roll(self, day: date, steps: list[Step] | None) -> tuple[date, bool]:
        rolled, guessed = self.calendars.working.next_counting(day)
        if steps is not None:
            while day < rolled:
                steps.append(Step(day, None, "off", "working_days"))
                day += ONE_DAY
            if steps and steps[-1].why == "off":
                steps.append(Step(rolled, None, "rolled", "working_days"))
        return rolled, guessed

    def advance(
        self,
        start: date,
        period: Duration,
        pauses: Sequence[Standstill],
        steps: list[Step] | None,
    ) -> tuple[date, bool]:
        """The last day, and whether every day on the way was known."""
        unit, number = period.unit, period.number
        if unit in ("months", "years"):
            months = number * YEAR if unit == "years" else number
            return _shifted(months_later(start, months), start, pauses, steps, unit), True
        if unit in DAY_UNITS:
            days = number * DAY_UNITS[unit]
            if steps is None and not pauses:
                return start + timedelta(days=days), True
            return _walk(start, days, None, pauses, steps, unit)
        calendar = self.calendars.of(unit)
        if number == 0:
            day, guessed = calendar.next_counting(start)
            return day, not guessed
        return _walk(start, number, calendar, pauses, steps, unit)


def _walk(
    day: date,
    number: int,
    calendar: Calendar | None,
    pauses: Sequence[Standstill],
    steps: list[Step] | None,
    unit: str,
) -> tuple[date, bool]:
    """The `number`-th day after `day` that counts and in which the clock does not stand."""
    left, sure = number, True
    ahead = sorted(pauses, key=_started, reverse=True)  # none lies in another: they end in order
    while left > 0:
        day += ONE_DAY
        answer = True if calendar is None else calendar.counts(day)
        why: Literal["counted", "off", "paused", "unknown"] = "counted"
        if answer is False:
            why = "off"
        elif _stands(ahead, day):
            why = "paused"
        else:
            left -= 1
            if answer is None:
                why, sure = "unknown", False
        if steps is not None:
            counted = number - left if why in ("counted", "unknown") else None
            steps.append(Step(day, counted, why, unit))
    return day, sure


def _started(pause: Standstill) -> date:
    return pause.start.day


def _stands(ahead: list[Standstill], day: date) -> bool:
    """Whether the clock stands on a day; what is over by then is taken from those ahead."""
    while ahead and ahead[-1].end is not None and ahead[-1].end.day < day:
        ahead.pop()
    return bool(ahead) and ahead[-1].start.day < day


def _shifted(
    last: date,
    start: date,
    pauses: Sequence[Standstill],
    steps: list[Step] | None,
    unit: str,
) -> date:
    """Months and years move by as many days as the clock stood."""
    for pause in pauses:
        if pause.end is None or pause.start.day > last:
            continue
        stood = (pause.end.day - max(pause.start.day, start)).days
        last += timedelta(days=max(0, stood))
    if steps is not None:
        steps.append(Step(last, None, "shifted", unit))
    return last


def months_later(day: date, months: int) -> date:
    """The same day number so many months on, or that month's last day (Civil Code Art. 202)."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    month += 1
    return date(year, month, min(day.day, _length(year, month)))


def _length(year: int, month: int) -> int:
    """Days in a month, without the `calendar` module: it brings day names in all languages along."""
    return 31 if month == YEAR else (date(year, month + 1, 1) - ONE_DAY).day


def _edge(at: Moment, bound: Bound, zone: ZoneInfo) -> int:
    if at.second is not None:
        return at.second
    return first_second(at.day, zone) if bound == "low" else last_second(at.day, zone)


def _stood(pause: Standstill, start: int, bound: Bound, zone: ZoneInfo) -> int:
    """Seconds for which the clock stood after `start`; the least or the most possible."""
    if pause.end is None:
        return 0
    began = _edge(pause.start, "high" if bound == "low" else "low", zone)
    return max(0, _edge(pause.end, bound, zone) - max(began, start))


def local_day(second: int, zone: ZoneInfo) -> date:
    """The local day of an instant."""
    return datetime.fromtimestamp(second, zone).date()
