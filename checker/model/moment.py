"""Moments: a day, or an instant, in a policy's timezone.

A moment without a time is a whole day that nobody timed; it is never guessed to be midnight.
Seconds are whole seconds since 1970 in UTC, so that arithmetic never meets daylight saving.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from zoneinfo import ZoneInfo

MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
FIRST_YEAR, LAST_YEAR = 1990, 2199
FURTHEST_OFFSET_MINUTES = 14 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the policy's timezone; `second` is the instant, or None where no time was given."""

    day: date
    second: int | None = None

    @property
    def timed(self) -> bool:
        return self.second is not None

    def iso(self, zone: ZoneInfo) -> str:
        """`2026-03-02T10:15:00+08:00`, or the day alone where there is no time."""
        return self.day.isoformat() if self.second is None else iso_second(self.second, zone)

    def short(self, zone: ZoneInfo) -> str:
        """The moment for people: `2026-03-02 10:15`; seconds only where they are not zero."""
        if self.second is None:
            return self.day.isoformat()
        local = datetime.fromtimestamp(self.second, zone)
        return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


def compare(a: Moment, b: Moment) -> int:
    """-1, 0 or 1 by time alone; 0 also where one of two on a day has no time."""
    if a.day != b.day:
        return -1 if a.day < b.day else 1
    if a.second is None or b.second is None or a.second == b.second:
        return 0
    return -1 if a.second < b.second else 1


@lru_cache(maxsize=65536)
def parse_moment(text: str, zone: ZoneInfo) -> Moment | None:
    """Read an `at` as cases.md writes it; None for anything else.

    A local time is in `zone`; one with an offset is moved to it, so `day` is always the local
    day. Years outside 1990 to 2199, second 60 and offsets that are no quarter hours are refused.
    """
    match = MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            return None
        if hour is None:
            return Moment(on)
        at = clock_time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
    return _instant(on, at, offset, zone)


def _instant(on: date, at: clock_time, offset: str | None, zone: ZoneInfo) -> Moment | None:
    if offset is None:
        return Moment(on, int(datetime.combine(on, at, zone).timestamp()))
    minutes = 0 if offset == "Z" else int(offset[1:3]) * 60 + int(offset[4:6])
    if minutes > FURTHEST_OFFSET_MINUTES or minutes % 15 or (offset != "Z" and offset[4] > "5"):
        return None
    shift = timedelta(minutes=-minutes if offset.startswith("-") else minutes)
    return at_second(int((datetime.combine(on, at, UTC) - shift).timestamp()), zone)


def parse_day(text: str) -> date | None:
    """Read `YYYY-MM-DD`; None for anything else."""
    match = MOMENT.fullmatch(text)
    if match is None or match.group(4) is not None:
        return None
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return None


def at_second(second: int, zone: ZoneInfo) -> Moment:
    """The moment of an instant, with the local day in `zone`."""
    return Moment(datetime.fromtimestamp(second, zone).date(), second)


@lru_cache(maxsize=65536)
def first_second(day: date, zone: ZoneInfo) -> int:
    """The instant at which a local day begins."""
    return int(datetime.combine(day, clock_time(), zone).timestamp())


def last_second(day: date, zone: ZoneInfo) -> int:
    """The last whole second of a local day, inclusive; 24:00 is the second after it."""
    return first_second(day + timedelta(days=1), zone) - 1


def turns_at(at: Moment, zone: ZoneInfo) -> set[int]:
    """The instants at which comparing a moment with a later and later instant changes."""
    edges = {first_second(at.day, zone), last_second(at.day, zone) + 1}
    return edges if at.second is None else {*edges, at.second, at.second + 1}


def second_at(day: date, at: clock_time, zone: ZoneInfo) -> int:
    """The instant of a local time of day."""
    return int(datetime.combine(day, at, zone).timestamp())


def local_time(second: int, zone: ZoneInfo) -> clock_time:
    """The time of day of an instant in `zone`."""
    return datetime.fromtimestamp(second, zone).time()


def iso_second(second: int, zone: ZoneInfo) -> str:
    """An instant as ISO 8601 with the offset of `zone` at that instant."""
    return datetime.fromtimestamp(second, zone).isoformat()


def as_of_moment(text: str, zone: ZoneInfo) -> Moment | None:
    """Read `--as-of`: an instant, or a date, which means the last second of that day."""
    moment = parse_moment(text, zone)
    if moment is None or moment.second is not None:
        return moment
    return Moment(moment.day, last_second(moment.day, zone))
