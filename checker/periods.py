"""Counting periods: when what began at a moment is due (Civil Code of the PRC, Arts. 200-204).

Pure. Every answer is a range from the earliest to the latest possible due instant: a day that no
calendar knows, or a moment without a time, widens it; nothing is guessed. An answer is given only
where the whole range agrees.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from checker.calendar import ONE_DAY, Calendar
from checker.conditions import Answer, kleene_all, kleene_any
from checker.model.finding import Due
from checker.model.moment import (
    Moment,
    compare,
    first_second,
    last_second,
    local_time,
    second_at,
)
from checker.model.period import ROLLED, Duration, Within

HOUR = 3600
DAY_UNITS = {"calendar_days": 1, "weeks": 7}
Bound = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Calendars:
    """The two calendars of a revision; trading days need their own."""

    working: Calendar
    trading: Calendar | None
    zone: ZoneInfo

    def of(self, unit: str) -> Calendar:
        if unit == "trading_days" and self.trading is not None:
            return self.trading
        return self.working


@dataclass(frozen=True, slots=True)
class Standstill:
    """A stretch in which the clock stands: after `start`'s day up to `end`'s day.

    `end` is None while it lasts. `sure` is False where `end` is the longest time that
    the rule allows and an unknown day lies in it.
    """

    start: Moment
    end: Moment | None
    event: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """An extension granted by an event."""

    at: Moment
    by: Duration
    event: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How a rule counts, beside its period."""

    cutoff: time | None = None
    until: time | None = None
    roll: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a derivation: whether it counted, and which number it was."""

    day: date
    counted: int | None
    why: Literal["counted", "off", "paused", "unknown", "rolled", "shifted"]
    unit: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The due instant of one period, as far as it is known."""

    low: Due
    high: Due | None
    """None where there is no latest possible instant: the calendar is unknown."""
    by_day: bool
    """Whether a moment without a time can be compared by its day."""
    zone: ZoneInfo

    @property
    def due(self) -> Due | None:
        """The due instant where it is certain."""
        return self.low if self.low == self.high else None

    @property
    def reason(self) -> str | None:
        """Why it is not certain."""
        if self.high is None:
            return "calendar_unknown"
        return None if self.low == self.high else "time_needed"

    def covers(self, at: Moment, not_before: Moment | None = None) -> Answer:
        """Whether something that happened `at` was in time."""
        if _in_time(at, self.low, self.by_day, self.zone, not_before, "high"):
            return True
        if self.high is None or _in_time(at, self.high, self.by_day, self.zone, not_before, "low"):
            return None
        return False

    def past(self, second: int) -> Answer:
        """Whether an instant lies after the period's end."""
        if second <= self.low.second:
            return False
        return True if self.high is not None and second > self.high.second else None


def _in_time(
    at: Moment, due: Due, by_day: bool, zone: ZoneInfo, not_before: Moment | None, bound: Bound
) -> bool:
    if at.second is not None:
        return at.second <= due.second
    if by_day:
        return at.day <= due.day
    if bound == "high":
        return last_second(at.day, zone) <= due.second
    earliest = first_second(at.day, zone)
    if not_before is not None and not_before.second is not None:
        earliest = max(earliest, not_before.second)
    return earliest <= due.second


