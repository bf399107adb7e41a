"""A verdict, and what every case of a run is judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from checker.conditions import Test, compile_condition, fact_types
from checker.lazily import dataclass
from checker.loading.calendars import CalendarShelf
from checker.model.finding import Finding
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.periods import Calendars
from checker.related import Relations
from checker.rules.base import Rule


@dataclass(frozen=True)
class Verdict:
    """A finding and the rule of the revision that gave it; `rule` is None for the tool's own."""

    rule_id: str
    kind: str
    finding: Finding
    revision: Revision | None
    policy: str
    rule: Rule | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a revision asks of a case in which only certain types of events occurred."""

    idle: int
    """Rules that have nothing to judge in any such case."""
    asked: tuple[tuple[Test | None, tuple[Rule, ...]], ...]
    """The others, by their `when`: one that many rules share is asked once."""


@dataclass
class World:
    """What every case of a run is judged by."""

    organization: Organization
    shelf: CalendarShelf
    relations: Relations
    as_of: Moment
    selected: Callable[[str], bool] = lambda _: True
    turns: set[int] = field(default_factory=set)
    """Instants at which a verdict given so far would be another; gathered case by case."""
    _conditions: dict[tuple[int, str], Test | None] = field(default_factory=dict)
    _calendars: dict[int, Calendars] = field(default_factory=dict)
    _plans: dict[tuple[int, frozenset[str]], Plan] = field(default_factory=dict)

    def condition(self, rule: Rule, revision: Revision) -> Test | None:
        """A rule's compiled `when`, once for every run."""
        key = (id(revision), rule.id)
        if key not in self._conditions:
            when = rule.when
            self._conditions[key] = (
                None if when is None else compile_condition(when, revision, fact_types(revision))
            )
        return self._conditions[key]

    def plan(self, revision: Revision, types: frozenset[str]) -> Plan:
        """What the revision in which a case was opened asks where these types occurred."""
        key = (id(revision), types)
        if key not in self._plans:
            rules = [
                rule for rule in revision.rules if rule.scope == "case" and self.selected(rule.id)
            ]
            asked: dict[Test | None, list[Rule]] = {}
            for rule in rules:
                if not rule.is_idle(types):
                    asked.setdefault(self.condition(rule, revision), []).append(rule)
            groups = tuple((when, tuple(group)) for when, group in asked.items())
            idle = len(rules) - sum(len(group) for _, group in groups)
            self._plans[key] = Plan(idle, groups)
        return self._plans[key]

    def calendars(self, revision: Revision) -> Calendars:
        key = id(revision)
        if key not in self._calendars:
            working = self.shelf.get(revision.head.calendar)
            assert working is not None  # resolved when the policy was read
            trading = self.shelf.get(revision.head.trading_calendar or "")
            self._calendars[key] = Calendars(working, trading, revision.zone)
        return self._calendars[key]
