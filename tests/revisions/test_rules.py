"""Rules side by side: sentences, directions, and that the changes listed are all there are."""

import dataclasses
from itertools import permutations
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from budget import tries
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_yaml import read_yaml

from checker.comparing.breadth import as_broad
from checker.comparing.directions import DIRECTIONS, Direction
from checker.comparing.labels import PARAMETERS
from checker.comparing.lengths import no_longer
from checker.comparing.rules import applied, compare_rules, is_part
from checker.comparing.telling import Telling
from checker.loading.calendars import CalendarShelf
from checker.loading.shapes import read_shape
from checker.model.finding import Problems
from checker.model.moment import at_second
from checker.model.period import UNITS, Duration, Within
from checker.periods import Calendars, Clock, Terms, combined_due
from checker.rules import RULE_KINDS

GROUPS = read_yaml(Path(__file__).parent / "rules.yml")
CASES = [(group, change) for group in GROUPS for change in group["changes"]]
COMMON = {"title": "受理时限", "basis": ["1"]}


def read(group: dict[str, Any], more: dict[str, Any], name: str = "r") -> Any:
    problems = Problems("rules.yml")
    title = {"title": group["title"]} if "title" in group else {}
    data = COMMON | title | {"id": name, "kind": group["kind"]} | group["base"] | more
    made = read_shape(RULE_KINDS[group["kind"]], data, (), problems)
    assert not problems, [item.message.zh for item in problems.items]
    return made


def named(case: tuple[dict[str, Any], dict[str, Any]]) -> str:
    return f"{case[0]['kind']} {case[1]['to']}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_sentence_and_direction(case, old, with_rules) -> None:
    group, change = case
    before, after = with_rules(old, read(group, {})), with_rules(old, read(group, change["to"]))
    (found,) = compare_rules(before, after)
    told = [sentence.render("zh") for sentence, _ in Telling(before, after).rule(found)]
    assert (told[0], found.direction) == (change["says"], change["way"])


def opposite(way: Direction) -> Direction:
    turned: dict[Direction, Direction] = {"stricter": "looser", "looser": "stricter"}
    return turned.get(way, way)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_turned_round_the_direction_turns_round(case, old, with_rules) -> None:
    group, change = case
    a, b = with_rules(old, read(group, {})), with_rules(old, read(group, change["to"]))
    (there,), (back,) = compare_rules(a, b), compare_rules(b, a)
    assert back.direction == opposite(there.direction)
    assert {item.path: opposite(item.direction) for item in there.parameters} == {
        item.path: item.direction for item in back.parameters
    }
    assert all(sentence.render("en") for sentence, _ in Telling(b, a).rule(back))


POOL = [
    [
        read(group, more, f"r{place}")
        for more in ({}, *(change["to"] for change in group["changes"]))
    ]
    for place, group in enumerate(GROUPS)
]
RULES = st.tuples(*(st.sampled_from([None, *variants]) for variants in POOL))


@given(RULES, RULES)
@settings(deadline=None)
def test_the_changes_listed_lead_from_one_to_the_other(old, with_rules, a, b) -> None:
    before = with_rules(old, *(rule for rule in a if rule))
    after = with_rules(old, *(rule for rule in b if rule))
    changes = compare_rules(before, after)
    assert applied(before.rules, changes) == after.rules_by_id
    assert bool(changes) == (before.rules_by_id != after.rules_by_id)
    assert compare_rules(after, after) == ()


def test_another_kind_is_another_rule(old, with_rules) -> None:
    before = with_rules(old, read(GROUPS[0], {}, "r"))
    after = with_rules(old, read(GROUPS[4], {}, "r"))
    changes = compare_rules(before, after)
    assert [change.direction for change in changes] == ["stricter", "looser"]
    assert applied(before.rules, changes) == after.rules_by_id


def paths(shape: type, prefix: str) -> dict[str, Any]:
    """Every parameter of a kind by its path; parts have paths of their own."""
    found = {}
    for spec in dataclasses.fields(shape):
        name = f"{prefix}{spec.name.rstrip('_')}"
        found[name] = spec
        for part in parts_of(shape, spec.name):
            found |= paths(part, f"{name}.")
    return found


