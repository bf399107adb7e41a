"""Moments: a day, or an instant, in a policy's timezone.

A moment without a time is a whole day that nobody timed; it is never guessed to be midnight.
Seconds are whole seconds since 1970 in UTC, so that arithmetic never meets daylight saving.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from zoneinfo import ZoneInfo

from checker.lazily import dataclass

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
CLOCK = re.compile(r"[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?")
MOMENT = re.compile(f"{DAY.pattern}(?:{CLOCK.pattern})?")
DAY_LETTERS = len("2026-03-02")
LONGEST = len("2026-03-02T10:15:00+08:00")
FIRST_YEAR, LAST_YEAR = 1990, 2199
FURTHEST_OFFSET_MINUTES = 14 * 60
DAY_SECONDS = 24 * 60 * 60
FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Moment:
    """A day in the policy's timezone; `second` is the instant, or None where no time was given."""

    day: date
    second: int | None = None

    @property
    def timed(self) -> bool:
        """Whether a time of day was given."""
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


def parse_moment(text: str, zone: ZoneInfo) -> Moment | None:
    """Read an `at` as a case file writes it, a day or an instant; None for anything else.

    A local time is in `zone`; one with an offset is moved to it, so `day` is always the local
    day. Years outside 1990 to 2199, second 60 and offsets that are no quarter hours are refused.
    """
    found = _day_in(text[:DAY_LETTERS], zone)
    if found is None:
        return None
    day, start = found
    if len(text) == DAY_LETTERS:
        return Moment(day)
    clock = _clock(text[DAY_LETTERS:]) if len(text) <= LONGEST else None
    if clock is None:
        return None
    seconds, offset = clock
    if offset is None:
        return Moment(day, _second_in(day, seconds, zone) if start is None else start + seconds)
    return at_second(_midnight_utc(day) + seconds - offset, zone)


@lru_cache(maxsize=8192)
def _day_in(text: str, zone: ZoneInfo) -> tuple[date, int | None] | None:
    """A day that an `at` may name, and its first second where no clock is moved in it."""
    day = parse_day(text)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return day, _even_day(day, zone)


@lru_cache(maxsize=8192)
def _clock(text: str) -> tuple[int, int | None] | None:
    """The seconds since midnight of `T10:15`, and those of its offset; None for anything else."""
    match = CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, offset = match.groups()
    try:
        at = clock_time(int(hour), int(minute), int(second or 0))
        return _since_midnight(at), None if offset is None else _offset(offset)
    except ValueError:
        return None


def _offset(text: str) -> int:
    """The seconds of an offset. Raises `ValueError` for one that nobody has."""
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    if minutes > FURTHEST_OFFSET_MINUTES or minutes % 15 or text[4] > "5":
        raise ValueError(text)
    return minutes * (-60 if text.startswith("-") else 60)


def parse_day(text: str) -> date | None:
    """Read `YYYY-MM-DD`; None for anything else."""
    return _day(text) if len(text) == DAY_LETTERS else None


@lru_cache(maxsize=8192)
def _day(text: str) -> date | None:
    match = DAY.fullmatch(text)
    if match is None:
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
    """The instant of a local whole second of a day; the first of two, where clocks are put back."""
    return _second_in(day, _since_midnight(at), zone)


def _since_midnight(at: clock_time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def _midnight_utc(day: date) -> int:
    return (day.toordinal() - FIRST_DAY) * DAY_SECONDS


def _second_in(day: date, seconds: int, zone: ZoneInfo) -> int:
    """The instant at which a local clock shows so many seconds since midnight."""
    start = _even_day(day, zone)
    if start is not None:
        return start + seconds
    return int((datetime.combine(day, clock_time(), zone) + timedelta(seconds=seconds)).timestamp())


@lru_cache(maxsize=65536)
def _even_day(day: date, zone: ZoneInfo) -> int | None:
    """The first second of a local day in which no clock is moved; None for other days.

    A day of 24 hours is one: no zone ever moved its clocks there and back in a day.
    """
    if day == date.max:
        return None
    start = first_second(day, zone)
    return start if last_second(day, zone) + 1 - start == DAY_SECONDS else None


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
