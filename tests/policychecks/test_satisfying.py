"""Whether conditions can hold: what holds of some case is never called impossible."""

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.conditions import Facts, compile_condition, fact_types
from checker.loading.instance import load_instance
from checker.model.case import Case, Money
from checker.policychecks.satisfying import occurred, possible

REVISION = load_instance(Path(__file__).parent / "base").policies["demo"].revisions[1]
TYPES = fact_types(REVISION)

numbers = st.integers(-2, 3).map(str)
orders = st.sampled_from(["gt", "gte", "lt", "lte"])
choices = st.sampled_from(["low", "high"])
events = st.sampled_from(["received", "accepted", "closed"])
truths = st.sampled_from(["true", "false"])
matchers = st.one_of(
    st.tuples(st.just("severity"), st.one_of(choices, st.lists(choices, min_size=1))),
    st.tuples(st.just("severity"), st.dictionaries(orders, choices, min_size=1)),
    st.tuples(st.just("severity"), st.fixed_dictionaries({"ne": choices, "exists": truths})),
    st.tuples(st.just("loss"), st.dictionaries(orders, numbers, min_size=1)),
    st.tuples(st.just("loss"), st.fixed_dictionaries({"not_in": st.lists(numbers, min_size=1)})),
    st.tuples(st.just("related.group_size"), st.dictionaries(orders, numbers, min_size=1)),
    st.tuples(st.just("case.events"), st.one_of(events, st.lists(events, min_size=1))),
    st.tuples(
        st.just("case.events"), st.fixed_dictionaries({"not_in": st.lists(events, min_size=1)})
    ),
    st.tuples(st.just("case.closed"), truths),
    st.tuples(st.just("case.status"), st.fixed_dictionaries({"ne": events})),
    st.tuples(st.just("title"), st.fixed_dictionaries({"ne": st.just("x"), "exists": truths})),
)
simple = st.lists(matchers, min_size=1, max_size=3).map(dict)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda a, b: {**a, "not": b}, simple, inner),
    ),
    max_leaves=5,
)
facts = st.builds(
    lambda severity, loss, happened, status, closed, size, title: Facts(
        case=Case(
            id="x",
            file="x",
            policies=("demo",),
            title=title,
            fields={
                key: value
                for key, value in (("severity", severity), ("loss", loss and Money(loss)))
                if value is not None
            },
        ),
        currency=None,
        standing=SimpleNamespace(
            status=status, closed=closed, types=frozenset({"received", *happened})
        ),
        group_size=size,
        repeats=0,
    ),
    st.one_of(st.none(), choices),
    st.one_of(
        st.none(), st.sampled_from([Decimal("-0.5"), Decimal("0.5"), Decimal(1), Decimal(3)])
    ),
    st.sets(events),
    events,
    st.booleans(),
    st.integers(1, 4),
    st.one_of(st.none(), st.just("x"), st.just("y")),
)


@given(st.lists(conditions, min_size=1, max_size=2), facts)
def test_what_holds_is_possible(whens, case) -> None:
    tests = [compile_condition(when, REVISION, TYPES) for when in whens]
    if all(test.holds(case) is True for test in tests):
        assert possible(tests, REVISION)


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ({"severity": {"lt": "low"}}, False),
        ({"severity": {"lt": "high", "ne": "low"}}, False),
        ({"severity": {"exists": "false", "gte": "low"}}, False),
        ({"severity": {"exists": "false", "ne": "low"}}, True),
        ({"loss": {"gt": "1", "lte": "1"}}, False),
        ({"loss": {"gt": "1", "lt": "1.0001"}}, True),
        ({"related.group_size": {"gt": "1", "lt": "2"}}, False),
        ({"related.repeats": {"lt": "0"}}, False),
        ({"case.status": "accepted", "not": {"case.status": "accepted"}}, False),
        ({"case.events": ["accepted"], "not": {"case.events": ["closed"]}}, True),
        ({"not": {"case.events": {"not_in": ["accepted"]}, "case.closed": "true"}}, True),
    ],
)
def test_alone(when, answer) -> None:
    assert possible([compile_condition(when, REVISION, TYPES)], REVISION) is answer


def test_with_what_must_have_occurred() -> None:
    never = compile_condition({"case.events": {"not_in": ["accepted"]}}, REVISION, TYPES)
    assert not possible([never, occurred(REVISION, ("accepted",))], REVISION)
    assert possible([never, occurred(REVISION, ("accepted", "closed"))], REVISION)


def test_too_many_ways_count_as_possible() -> None:
    part = compile_condition({"any": [{"severity": "low"}, {"loss": "1"}]}, REVISION, TYPES)
    never = compile_condition({"severity": {"lt": "low"}}, REVISION, TYPES)
    assert not possible([never, *[part] * 3], REVISION)
    assert possible([never, *[part] * 12], REVISION)