def parts_of(shape: type, name: str) -> list[type]:
    hint = get_type_hints(shape)[name]
    return [
        item
        for item in (hint, *get_args(hint))
        if isinstance(item, type) and dataclasses.is_dataclass(item)
        and not issubclass(item, Duration)
    ]  # fmt: skip


KNOWN = {path for kind, shape in RULE_KINDS.items() for path in paths(shape, f"{kind}.")}


def test_every_direction_names_a_parameter() -> None:
    assert {name for name in DIRECTIONS if "." in name} <= KNOWN


def test_every_parameter_has_a_name_for_people() -> None:
    own = {"id", "kind", "by"}
    unnamed = {
        path
        for path in KNOWN
        if not {path, path.split(".", 1)[1], path.rsplit(".", 1)[1]} & PARAMETERS.keys()
    }
    assert {path.rsplit(".", 1)[1] for path in unnamed} <= own | {"units"}


def test_a_period_is_no_part() -> None:
    assert not is_part(Duration(hours=1))
    assert is_part(read(GROUPS[0], {}))


ONE = st.builds(
    lambda unit, number: {unit: number}, st.sampled_from(UNITS), st.integers(0, 12)
).map(lambda given: Duration(**given))
SEVERAL = st.lists(ONE, min_size=1, max_size=3).map(tuple)
PERIODS = st.one_of(
    ONE.map(lambda one: Within(**{one.unit: one.number})),
    SEVERAL.map(lambda many: Within(latest=many)),
    SEVERAL.map(lambda many: Within(earliest=many)),
)


@given(PERIODS, PERIODS, PERIODS)
@settings(deadline=None)
def test_length_is_a_preorder(a: Within, b: Within, c: Within) -> None:
    assert no_longer(a, a)
    if no_longer(a, b) and no_longer(b, c):
        assert no_longer(a, c)


SHELF = CalendarShelf()


@given(PERIODS, PERIODS, st.integers(1_262_304_000, 1_300_000_000))
@settings(max_examples=tries(300))
def test_no_longer_never_ends_later(old, a: Within, b: Within, second: int) -> None:
    if no_longer(a, b):
        ends = [end(period, second, old) for period in (a, b)]
        assert None in ends or ends[0] <= ends[1]


def end(period: Within, second: int, revision: Any) -> int | None:
    working, trading = SHELF.get("CN"), SHELF.get("XSHG")
    clock = Clock(
        at_second(second, revision.zone),
        Calendars(working, trading, revision.zone),
        Terms(None, None, True),
    )
    due = combined_due(period, [clock.limit(part) for part in period.parts])
    return due.second if due else None


CONDITIONS = [
    None, {"severity": "low"}, {"severity": {"gte": "high"}}, {"severity": ["high", "major"]},
    {"severity": {"ne": "low"}}, {"severity": {"exists": "true"}}, {"special": "true"},
    {"special": {"ne": "true"}}, {"loss": {"gt": "5"}}, {"loss": {"gt": "50"}},
    {"severity": "low", "special": "true"}, {"any": [{"severity": "low"}]},
]  # fmt: skip


ORDER = ("low", "high", "major")
WORLDS = [
    {"severity": severity, "special": special, "loss": loss}
    for severity in (None, *ORDER)
    for special in (None, "true", "false")
    for loss in (None, "1", "10", "100")
]


def holds(when: dict[str, Any] | None, world: dict[str, Any]) -> bool:
    return all(
        any(holds(part, world) for part in wanted)
        if path == "any"
        else all(
            matches(world[path], *item)
            for item in (wanted if isinstance(wanted, dict) else {"in": wanted}).items()
        )
        for path, wanted in (when or {}).items()
    )


def matches(value: str | None, operator: str, wanted: Any) -> bool:
    if operator == "ne":
        return value != wanted
    if operator == "exists" or value is None:
        return value is not None
    if operator == "in":
        return value in ([wanted] if isinstance(wanted, str) else wanted)
    if operator == "gt":
        return int(value) > int(wanted)
    return ORDER.index(value) >= ORDER.index(wanted)


@pytest.mark.parametrize(("a", "b"), list(permutations(CONDITIONS, 2)), ids=str)
def test_a_broader_condition_holds_wherever_the_other_does(a, b, old) -> None:
    if as_broad(a, old, b, old):
        assert all(holds(a, world) for world in WORLDS if holds(b, world))
