"""Which revisions govern a case as one version of its file states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from checker.conditions import Test
from checker.judging import CaseUnderPolicy
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld, Governed, govern, read_case
from checker.model.case import Case
from checker.model.moment import Moment, at_second, compare, parse_moment
from checker.model.policy import EventType, Policy, Revision
from checker.model.trail import Step, Version
from checker.rules.base import Rule
from checker.verdicts import World


@dataclass(frozen=True)
class Bound:
    """A policy of a case and its revisions."""

    policy: Policy
    governed: Governed
    opening: Revision

    @property
    def types(self) -> dict[str, EventType]:
        """Event types of all revisions that govern; the opening's own before later ones."""
        found: dict[str, EventType] = {}
        for revision in reversed(self.governed.all()):
            found |= revision.events
        return found


@dataclass
class Binding:
    """Finds the revisions of a case, and whether a rule's condition held of a version."""

    policies: Mapping[str, Policy]
    cases: CaseWorld
    world: World
    came: Mapping[str, int] = field(default_factory=dict)
    """The number of the step that brought a revision's folder; always there where nothing is said."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The number of each step, by its commit: dates prove no order, the chain of commits does."""

    def of(self, step: Step, first: Step | None = None) -> list[Bound]:
        """What governs the case as it stood before a step; as it stands after, where it is new.

        Its opening day is that of its first version, if given: an earlier day, another policy, or a
        revision dated back, entered later, is no way out of the rules either.
        Where neither can be read, what is in force on the step's day under every policy: a file
        that nobody can read is no way out of the rules.
        """
        data = _data(step.before) or _data(step.after)
        origin = read(first) if first is not None else None
        found = [] if data is None else self._by_opening(data, origin or data)
        if found:
            return _bound(found, self.came, self.places.get((first or step).commit.id, 0))
        policies = [policy for policy in self.policies.values() if policy.revisions]
        days = [(policy, at_second(step.second, policy.zone)) for policy in policies]
        return _bound(days, {}, 0)

    def _by_opening(
        self, data: dict[str, Any], first: dict[str, Any]
    ) -> list[tuple[Policy, Moment]]:
        names = dict.fromkeys((*_named(first), *_named(data))) or self.policies
        policies = [self.policies[name] for name in names if name in self.policies]
        found = []
        for policy in policies:
            opened = _opened(first, policy) or _opened(data, policy)
            found += [(policy, opened)] if opened is not None else []
        return found

    def held(self, rule: Rule, step: Step, bound: Bound) -> bool:
        """Whether a rule's `when` held before the step; what cannot be said counts as yes."""
        condition: Test | None = self.world.condition(rule, bound.opening)
        if condition is None:
            return True
        data = _data(step.before) or _data(step.after)
        case = self.case(data, step.path) if data is not None else None
        if case is None:
            return True
        under = CaseUnderPolicy(case, bound.governed, self.world)
        return condition.holds(under.context(bound.opening).facts) is not False

    def case(self, data: dict[str, Any], path: str) -> Case | None:
        """A version as a case; None where the file has a problem."""
        return read_case(data, path, self.cases).case


def read(step: Step) -> dict[str, Any] | None:
    """The first version of a step that can be read, as plain data."""
    return _data(step.before) or _data(step.after)


def _bound(found: list[tuple[Policy, Moment]], came: Mapping[str, int], place: int) -> list[Bound]:
    bound = []
    for policy, opened in found:
        governed = govern(policy, opened.day)
        if governed.opening is not None:
            known = _known(policy, opened.day, came, place) or governed.opening
            if known is not governed.opening:
                governed = Governed(policy, known, governed.all())
            bound.append(Bound(policy, governed, known))
    return bound


def _known(policy: Policy, day: date, came: Mapping[str, int], place: int) -> Revision | None:
    """The revision in force on a day by those that had come at a step."""
    there = tuple(item for item in policy.revisions if came.get(item.folder, 0) <= place)
    return replace(policy, revisions=there).in_force_on(day) if there else None


def _data(version: Version | None) -> dict[str, Any] | None:
    return version.data if version is not None else None


def _named(data: dict[str, Any]) -> list[str]:
    named = data.get("policy")
    names = named if isinstance(named, list) else [named]
    return [name for name in names if isinstance(name, str)]


def _opened(data: dict[str, Any], policy: Policy) -> Moment | None:
    """When the opening event was; of several the earliest."""
    events = data.get("events")
    first: Moment | None = None
    for entry in events if isinstance(events, list) else ():
        if isinstance(entry, dict) and entry.get("type") == policy.opening_type:
            text = entry.get("at")
            at = parse_moment(text, policy.zone) if isinstance(text, str) else None
            if at is not None and (first is None or compare(at, first) < 0):
                first = at
    return first
