"""A verdict, and what every case of a run is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from checker.conditions import Test, compile_condition, fact_types
from checker.lazily import dataclass
from checker.loading.calendars import CalendarShelf
from checker.model.finding import Finding
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import Field, Revision
from checker.periods import Calendars
from checker.related import Relations
from checker.rules.base import Rule
from checker.viewing import moved

Counts = defaultdict[str, int]
"""How many findings there are of each status."""


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


class Group(NamedTuple):
    """Rules that share their `when`, so that it is asked once."""

    when: Test | None
    rules: tuple[Rule, ...]
    ids: frozenset[str]


class Plan(NamedTuple):
    """What a revision asks of a case in which only certain types of events occurred."""

    idle: frozenset[str]
    """Rules that have nothing to judge in any such case."""
    asked: tuple[Group, ...]
    """The others."""


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
    _plans: dict[tuple[int, frozenset[str], bool], Plan] = field(default_factory=dict)
    _required: dict[int, tuple[tuple[str, Field], ...]] = field(default_factory=dict)
    _as_of: dict[ZoneInfo, Moment] = field(default_factory=dict)

    def condition(self, rule: Rule, revision: Revision) -> Test | None:
        """A rule's compiled `when`, once for every run."""
        key = (id(revision), rule.id)
        if key not in self._conditions:
            when = rule.when
            self._conditions[key] = (
                None if when is None else compile_condition(when, revision, fact_types(revision))
            )
        return self._conditions[key]

    def rules(self, revision: Revision, *, opening: bool) -> list[Rule]:
        """The rules that a revision judges a case by, which was opened under it or reaches into it."""
        return [
            rule
            for rule in revision.rules
            if rule.scope == "case" and (opening or rule.anchored) and self.selected(rule.id)
        ]

    def plan(self, revision: Revision, types: frozenset[str], *, opening: bool) -> Plan:
        """What these rules ask of a case in which these types occurred."""
        key = (id(revision), types, opening)
        if key not in self._plans:
            idle: list[str] = []
            asked: dict[Test | None, list[Rule]] = {}
            for rule in self.rules(revision, opening=opening):
                if rule.is_idle(types):
                    idle.append(rule.id)
                else:
                    asked.setdefault(self.condition(rule, revision), []).append(rule)
            groups = (
                Group(when, tuple(rules), frozenset(rule.id for rule in rules))
                for when, rules in asked.items()
            )
            self._plans[key] = Plan(frozenset(idle), tuple(groups))
        return self._plans[key]

    def required_fields(self, revision: Revision) -> tuple[tuple[str, Field], ...]:
        """The fields that a case must fill, at once or later."""
        key = id(revision)
        if key not in self._required:
            fields = revision.fields.items()
            self._required[key] = tuple(item for item in fields if item[1].required)
        return self._required[key]

    def as_of_in(self, zone: ZoneInfo) -> Moment:
        """`as_of` on its day in another zone."""
        if zone not in self._as_of:
            self._as_of[zone] = moved(self.as_of, zone)
        return self._as_of[zone]

    def calendars(self, revision: Revision) -> Calendars:
        key = id(revision)
        if key not in self._calendars:
            working = self.shelf.get(revision.head.calendar)
            assert working is not None  # resolved when the policy was read
            trading = self.shelf.get(revision.head.trading_calendar or "")
            self._calendars[key] = Calendars(working, trading, revision.zone)
        return self._calendars[key]
