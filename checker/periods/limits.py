"""Limits: the due instant of a period as far as it is known, and what can be said by it.

An answer is given only where the whole range from the earliest to the latest possible agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from checker.conditions import Answer, kleene_all, kleene_any
from checker.lazily import dataclass
from checker.model.finding import Due
from checker.model.moment import (
    Moment,
    first_second,
    last_second,
)
from checker.model.period import Within

Bound = Literal["low", "high"]


@dataclass(frozen=True)
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


def covers(within: Within, limits: Sequence[Limit], at: Moment, since: Moment) -> Answer:
    """Whether something done `at` was in time, over one period or the latest or earliest of several."""
    if len(limits) == 1:
        return limits[0].covers(at, since)
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


def combined_range(within: Within, limits: Sequence[Limit]) -> tuple[Due, Due | None]:
    """The earliest and the latest possible due instant of all periods; no latest where unknown."""
    choose = min if within.earliest else max
    low = choose((limit.low for limit in limits), key=lambda due: due.second)
    highs = [limit.high for limit in limits if limit.high is not None]
    if not highs or (len(highs) < len(limits) and not within.earliest):
        return low, None
    return low, choose(highs, key=lambda due: due.second)


def why_unsaid(limits: Sequence[Limit]) -> str:
    """Why it cannot be said: an unknown calendar, else a moment without its time."""
    unknown = any(limit.high is None for limit in limits)
    return "calendar_unknown" if unknown else "time_needed"
