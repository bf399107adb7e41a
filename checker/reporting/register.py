"""The register as reports see it, and the policy's words for what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from checker.lazily import dataclass
from checker.model.moment import Moment
from checker.model.policy import Field, Policy, Revision
from checker.reporting.facts import CaseFacts, Judged, Leave, Spell, Step
from checker.reporting.period import ReportPeriod

Month = tuple[int, int]
Thing = TypeVar("Thing")
ByMonth = dict[Month, list[tuple[Thing, CaseFacts]]]


@dataclass(eq=False, kw_only=True)
class Register:
    """All cases as of one instant."""

    as_of: Moment
    zone: ZoneInfo
    policies: tuple[Policy, ...]
    units: dict[str, str]
    """Unit ids to names."""
    cases: tuple[CaseFacts, ...]
    owed: tuple[Judged, ...] = ()
    """Verdicts on reports that the register itself owes."""
    unread: tuple[str, ...] = ()
    """Files of cases that could not be judged: they are in no number."""
    counted: dict[ReportPeriod, object] = field(default_factory=dict, compare=False, repr=False)
    """Periods that were counted already."""

    @cached_property
    def first_day(self) -> date | None:
        """The day on which the first complaint came in."""
        return min((case.received for case in self.cases), default=None)

    @cached_property
    def received(self) -> ByMonth[Spell]:
        """By month, each case's first spell."""
        return _by_month((case.received, case.spells[0], case) for case in self.cases)

    @cached_property
    def reopened(self) -> ByMonth[Spell]:
        """By month, each spell after the first: a case reopened twice is there twice."""
        return _by_month((s.started, s, case) for case in self.cases for s in case.spells[1:])

    @cached_property
    def closed(self) -> ByMonth[Spell]:
        """By month, each spell that ended, by its last day."""
        return _by_month((s.ended, s, case) for case in self.cases for s in case.spells if s.ended)

    @cached_property
    def steps(self) -> ByMonth[Step]:
        """By month, the acts that the policy times from the opening."""
        return _by_month((step.day, step, case) for case in self.cases for step in case.steps)

    @cached_property
    def judged(self) -> ByMonth[Judged]:
        """By month, the verdicts on cases, by the day for which each counts."""
        return _by_month((one.day, one, case) for case in self.cases for one in case.judged)

    @cached_property
    def leaves(self) -> ByMonth[Leave]:
        """By month, the waivers, by the day on which each was given."""
        return _by_month((one.since, one, case) for case in self.cases for one in case.leaves)

    @cached_property
    def past(self) -> tuple[Judged, ...]:
        """Deadlines of cases that ran out before their act came."""
        return tuple(one for case in self.cases for one in case.judged if one.ran_out)

    # --- words

    def revisions(self, day: date) -> Iterator[Revision]:
        """Those in force on a day, then all others, the latest first."""
        current = [policy.in_force_on(day) for policy in self.policies]
        yield from (revision for revision in current if revision is not None)
        for policy in self.policies:
            yield from (item for item in reversed(policy.revisions) if item not in current)

    def fields(self, day: date) -> dict[str, Field]:
        """Public choice fields, in the words of the revision in force on a day."""
        found: dict[str, Field] = {}
        for revision in self.revisions(day):
            for name, spec in revision.fields.items():
                if spec.public and spec.type in ("choice", "choices"):
                    found.setdefault(name, spec)
        return found

    def event(self, event_type: str, day: date) -> str:
        """What people call a type of event."""
        known = (revision.events.get(event_type) for revision in self.revisions(day))
        return next((kind.label for kind in known if kind), event_type)

    def unit(self, unit: str | None) -> str | None:
        """What people call a unit; its id where the organization does not know it."""
        return self.units.get(unit, unit) if unit else None


def _by_month(things: Iterable[tuple[date | None, Thing, CaseFacts]]) -> ByMonth[Thing]:
    groups: ByMonth[Thing] = {}
    for day, thing, case in things:
        if day is not None:
            groups.setdefault((day.year, day.month), []).append((thing, case))
    return groups


def within(groups: ByMonth[Thing], period: ReportPeriod) -> list[tuple[Thing, CaseFacts]]:
    """What lies in a period, by case id."""
    found = [pair for month in period.months() for pair in groups.get(month, ())]
    return sorted(found, key=lambda pair: pair[1].id)
