"""Lint of two rules of one revision that no case can both keep.

A pair counts only where both conditions can hold of one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from checker.conditions import FactType, fact_types, read_number
from checker.model.finding import Path
from checker.model.organization import Organization, StaffEntry
from checker.model.policy import Revision
from checker.model.text import Say, say
from checker.policychecks.looking import Found, Look, rules_of
from checker.policychecks.satisfying import possible
from checker.rules.authority import Authority, By
from checker.rules.base import Rule
from checker.rules.classification import Classification
from checker.rules.required_event import RequiredEvent
from checker.rules.sequence import Sequence

CODE = "rules-contradict"
Placed = tuple[Rule, Path]


def pairs(look: Look, *kinds: type[Rule]) -> Iterator[tuple[Revision, Placed, Placed]]:
    """Every two rules of these kinds in one revision whose conditions can hold together."""
    for revision in look.policy.revisions:
        some = [item for item in rules_of(revision) if isinstance(item[0], kinds)]
        for one, other in combinations(some, 2):
            both = [look.condition(revision, rule) for rule, _ in (one, other)]
            if possible(both, revision):
                yield revision, one, other


def values_contradict(look: Look) -> Iterator[Found]:
    """Two classifications of one field that allow no value in common."""
    for revision, (one, _), (other, place) in pairs(look, Classification):
        assert isinstance(one, Classification)
        assert isinstance(other, Classification)
        fact = fact_types(revision).get(one.field)
        if fact is None or one.field != other.field or fact.type == "set":
            continue
        if not any(
            _allows(one, v, fact) and _allows(other, v, fact) for v in _values(one, other, fact)
        ):
            why = say(
                "对 {field} 的要求没有共同的取值",
                "no value of {field} satisfies both",
                field=one.field,
            )
            yield _contradiction(look, revision, one, other, place, why)


def _values(one: Classification, other: Classification, fact: FactType) -> list[Any]:
    """Values enough to meet both demands where any value does."""
    if fact.allowed is not None:
        return list(fact.allowed)
    named = (*one.wanted, *other.wanted)
    return [read_number(text) for text in named] if _numeric(fact) else list(named)


def _allows(rule: Classification, value: Any, fact: FactType) -> bool:
    wanted: list[Any] = [read_number(text) if _numeric(fact) else text for text in rule.wanted]
    if rule.at_least is None:
        return value in wanted
    if fact.allowed is not None:
        return fact.allowed.index(value) >= fact.allowed.index(wanted[0])
    return isinstance(value, Decimal) and value >= wanted[0]


def _numeric(fact: FactType) -> bool:
    return fact.type in ("number", "money")


def orders_contradict(look: Look) -> Iterator[Found]:
    """One rule puts an event before another, a second the other way round."""
    for revision, (one, _), (other, place) in pairs(look, Sequence, RequiredEvent):
        both = before_after(one) & {(b, a) for a, b in before_after(other)}
        for first, second in sorted(both)[:1]:
            why = say(
                "一条要求{a}在{b}之前，一条要求在后",
                "one wants {a} before {b}, the other after it",
                a=revision.event_label(first),
                b=revision.event_label(second),
            )
            yield _contradiction(look, revision, one, other, place, why)


def before_after(rule: Rule) -> set[tuple[str, str]]:
    """Pairs of event types of which a rule wants the one before the other."""
    if isinstance(rule, Sequence):
        return {(a, b) for a, b in combinations(rule.events, 2) if a != b}
    if not isinstance(rule, RequiredEvent) or rule.before is None or len(rule.before) > 1:
        return set()
    return {(group[0], rule.before[0]) for group in rule.events if len(group) == 1}


def authorities_contradict(look: Look) -> Iterator[Found]:
    """Two authorities over one event that nobody of the organization has both of."""
    organization = look.instance.organization
    for revision, (one, _), (other, place) in pairs(look, Authority):
        assert isinstance(one, Authority)
        assert isinstance(other, Authority)
        shared = [name for name in one.event if name in other.event]
        if shared and _nobody_has_both(one.by, other.by, organization):
            why = say(
                "没有人能同时符合两条对{event}的要求",
                "nobody can be entitled by both to do {event}",
                event=revision.event_label(shared[0]),
            )
            yield _contradiction(look, revision, one, other, place, why)


def _nobody_has_both(one: By, other: By, organization: Organization) -> bool:
    """Whether each entitles somebody, and no one person at one time is entitled by both."""
    able = [
        {entry.index for entry in organization.staff if _fits(by, entry, organization)}
        for by in (one, other)
    ]
    return bool(able[0]) and bool(able[1]) and not able[0] & able[1]


def _fits(by: By, entry: StaffEntry, organization: Organization) -> bool:
    """Whether a person may be entitled as far as the organization alone can say."""
    return (
        (by.role is None or bool(set(by.role) & set(entry.roles)))
        and (by.title is None or entry.title in by.title)
        and (by.unit is None or _acts_for(entry, by.unit, organization))
        and (by.unit_type is None or _acts_for(entry, _of_types(by, organization), organization))
    )


def _of_types(by: By, organization: Organization) -> list[str]:
    return [unit.id for unit in organization.units.values() if unit.type in (by.unit_type or ())]


def _acts_for(entry: StaffEntry, units: Iterable[str], organization: Organization) -> bool:
    """Whether a person may act for one of these units: the own one, or one above or below it."""
    return any(organization.related_units(entry.unit, name) for name in units)


def _contradiction(
    look: Look, revision: Revision, one: Rule, other: Rule, place: Path, why: Say
) -> Found:
    return look.found(
        CODE,
        revision,
        place,
        say(
            "规则 {other} 与 {one} 相互矛盾：{why}",
            "rules {other} and {one} contradict each other: {why}",
            one=one.id,
            other=other.id,
            why=why,
        ),
        say(
            "用 when 把两条规则的适用范围分开，或改正其中一条",
            "keep them apart by when, or correct one of them",
        ),
    )
