"""Cases whose history is in order as their bytes alone show, so that most are never parsed.

A proof or nothing: where every step only adds whole entries or whole keys, what was recorded stands
as it stood; where every date in what is added is early enough for none to be late, no event is; where
no name of a committer stands among the accused or in a waiver, neither is theirs. All else is read and judged, and
a test holds that both ways say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from checker.document import Limits
from checker.history.growth import Growth
from checker.history.lineages import Lineage, Touch
from checker.history.outlines import Outlines
from checker.history.people import People
from checker.history.trails import Trails
from checker.lazily import dataclass
from checker.model.moment import Moment, at_second, parse_day
from checker.model.organization import Organization
from checker.model.period import Duration
from checker.model.policy import Policy
from checker.model.trail import Commit
from checker.periods import Calendars, Clock, Limit, Terms
from checker.rules.audited import Audited
from checker.rules.history import History
from checker.verdicts import World

DATED = re.compile(rb"-(?<=([0-9]{4})-)([0-9]{2}-[0-9]{2})(?:[T\s]\s*[0-9:]+([Z+-]?))?")
"""Year and day, and how a time begins to name a zone: its day may be another one here. Lines may be folded."""
NAMING = {"accused": b"accused:", "waivers": b"waivers:"}
"""Keys under which persons stand who may be those that commit."""


@dataclass(frozen=True)
class Period:
    """A period in which events are recorded, and how its revision counts."""

    within: Duration
    calendars: Calendars


@dataclass
class Glance:
    """Looks at bytes; knows what any revision demands, so which one governs does not matter."""

    rules: int
    """How many verdicts a case in order has."""
    periods: tuple[Period, ...]
    people: People
    organization: Organization
    outlines: Outlines
    _names: dict[str, frozenset[str]] = field(default_factory=dict)
    _ends: dict[Any, Limit] = field(default_factory=dict)
    _oldest: dict[int, bytes] = field(default_factory=dict)
    """The oldest day found in time, by the second when it was recorded."""

    def in_order(self, lineage: Lineage, growth: Growth, trails: Trails) -> bool:
        """Whether the history of a case is sure to be in order."""
        touches = lineage.touches
        newest = growth.newest
        keys = self.outlines.keys(newest.text)
        if keys is None or not self._only_grew(lineage, growth, trails):
            return False
        named = tuple(begin for name, begin in NAMING.items() if name in keys)
        if not named:
            return True
        return self._by_others(newest.texts(newest.below(named)), touches, trails)

    def _only_grew(self, lineage: Lineage, growth: Growth, trails: Trails) -> bool:
        """Whether each step only adds, early enough, and changes no revision."""
        touches, newest = lineage.touches, growth.newest
        first = touches[0].before
        if growth.count != len(touches) + (first is not None):
            return False  # gone for a while, or a step that changes nothing in it
        lacked = growth.lacking(first) if first else frozenset(range(len(newest.units)))
        for touch in touches:
            lacking = growth.lacking(touch.after) if touch.after is not None else None
            if lacking is None or lacked is None or not lacking <= lacked:
                return False
            if trails.policies_of(touch.passed):
                return False
            if not self._early(newest.texts(sorted(lacked - lacking)), touch):
                return False
            lacked = lacking
        return True

    def _early(self, came: bytes, touch: Touch) -> bool:
        """Whether no date in what came is so old that an event of that day would be late."""
        if not self.periods:
            return True
        found = DATED.findall(came)
        if not found:
            return True
        if any(zone for _, _, zone in found):
            return False
        # who is in time with the oldest is so with every other
        year, day, _ = min(found)
        return self._in_time(year + b"-" + day, touch.passed.second)

    def _in_time(self, written: bytes, second: int) -> bool:
        oldest = self._oldest.get(second)
        if oldest is not None and written >= oldest:
            return True
        answer = self._asked(written, second)
        if answer:
            self._oldest[second] = written
        return answer

    def _asked(self, written: bytes, second: int) -> bool:
        day = parse_day(written.decode("ascii", "replace"))
        if day is None:
            return False
        for place, period in enumerate(self.periods):
            end = self._ends.get((place, written))
            if end is None:
                end = Clock(Moment(day), period.calendars, Terms()).limit(period.within)
                self._ends[(place, written)] = end
            if not end.covers(at_second(second, period.calendars.zone)):
                return False
        return True

    def _by_others(self, named: bytes, touches: list[Touch], trails: Trails) -> bool:
        """Whether no name of anybody who committed stands among the accused or in a waiver."""
        words = _words(named.decode())
        return not any(
            name in words
            for touch in touches
            for commit in trails.commits_of(touch)
            for name in self._names_of(commit)
        )

    def _names_of(self, commit: Commit) -> frozenset[str]:
        """Every id, alias, name and address that stands for a commit's people."""
        names = self._names.get(commit.id)
        if names is None:
            names = frozenset(map(_words, self._all_names(commit)))
            self._names[commit.id] = names
        return names

    def _all_names(self, commit: Commit) -> Iterator[str]:
        for identity in commit.identities:
            yield from (identity.name, identity.email)
            for staff in self.people.staff_of(identity):
                yield from self.organization.person(staff)


def _words(text: str) -> str:
    """A text as names are compared, however its lines were wrapped."""
    return " ".join(text.casefold().split())


def glance(
    policies: Mapping[str, Policy], world: World, people: People, limits: Limits
) -> Glance | None:
    """A glance at an instance's cases; None where bytes cannot decide what its rules demand."""
    revisions = [revision for policy in policies.values() for revision in policy.revisions]
    audited = [
        [rule for rule in revision.rules if isinstance(rule, Audited) and world.selected(rule.id)]
        for revision in revisions
    ]
    if len(policies) != 1 or len({frozenset(rule.id for rule in rules) for rules in audited}) != 1:
        return None
    histories = [
        (rule, revision)
        for rules, revision in zip(audited, revisions, strict=True)
        for rule in rules
        if isinstance(rule, History)
    ]
    if any(rule.signed for rule, _ in histories):
        return None
    periods = {
        (rule.recorded_within, id(world.calendars(revision))): Period(
            rule.recorded_within, world.calendars(revision)
        )
        for rule, revision in histories
        if rule.recorded_within is not None
    }
    return Glance(
        len(audited[0]), tuple(periods.values()), people, world.organization, Outlines(limits)
    )
