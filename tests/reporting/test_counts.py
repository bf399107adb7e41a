"""What is counted for which day, and that it adds up."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from budget import tries
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.engine import Result
from checker.model.case import Event
from checker.model.finding import Due, Finding
from checker.model.moment import Moment, at_second, first_second, last_second
from checker.model.text import say
from checker.reporting import Register, ReportPeriod, gather, periods_until
from checker.reporting.casereader import CaseReader
from checker.reporting.counts import Counts
from checker.reporting.facts import CaseFacts, Judged, Span, Spell
from checker.reporting.numbers import rank, rate
from checker.timeline import Timeline
from checker.viewing import as_it_stood

from .conftest import judged

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
TURNS = ("received", "accepted", "closed", "declined", "withdrawn", "reopened")


def read(text: str) -> ReportPeriod:
    period = ReportPeriod.read(text)
    assert period is not None
    return period


@pytest.mark.parametrize(
    ("text", "first", "last", "before", "year_before"),
    [
        ("2026-02", "2026-02-01", "2026-02-28", "2026-01", "2025-02"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01", "2023-02"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12", "2025-01"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4", "2025-Q1"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3", "2025-Q4"),
        ("2026", "2026-01-01", "2026-12-31", "2025", "2025"),
    ],
)
def test_a_period_has_its_days_and_its_forerunners(text, first, last, before, year_before) -> None:
    period = read(text)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)
    assert (period.name, period.back().name, period.year_before.name) == (text, before, year_before)


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-Q5", "2026-2", "26", "2026-02-01", "", "9999", "0000", "1989", "２０２６"],
)
def test_what_is_no_period(text) -> None:
    assert ReportPeriod.read(text) is None


def test_periods_follow_each_other_without_a_gap() -> None:
    found = periods_until(date(2025, 2, 3), date(2026, 2, 1), "quarter")
    assert [period.name for period in found] == [
        "2025-Q1",
        "2025-Q2",
        "2025-Q3",
        "2025-Q4",
        "2026-Q1",
    ]
    assert all(b.first_day == a.last_day + DAY for a, b in pairwise(found))


# --- open at start + received + reopened - closed = open at end


@st.composite
def cases(draw: st.DrawFn) -> list[CaseFacts]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.lists(st.integers(0, 400), min_size=1, max_size=7)))
        edges = [FIRST + n * DAY for n in days]
        ends = [*edges[1:], None]
        spells = tuple(
            Spell(started=start, ended=end, ended_by="closed", span=Span(0, 0))
            for start, end in list(zip(edges, ends, strict=True))[::2]
        )
        made.append(CaseFacts(id=f"C-{number}", unit=None, spells=spells, choices={}))
    return made


def register(made: list[CaseFacts], as_of: date = date(2027, 6, 1)) -> Register:
    return Register(
        as_of=at_second(last_second(as_of, ZONE), ZONE),
        zone=ZONE,
        policies=(),
        units={},
        cases=tuple(made),
    )


@given(
    cases(),
    st.sampled_from(["2026-01", "2026-02", "2026-12", "2026-Q1", "2026-Q4", "2026", "2027"]),
)
@settings(max_examples=tries(150))
def test_it_adds_up(made: list[CaseFacts], text: str) -> None:
    now = Counts(register(made), read(text))
    came = len(now.received) + len(now.reopened) - len(now.closed)
    assert len(now.open_start) + came == len(now.open_end)


@given(cases())
@settings(max_examples=tries(60))
def test_months_add_up_to_the_year_and_each_begins_where_the_last_ended(made) -> None:
    whole = register(made)
    months = [Counts(whole, period) for period in periods_until(FIRST, date(2026, 12, 31), "month")]
    year = Counts(whole, read("2026"))
    for name in ("received", "reopened", "closed"):
        assert sum(len(getattr(month, name)) for month in months) == len(getattr(year, name)), name
    for one, following in pairwise(months):
        assert [case.id for case in one.open_end] == [case.id for case in following.open_start]


@pytest.mark.parametrize(
    "text", ["2025-01", "2025-08", "2026-02", "2026-11", "2026-Q2", "2025", "2026", "2030"]
)
def test_the_sample_register_adds_up(sample: Register, text: str) -> None:
    now = Counts(sample, read(text))
    came = len(now.received) + len(now.reopened) - len(now.closed)
    assert len(now.open_start) + came == len(now.open_end)


@pytest.mark.parametrize("day", ["2025-12-31", "2026-02-28"])
def test_open_at_the_end_is_what_the_engine_said_on_that_day(sample: Register, day: str) -> None:
    then = gather(judged(Path(__file__).parents[2], day))
    month = read(day[:7])
    assert sorted(case.id for case in Counts(sample, month).open_end) == sorted(
        case.id for case in then.cases if case.open_at_end_of(month.last_day)
    )
    assert [case.received for case in then.cases] == [
        case.received for case in sample.cases if case.received <= month.last_day
    ]


class SampleCase:
    """A real case whose events are replaced; says nothing of itself, for it is the whole register."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.item = next(item for item in result.cases if item.case is not None)