@dataclass(frozen=True, slots=True)
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
        low, sure = self._due(period, pauses, grants, "low", None)
        by_day = period.unit != "hours" and all(grant.by.unit != "hours" for grant in grants)
        high = low
        if doubtful or not by_day:
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
            day = _local_day(second, zone)
        else:
            day, sure = self._advance(self.first_day(), period, pauses, steps)
        for grant in grants:
            unit = grant.by.unit
            if unit == "hours":
                ended = first_second(day + ONE_DAY, zone) if second is None else second
                second = ended + grant.by.number * HOUR
                day = _local_day(second, zone)
            else:
                day, known = self._advance(day, grant.by, pauses, steps)
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

    def _advance(
        self,
        start: date,
        period: Duration,
        pauses: Sequence[Standstill],
        steps: list[Step] | None,
    ) -> tuple[date, bool]:
        """The last day, and whether every day on the way was known."""
        unit, number = period.unit, period.number
        if unit in ("months", "years"):
            months = number * 12 if unit == "years" else number
            return _shifted(_months_later(start, months), start, pauses, steps, unit), True
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
    while left > 0:
        day += ONE_DAY
        answer = True if calendar is None else calendar.counts(day)
        why: Literal["counted", "off", "paused", "unknown"] = "counted"
        if answer is False:
            why = "off"
        elif any(_stands(pause, day) for pause in pauses):
            why = "paused"
        else:
            left -= 1
            if answer is None:
                why, sure = "unknown", False
        if steps is not None:
            counted = number - left if why in ("counted", "unknown") else None
            steps.append(Step(day, counted, why, unit))
    return day, sure


def _stands(pause: Standstill, day: date) -> bool:
    return pause.start.day < day and (pause.end is None or day <= pause.end.day)


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


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))


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


def _local_day(second: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(second, zone).date()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An extension that has no effect, and why."""

    event: str
    why: Literal["late", "too_many"]


@dataclass(frozen=True, slots=True)
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


def covers(within: Within, limits: Sequence[Limit], at: Moment, since: Moment) -> Answer:
    """Whether something done `at` was in time, over one period or the latest or earliest of several."""
    answers = (limit.covers(at, since) for limit in limits)
    return kleene_all(answers) if within.earliest else kleene_any(answers)


def past(within: Within, limits: Sequence[Limit], second: int) -> Answer:
    """Whether an instant lies after the end, over one period or the latest or earliest of several."""
    answers = (limit.past(second) for limit in limits)
    return kleene_any(answers) if within.earliest else kleene_all(answers)


def combined_due(within: Within, limits: Sequence[Limit]) -> Due | None:
    """The due instant of all periods together, where it is certain."""
    known = [limit.due for limit in limits if limit.due is not None]
    unsure = [limit for limit in limits if limit.due is None]
    if not known:
        return None
    if within.earliest:
        best = min(known, key=lambda due: due.second)
        return best if all(limit.low.second >= best.second for limit in unsure) else None
    best = max(known, key=lambda due: due.second)
    beyond = (limit.high is not None and limit.high.second <= best.second for limit in unsure)
    return best if all(beyond) else None


def why_unsaid(limits: Sequence[Limit]) -> str:
    """Why it cannot be said: an unknown calendar, else a moment without its time."""
    unknown = any(limit.high is None for limit in limits)
    return "calendar_unknown" if unknown else "time_needed"


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
            day = _months_later(due.day, -months)
        case unit:
            day = due.day - timedelta(days=warn.number * DAY_UNITS[unit])
    return first_second(day, zone)


def cap(pause: Standstill, at_most: Duration, calendars: Calendars) -> Standstill:
    """A pause that ends by itself when it has lasted `at_most`."""
    zone = calendars.zone
    if at_most.unit == "hours" and pause.start.second is not None:
        second = pause.start.second + at_most.number * HOUR
        ended, sure = Moment(_local_day(second, zone), second), True
    elif at_most.unit == "hours":
        ended, sure = Moment(pause.start.day + timedelta(hours=at_most.number)), True
    else:
        ended, sure = _cap_by_days(pause, at_most, calendars)
    if pause.end is not None and compare(pause.end, ended) <= 0:
        return pause
    return replace(pause, end=ended, sure=sure)


def _cap_by_days(pause: Standstill, at_most: Duration, calendars: Calendars) -> tuple[Moment, bool]:
    day, sure = Clock(pause.start, calendars)._advance(  # noqa: SLF001 - same module
        pause.start.day, at_most, (), None
    )
    if pause.start.second is None:
        return Moment(day), sure
    at = local_time(pause.start.second, calendars.zone)
    return Moment(day, second_at(day, at, calendars.zone)), sure
