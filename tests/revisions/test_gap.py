"""Our rules against a regulator's: every verdict, deadlines over the calendar, turned round."""

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from budget import tries
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cli import cli
from checker.cli.policy import gap
from checker.comparing.dues import Counting, compare_dues
from checker.comparing.obligations import Side, obligations
from checker.loading.calendars import CalendarShelf
from checker.loading.instance import load_instance
from checker.loading.packs import shipped_packs
from checker.loading.shapes import read_shape
from checker.model.finding import Problems
from checker.model.moment import first_second
from checker.model.period import Within
from checker.periods import Calendars, Terms
from checker.revisions import rendering
from checker.revisions.gap import find_gap
from checker.revisions.sides import find_side
from checker.rules import RULE_KINDS

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
DAY = 24 * 3600
TURNED = {"stricter": "laxer", "laxer": "stricter"}


@pytest.fixture(scope="module")
def repository():
    return load_instance(REPOSITORY)


def calendars(old) -> Calendars:
    shelf = CalendarShelf()
    working = shelf.get("CN")
    assert working is not None
    return Calendars(working, shelf.get("XSHG"), old.zone)


def texts(data: Any) -> Any:
    """As YAML gives it: every scalar is text, what is None is absent."""
    if isinstance(data, dict):
        return {key: texts(value) for key, value in data.items() if value is not None}
    return [texts(item) for item in data] if isinstance(data, list) else str(data)


def within(data: dict[str, Any]) -> Within:
    problems = Problems("test")
    made = read_shape(Within, texts(data), (), problems)
    assert not problems
    return made


def a_rule(data: dict[str, Any], kind: str = "deadline", name: str = "r") -> Any:
    problems = Problems("test")
    common = {"id": name, "kind": kind, "title": "一", "basis": ["1"]}
    made = read_shape(RULE_KINDS[kind], texts(common | data), (), problems)
    assert not problems, [item.message.zh for item in problems.items]
    return made


def side(old, *rules: Any, policy: str = "ours") -> Side:
    head = dataclasses.replace(old.head, policy=policy, calendar="CN", trading_calendar="XSHG")
    return Side(dataclasses.replace(old, head=head, rules=rules), calendars(old))


def compared(old, ours: list[Any], theirs: Any, first=date(2026, 1, 1), last=date(2026, 6, 30)):
    mine = [dataclasses.replace(rule, implements="theirs/r") for rule in ours]
    (found,) = obligations(side(old, *mine), side(old, theirs, policy="theirs"), first, last)
    return found


DEADLINE = {"from": "received", "to": "accepted", "within": {"working_days": 3}}


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "equal"),
        ({"within": {"working_days": 2}}, "stricter"),
        ({"within": {"working_days": 4}}, "laxer"),
        ({"within": {"hours": 24}}, "stricter"),
        ({"within": {"calendar_days": 3}, "roll": "none"}, "stricter"),
        ({"within": {"hours": 120}}, "mixed"),
        ({"within": {"trading_days": 3}}, "laxer"),
        ({"cutoff": "17:00"}, "laxer"),
        ({"until": "17:00"}, "stricter"),
        ({"to": ["accepted", "closed"]}, "laxer"),
        ({"to": "closed"}, "incomparable"),
        ({"from": "accepted", "to": "closed"}, "incomparable"),
        ({"level": "warning"}, "laxer"),
        ({"within": {"working_days": 2}, "level": "note"}, "mixed"),
        ({"title": "另一个名字", "remedy": "补办", "warn": {"working_days": 1}}, "equal"),
        ({"when": {"severity": "low"}}, "laxer"),
    ],
)
def test_one_rule_against_one(old, change: dict[str, Any], verdict: str) -> None:
    found = compared(old, [a_rule(DEADLINE | change)], a_rule(DEADLINE))
    assert found.verdict == verdict
    turned = compared(old, [a_rule(DEADLINE)], a_rule(DEADLINE | change))
    assert turned.verdict == TURNED.get(verdict, verdict)


def test_what_nobody_declares_is_lacking(old) -> None:
    (found,) = obligations(
        side(old, a_rule(DEADLINE)), side(old, a_rule(DEADLINE), policy="theirs"), TODAY, TODAY
    )
    assert (found.verdict, found.matches) == ("lacking", ())