@pytest.fixture(scope="module")
def sample_case(sample_result: Result) -> SampleCase:
    return SampleCase(sample_result)


events = st.lists(
    st.tuples(st.sampled_from(TURNS), st.integers(0, 5), st.one_of(st.none(), st.integers(0, 3))),
    max_size=6,
)


@given(events)
@example([("closed", 1, 1), ("reopened", 1, None), ("closed", 2, 0)])
@settings(max_examples=tries(200))
def test_a_case_is_open_when_the_engine_says_so(sample_case, acts) -> None:
    """Whatever is recorded in whatever order: open on a day's end, as the engine sees that day."""
    result, item = sample_case.result, sample_case.item
    times = [("received", 0, 0), *acts]
    made = tuple(
        Event(index=n, id=f"e{n}", type=kind, at=moment(day, hour), by="E1003")
        for n, (kind, day, hour) in enumerate(times)
    )
    case = replace(item.case, events=made)
    reader = CaseReader(result, replace(item, case=case, verdicts=[]))
    facts = reader.read()
    for n in range(7):
        end = at_second(last_second(FIRST + n * DAY, ZONE), ZONE)
        stood, _ = as_it_stood(case, end)
        timeline = Timeline(stood.events, reader._type_of)
        if not circular(stood.events):
            assert facts.open_at_end_of(end.day) is not timeline.closed, n


def moment(day: int, hour: int | None) -> Moment:
    on = FIRST + day * DAY
    return Moment(on, None if hour is None else first_second(on, ZONE) + 3600 * hour)


def circular(events: tuple[Event, ...]) -> bool:
    """A day with timed and untimed events may have no first one (docs/readings.md)."""
    days = {event.at.day for event in events}
    mixed = {day for day in days if len({e.at.timed for e in events if e.at.day == day}) > 1}
    return bool(mixed)


# --- which day, which base


def test_a_deadline_counts_on_the_day_after_its_last_day(sample: Register) -> None:
    late = [
        one for case in sample.cases for one in case.judged if one.reason in ("late", "overdue")
    ]
    assert late
    assert all(one.done is None or one.done >= one.day - DAY for one in late)


def owed(day: date, done: date | None, status: str = "violation") -> Judged:
    return Judged(
        policy="p", rule="r", title="r", kind="deadline", status=status, reason="late", day=day,
        done=done, subject="C-0",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("done", "status", "overdue"),
    [
        (None, "violation", True),
        (date(2026, 1, 31), "acknowledged", False),
        (date(2026, 2, 1), "acknowledged", True),
        (None, "waived", True),
        (date(2026, 2, 1), "met", False),
    ],
)
def test_what_was_overdue_at_the_end_of_january(done, status, overdue) -> None:
    case = CaseFacts(
        id="C-0",
        unit=None,
        spells=(Spell(started=FIRST),),
        choices={},
        judged=(owed(date(2026, 1, 20), done, status),),
    )
    assert bool(Counts(register([case]), read("2026-01")).overdue_end) is overdue


def test_nothing_after_as_of_is_counted() -> None:
    case = CaseFacts(
        id="C-0", unit=None, spells=(Spell(started=FIRST),), choices={},
        judged=(owed(date(2026, 1, 20), None, "met"), owed(date(2026, 1, 21), None, "met")),
    )  # fmt: skip
    assert len(Counts(register([case], date(2026, 1, 20)), read("2026-01")).judged) == 1


def test_ranks_are_values_that_occurred() -> None:
    ten = [(n, f"C-{n}") for n in range(1, 11)]
    assert (rank(ten, 50).value, rank(ten, 90).value) == (5, 9)
    assert (rank(ten[:1], 50).value, rank(ten[:1], 90).value) == (1, 1)
    assert rank([], 50).value is None
    assert rank(ten, 90).cases == tuple(sorted(case for _, case in ten))


def test_a_rate_of_nothing_is_nothing() -> None:
    assert rate([], []).value is None
    assert (rate([], ["a"]).value, rate(["a"], ["a", "b", "c"]).told.render()) == (0.0, "33.3%")


def test_what_cannot_be_said_does_not_wait_for_a_day_to_come(sample_case: SampleCase) -> None:
    result, item = sample_case.result, sample_case.item
    known = next(one for one in item.verdicts if one.kind == "deadline")
    far = Due(last_second(date(2027, 3, 1), ZONE), date(2027, 3, 1), whole_day=True)
    for status, day in (("undetermined", result.as_of.day), ("met", date(2027, 3, 2))):
        finding = Finding(status=status, message=say("", ""), due=far)
        verdict = replace(known, finding=finding)
        facts = CaseReader(result, replace(item, verdicts=[verdict])).read()
        assert facts.judged[0].day == day
