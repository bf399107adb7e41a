"""Moments against `datetime` and `zoneinfo`, which know nothing of our tables of even days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones
from zoneinfo._zoneinfo import ZoneInfo as ZoneInPython  # type: ignore[import-not-found]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.moment import (
    FIRST_YEAR,
    LAST_YEAR,
    Moment,
    first_second,
    parse_day,
    parse_moment,
    second_at,
)

ZONES = sorted(available_timezones())
SHANGHAI = ZoneInfo("Asia/Shanghai")
days = st.dates(date(1, 1, 2), date(9999, 12, 30))
clocks = st.times().map(lambda at: at.replace(microsecond=0))
zones = st.sampled_from(ZONES).map(ZoneInfo)
recorded = st.builds(
    datetime.combine, st.dates(date(FIRST_YEAR, 1, 3), date(LAST_YEAR, 12, 29)), clocks
)
offsets = st.integers(-56, 56).map(lambda quarters: timedelta(minutes=15 * quarters))


def by_datetime(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, zone).timestamp())


@given(days, clocks, zones)
def test_a_local_time_is_the_instant_that_zoneinfo_gives(
    day: date, at: time, zone: ZoneInfo
) -> None:
    assert second_at(day, at, zone) == by_datetime(day, at, zone)


@pytest.mark.parametrize("day", [date.min + timedelta(days=1), date.max])
def test_the_ends_of_the_calendar(day: date) -> None:
    for at in (time(), time(23, 59, 59)):
        assert second_at(day, at, SHANGHAI) == by_datetime(day, at, SHANGHAI)


def moves() -> Iterator[tuple[ZoneInfo, set[datetime]]]:
    """Every zone once, with the local times around every move of its clocks."""
    seen = set()
    for name in ZONES:
        known = ZoneInPython(name)
        table = tuple(known._trans_utc), tuple(known._trans_local[0])
        if table not in seen:
            seen.add(table)
            yield ZoneInfo(name), {at for second in table[0] for at in around(second, name)}


def around(second: int, name: str) -> Iterator[datetime]:
    """The ends of the local day of a move, and what clocks show just before and after it."""
    for step in (-1, 0):
        moved = datetime.fromtimestamp(0, UTC) + timedelta(seconds=second + step)
        if moved.year > 1:
            local = moved.astimezone(ZoneInfo(name)).replace(tzinfo=None, fold=0)
            midnight = datetime.combine(local, time())
            yield from (local, local - timedelta(minutes=20), local + timedelta(minutes=20))
            yield from (midnight, midnight - timedelta(seconds=1), midnight + timedelta(hours=12))


def test_every_move_of_every_zone() -> None:
    for zone, times in moves():
        for at in times:
            day, clock = at.date(), at.time()
            assert second_at(day, clock, zone) == by_datetime(day, clock, zone), (zone, at)


@given(recorded, zones)
def test_what_is_written_without_an_offset_is_local(at: datetime, zone: ZoneInfo) -> None:
    read = parse_moment(at.isoformat(), zone)
    assert read == Moment(at.date(), by_datetime(at.date(), at.time(), zone))
    assert parse_moment(at.date().isoformat(), zone) == Moment(at.date())


@given(recorded, offsets, zones)
def test_what_is_written_with_an_offset_is_moved_to_the_zone(
    at: datetime, offset: timedelta, zone: ZoneInfo
) -> None:
    there = at.replace(tzinfo=timezone(offset))
    read = parse_moment(there.isoformat(), zone)
    assert read == Moment(there.astimezone(zone).date(), int(there.timestamp()))


@given(days)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_day(f"{day.year:04}-{day:%m-%d}") == day


def test_a_day_that_a_zone_left_out_begins_with_the_next() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert first_second(date(2011, 12, 30), apia) == first_second(date(2011, 12, 31), apia)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T10:15\n", "2026-03-02\n", "2026-03-02T24:00", "2026-03-02T10:60", "2026-02-30",
        "2026-03-02T10:15:60", "1989-12-31", "2200-01-01", "2026-03-02T10:15+14:15", "20260302",
        "2026-03-02T10:15+08:10", "2026-03-02T10:15-07:75", "2026-03-02t10:15", "2026-W10-1",
        "２０２６-03-02", "2026-03-02T１0:15", "2026-03-02T10:15z", " 2026-03-02", "", "2026-03-02T",
        "2026-03-02T10:15:00+08:00:00",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    assert parse_moment(text, SHANGHAI) is None