def test_another_kind_is_not_comparable(old) -> None:
    other = a_rule({"events": ["accepted"]}, "required-event")
    assert compared(old, [other], a_rule(DEADLINE)).verdict == "incomparable"


def test_periods_of_other_calendars_are_not_called_equal(old) -> None:
    exempt = DEADLINE | {"exempt": {"event": "closed", "within": {"working_days": 1}}}
    report = {"every": "month", "document": "d", "within": {"calendar_days": 9}, "first": "2026-01"}
    keep = {"keep": {"years": 20}}
    for data, kind, verdict in (
        (exempt, "deadline", "incomparable"),
        (report, "periodic-report", "incomparable"),
        (keep, "retention", "equal"),
    ):
        mine = dataclasses.replace(a_rule(data, kind), implements="theirs/r")
        ours, theirs = side(old, mine), side(old, a_rule(data, kind), policy="theirs")
        days = (date(2026, 3, 2), date(2026, 3, 31))
        (same,) = obligations(ours, theirs, *days)
        assert same.verdict == "equal"
        head = dataclasses.replace(theirs.revision.head, calendar="XSHG")
        apart = dataclasses.replace(theirs.revision, head=head)
        shelf = CalendarShelf().get("XSHG")
        assert shelf is not None
        other = Side(apart, Calendars(shelf, shelf, apart.zone))
        (found,) = obligations(ours, other, *days)
        assert found.verdict == verdict


def test_several_of_ours_by_the_choices_they_cover(old) -> None:
    low = a_rule(DEADLINE | {"when": {"severity": "low"}}, name="a")
    high = a_rule(DEADLINE | {"when": {"severity": {"ne": "low"}}}, name="b")
    late = a_rule(
        DEADLINE | {"when": {"severity": {"ne": "low"}}, "within": {"years": 1}}, name="b"
    )
    theirs = a_rule(DEADLINE)
    assert compared(old, [low, high], theirs).verdict == "equal"
    assert compared(old, [low, late], theirs).verdict == "laxer"
    again = dataclasses.replace(low, id="b")
    found = compared(old, [low, again], theirs)
    assert (found.verdict, found.partial) == ("incomparable", True)


def test_on_which_days_and_what_is_unknown(old) -> None:
    mine, other = within({"calendar_days": 5}), within({"working_days": 4})
    ours = Counting(mine, Terms(), calendars(old))
    theirs = Counting(other, Terms(), calendars(old))
    found = compare_dues(ours, theirs, date(2026, 4, 20), date(2026, 12, 31))
    assert found.order == "mixed"
    assert found.later is not None
    assert found.later.ours > found.later.theirs
    assert found.unknown_from is not None
    assert found.unknown_from.year == 2026
    assert found.days["unknown"] == (date(2026, 12, 31) - found.unknown_from).days + 1
    nothing = compare_dues(ours, theirs, date(2027, 3, 1), date(2027, 3, 31))
    assert (nothing.order, nothing.known) == ("unknown", 0)


def test_a_verdict_on_known_days_alone_is_said_to_be_so(old) -> None:
    known = compared(old, [a_rule(DEADLINE | {"within": {"calendar_days": 30}})], a_rule(DEADLINE))
    assert (known.verdict, known.sure) == ("laxer", True)
    until = date(2027, 3, 1)
    found = compared(
        old, [a_rule(DEADLINE | {"within": {"calendar_days": 30}})], a_rule(DEADLINE), last=until
    )
    assert (found.verdict, found.sure) == ("laxer", False)


UNITS = st.sampled_from(["hours", "working_days", "trading_days", "calendar_days", "weeks"])
PLAIN = st.builds(lambda unit, number: {unit: number}, UNITS, st.integers(0, 9))
HOURS = st.builds(lambda number: {"hours": number}, st.integers(0, 200))
PART = st.one_of(PLAIN, HOURS)
PERIOD = st.one_of(
    PART,
    st.builds(
        lambda how, parts: {how: parts},
        st.sampled_from(["latest", "earliest"]),
        st.lists(PART, min_size=2, max_size=2),
    ),
)
CUTOFF = st.sampled_from([None, "09:00", "17:30"])


