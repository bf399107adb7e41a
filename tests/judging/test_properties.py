"""What must hold of counting whatever the dates: properties, against a plain loop where there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from budget import tries
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.loading.calendars import CalendarShelf
from checker.model.finding import Due
from checker.model.moment import Moment, at_second, first_second, last_second, parse_moment
from checker.model.period import Duration, Within
from checker.periods import (
    Calendars,
    Clock,
    Grant,
    Standstill,
    Terms,
    cap,
    combined_due,
    count,
    covers,
    past,
    warning_second,
)

SHELF = CalendarShelf()
CN, XSHG = SHELF.get("CN"), SHELF.get("XSHG")
assert CN is not None
assert XSHG is not None
ZONES = [
    ZoneInfo(name)
    for name in ("Asia/Shanghai", "Europe/London", "America/New_York", "Africa/Cairo", "UTC")
]
DAY_UNITS = ("working_days", "trading_days", "calendar_days", "weeks", "months", "years")
KNOWN = st.dates(date(2007, 1, 1), date(2025, 6, 30))
ANY_DAY = st.dates(date(1990, 1, 1), date(2199, 12, 31))
UNITS = st.sampled_from(DAY_UNITS)
FEW = st.integers(0, 40)
QUICK = settings(max_examples=tries(150))


def calendars(zone: ZoneInfo = ZONES[0]) -> Calendars:
    return Calendars(CN, XSHG, zone)


def days(unit: str, number: int) -> Duration:
    return Duration(**{unit: number})


def plain(day: date) -> Moment:
    return Moment(day)


def low(start: Moment, period: Duration, terms: Terms = Terms(), **more: object) -> Due:  # noqa: B008 - frozen
    return Clock(start, calendars(), terms).limit(period, **more).low  # type: ignore[arg-type]


@given(KNOWN, st.integers(0, 60), st.sampled_from(["working_days", "trading_days"]))
@QUICK
def test_counting_agrees_with_a_plain_loop(start: date, number: int, unit: str) -> None:
    calendar = calendars().of(unit)
    day, left = start, number
    if number == 0:
        while not calendar.counts(day):
            day += timedelta(days=1)
    while left:
        day += timedelta(days=1)
        left -= calendar.counts(day) is True
    assert low(plain(start), days(unit, number)).day == day


@given(KNOWN, KNOWN, UNITS, st.integers(0, 12), st.booleans())
@QUICK
def test_a_later_trigger_is_never_due_earlier(
    one: date, other: date, unit: str, number: int, roll: bool
) -> None:
    assume(number <= 1 or unit != "years")
    terms = Terms(roll=roll)
    early, late = sorted((one, other))
    period = days(unit, number)
    assert low(plain(early), period, terms).second <= low(plain(late), period, terms).second


@given(KNOWN, FEW)
@QUICK
def test_one_working_day_more_is_later(start: date, number: int) -> None:
    first, second = (low(plain(start), days("working_days", n)).day for n in (number, number + 1))
    # from a day off, none and one both end on the next working day
    assert first < second or (number == 0 and not CN.counts(start) and first == second)


@given(ANY_DAY, UNITS, st.integers(0, 200), st.booleans(), st.sampled_from(ZONES))
@QUICK
def test_arithmetic_never_raises(
    start: date, unit: str, number: int, roll: bool, zone: ZoneInfo
) -> None:
    clock = Clock(plain(start), calendars(zone), Terms(roll=roll))
    limit = clock.limit(days(unit, number))
    assert limit.low.day >= start
    assert limit.covers(plain(start))
    assert warning_second(limit.low, days(unit, 3), calendars(zone)) <= limit.low.second
    limit.low.iso(zone)


@given(ANY_DAY, st.integers(0, 86399), st.integers(0, 100_000), st.sampled_from(ZONES))
@QUICK
def test_hours_are_elapsed_time(start: date, second: int, hours: int, zone: ZoneInfo) -> None:
    trigger = at_second(first_second(start, zone) + second, zone)
    limit = Clock(trigger, calendars(zone)).limit(days("hours", hours))
    assert limit.due is not None
    assert limit.due.second == (trigger.second or 0) + hours * 3600
    assert limit.past(limit.due.second) is False
    assert limit.past(limit.due.second + 1) is True


PAUSES = st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 20)), min_size=0, max_size=3)


def standstills(start: date, pauses: list[tuple[int, int]]) -> list[Standstill]:
    """Pauses one after the other, so many days after the one before, so long."""
    found, day = [], start
    for after, long in pauses:
        begin = day + timedelta(days=after if not found else max(after, 0))
        day = begin + timedelta(days=long)
        found.append(Standstill(plain(begin), plain(day), "e"))
    return found


@given(KNOWN, UNITS, st.integers(0, 30), PAUSES, st.booleans())
@QUICK
def test_a_pause_never_makes_a_deadline_earlier(
    start: date, unit: str, number: int, pauses: list[tuple[int, int]], roll: bool
) -> None:
    assume(number <= 1 or unit != "years")
    clock = Clock(plain(start), calendars(), Terms(roll=roll))
    period = days(unit, number)
    paused = count(clock, period, standstills(start, pauses), [], 0).limit
    assert paused.low.second >= clock.limit(period).low.second


@given(KNOWN, st.integers(1, 30), PAUSES)
@QUICK
def test_paused_working_days_agree_with_a_plain_loop(
    start: date, number: int, pauses: list[tuple[int, int]]
) -> None:
    stretches = standstills(start, pauses)
    clock = Clock(plain(start), calendars())
    counted = count(clock, days("working_days", number), stretches, [], 0)
    effective = list(counted.pauses)
    day, left = start, number
    while left:
        day += timedelta(days=1)
        stands = any(p.start.day < day <= p.end.day for p in effective if p.end)
        left -= CN.counts(day) is True and not stands
    assert counted.limit.low.day == day


@given(KNOWN, UNITS, st.integers(0, 20), UNITS, st.integers(0, 20))
@QUICK
def test_latest_and_earliest_are_of_the_single_ones(
    start: date, unit: str, number: int, other: str, more: int
) -> None:
    assume("years" not in (unit, other) or max(number, more) <= 1)
    parts = (days(unit, number), days(other, more))
    limits = [Clock(plain(start), calendars()).limit(part) for part in parts]
    singles = [limit.low.second for limit in limits]
    latest, earliest = Within(latest=parts), Within(earliest=parts)
    for within, wanted in ((latest, max(singles)), (earliest, min(singles))):
        due = combined_due(within, limits)
        assert due is not None
        assert due.second == wanted
        assert covers(within, limits, at_second(wanted, ZONES[0]), plain(start)) is True
        assert covers(within, limits, at_second(wanted + 1, ZONES[0]), plain(start)) is False
        assert past(within, limits, wanted) is False
        assert past(within, limits, wanted + 1) is True


@given(ANY_DAY, UNITS, st.integers(0, 60), st.integers(-3, 90), st.integers(0, 90))
@QUICK
def test_earlier_is_never_worse(start: date, unit: str, number: int, at: int, less: int) -> None:
    """What was in time stays so when it is done earlier; unknown calendars included."""
    limit = Clock(plain(start), calendars()).limit(days(unit, number))
    later, earlier = (plain(start + timedelta(days=n)) for n in (at, at - less))
    order = {True: 2, None: 1, False: 0}
    assert order[limit.covers(earlier)] >= order[limit.covers(later)]


@given(KNOWN, st.integers(0, 30), st.integers(0, 60), st.integers(0, 60))
@QUICK
def test_an_extension_never_shortens(start: date, number: int, more: int, granted: int) -> None:
    clock = Clock(plain(start), calendars())
    grant = Grant(plain(start + timedelta(days=granted)), days("calendar_days", more), "e")
    period = days("calendar_days", number)
    extended = count(clock, period, [], [grant], 1)
    assert extended.limit.low.second >= clock.limit(period).low.second
    in_time = grant.at.day <= clock.limit(period).low.day
    assert bool(extended.grants) is in_time
    assert bool(extended.refused) is not in_time


@given(KNOWN, UNITS, st.integers(0, 20), st.integers(0, 60))
@QUICK
def test_a_pause_ends_no_later_than_it_may(start: date, unit: str, most: int, long: int) -> None:
    assume(unit != "years" or most <= 1)
    pause = Standstill(plain(start), plain(start + timedelta(days=long)), "e")
    ended = cap(pause, days(unit, most), calendars()).end
    assert ended is not None
    assert pause.end is not None
    assert ended.day <= pause.end.day
    alone = cap(Standstill(plain(start), None, "e"), days(unit, most), calendars()).end
    assert alone is not None
    assert ended.day == min(alone.day, pause.end.day)


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30)),  # noqa: DTZ001 - local times
    st.sampled_from(ZONES),
)
@QUICK
def test_a_moment_is_read_back_as_written(local: datetime, zone: ZoneInfo) -> None:
    second = int(local.replace(tzinfo=UTC).timestamp())
    moment = at_second(second, zone)
    assert parse_moment(moment.iso(zone), zone) == moment
    assert parse_moment(moment.day.isoformat(), zone) == Moment(moment.day)


@given(ANY_DAY, st.sampled_from(ZONES))
@QUICK
def test_a_day_is_all_its_seconds(day: date, zone: ZoneInfo) -> None:
    first, last = first_second(day, zone), last_second(day, zone)
    assert at_second(first, zone).day == day
    assert at_second(last, zone).day == day
    assert at_second(first - 1, zone).day == day - timedelta(days=1)
    assert 23 * 3600 <= last - first + 1 <= 25 * 3600


@given(ANY_DAY, st.integers(0, 40))
@QUICK
def test_unknown_days_are_never_guessed(start: date, number: int) -> None:
    """The earliest possible day counts each unknown day; certain only where all days are known."""
    limit = Clock(plain(start), calendars()).limit(days("working_days", number))
    crossed = (start + timedelta(days=n) for n in range(1, (limit.low.day - start).days + 1))
    asked = [start] if number == 0 else list(crossed)
    unknown = any(CN.counts(day) is None for day in asked)
    assert (limit.high is None) is unknown
    assert (limit.due is None) is unknown


@pytest.mark.parametrize("text", ["2026-02-30", "2026-03-02T24:00", "2026-3-2", "1989-12-31", "2200-01-01",
    "2026-03-02T10", "2026-03-02T10:15:60", "2026-03-02T10:15+08", "2026-03-02T10:15+14:15", "2026-03-02T10:15+08:10",
    "２０２６-03-02", "2026-03-02 10:15 ", "20260302", "2026-03-02T10:15z", "2026-W10-1", ""])  # fmt: skip
def test_nothing_else_is_a_time(text: str) -> None:
    assert parse_moment(text, ZONES[0]) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-02 10:15", "2026-03-02T10:15:00+08:00"),
        ("2026-03-02T10:15:59Z", "2026-03-02T18:15:59+08:00"),
        ("2026-03-02T23:59+14:00", "2026-03-02T17:59:00+08:00"),
        ("2026-03-02T00:00-14:00", "2026-03-02T22:00:00+08:00"),
        ("2026-03-02T10:15+05:45", "2026-03-02T12:30:00+08:00"),
    ],
)
def test_these_are_times(text: str, iso: str) -> None:
    moment = parse_moment(text, ZONES[0])
    assert moment is not None
    assert moment.iso(ZONES[0]) == iso


@given(KNOWN, st.sampled_from(["months", "years"]), st.integers(0, 12), st.booleans())
@QUICK
def test_only_a_last_day_off_is_told_as_rolled(
    start: date, unit: str, number: int, roll: bool
) -> None:
    steps = Clock(plain(start), calendars(), Terms(roll=roll)).steps(days(unit, number))
    off = CN.counts(steps[0].day) is False
    assert steps[0].why == "shifted"
    assert [step.why for step in steps[-1:]] == ["rolled" if off and roll else "shifted"]
    assert all(step.why == "off" for step in steps[1:-1])