def counting(old, period: dict[str, Any], cutoff: str | None) -> Counting:
    rule = a_rule({"from": "received", "to": "accepted", "within": period, "cutoff": cutoff})
    return Counting(rule.within, rule.terms, calendars(old))


@settings(max_examples=tries(60), deadline=None)
@given(PERIOD, PERIOD, CUTOFF, CUTOFF, st.dates(date(2026, 1, 1), date(2026, 9, 1)))
def test_no_second_of_a_day_says_otherwise(old, a, b, a_cutoff, b_cutoff, day) -> None:
    ours, theirs = counting(old, a, a_cutoff), counting(old, b, b_cutoff)
    found = compare_dues(ours, theirs, day, day)
    start = first_second(day, old.zone)
    signs = set()
    for second in range(start, start + DAY, 977):
        mine, other = ours.ends(second), theirs.ends(second)
        if mine.high is not None and other.high is not None:
            signs.add((mine.low > other.low) - (mine.low < other.low))
    allowed = {
        "earlier": {-1, 0},
        "later": {0, 1},
        "equal": {0},
        "mixed": {-1, 0, 1},
        "unknown": {-1, 0, 1},
    }
    assert signs <= allowed[found.order]
    turned = compare_dues(theirs, ours, day, day)
    opposite = {"earlier": "later", "later": "earlier"}
    assert turned.order == opposite.get(found.order, found.order)


def test_against_itself_all_is_equal(repository) -> None:
    for holder in (repository, shipped_packs()):
        assert holder.policies
        for name in holder.policies:
            one = find_side(name, holder, TODAY, REPOSITORY)
            gap = find_gap(one, one, TODAY, 0)
            assert {item.verdict for item in gap.obligations} == {"equal"}
            assert gap.astray == ()


def test_turned_round_every_verdict_turns_round(repository) -> None:
    a = find_side("complaint-handling@2018", repository, TODAY, REPOSITORY)
    b = find_side("complaint-handling@2026", repository, TODAY, REPOSITORY)
    there = {item.theirs.id: item.verdict for item in find_gap(a, b, TODAY, 0).obligations}
    back = {item.theirs.id: item.verdict for item in find_gap(b, a, TODAY, 0).obligations}
    both = there.keys() & back.keys()
    assert len(both) > 30
    assert {name: TURNED.get(there[name], there[name]) for name in both} == {
        name: back[name] for name in both
    }
    assert set(there.values()) >= {"equal", "laxer", "stricter", "lacking"}


def run(*words: str):
    return CliRunner().invoke(cli, ["policy", "gap", *words, "--root", str(REPOSITORY)])


def test_the_sample_policy_carries_out_the_statutes() -> None:
    done = run("complaint-handling", "cn-securities-statutes", "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["astray"] == []
    verdicts = {item["rule"]: item["verdict"] for item in data["obligations"]}
    assert verdicts == {
        "mediation-not-refused": "equal",
        "keep-twenty-years": "equal",
        "no-raw-personal-data": "equal",
        "nothing-altered": "stricter",
        "department-designated": "stricter",
    }


@pytest.mark.parametrize("name", rendering.GAP_FORMATS)
def test_formats_say_the_same(name: str) -> None:
    done = run("complaint-handling", "asic-rg-271", "--format", name)
    assert done.exit_code == 0
    assert "acknowledge-in-time" in done.stdout
    assert "lacking" in done.stdout or "缺" in done.stdout
    assert run("complaint-handling", "asic-rg-271", "--format", name).stdout == done.stdout


def test_second_hand_numbers_are_said_to_be_so() -> None:
    assert "转述，未核对原文" in run("complaint-handling", "asic-rg-271").stdout


@pytest.mark.parametrize("name", ["no-such", "complaint-handling@1999", "policy/none"])
def test_unknown_sides_are_refused(name: str) -> None:
    for words in ((name, "cn-petition"), ("complaint-handling", name)):
        done = run(*words)
        assert done.exit_code == 2
        assert "Traceback" not in done.output


def test_the_command_and_the_makers_know_the_same_formats() -> None:
    assert gap.FORMATS == rendering.GAP_FORMATS
