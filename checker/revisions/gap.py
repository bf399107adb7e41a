"""Where a policy is laxer than a regulator's, equal to it or stricter, and what it lacks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from checker.comparing.obligations import Obligation, Side, Verdict, declared, obligations
from checker.lazily import dataclass
from checker.rules.base import Rule

YEARS = 2
"""Trigger days are tried from the year so many before to the year so many after."""


@dataclass(eq=False, kw_only=True)
class Gap:
    """The obligations of theirs, each with what ours has for it."""

    ours: Side
    theirs: Side
    first: date
    last: date
    obligations: tuple[Obligation, ...]

    @cached_property
    def counts(self) -> Counter[Verdict]:
        return Counter(item.verdict for item in self.obligations)

    @cached_property
    def astray(self) -> tuple[Rule, ...]:
        """Rules of ours that say they carry out a rule which theirs, as compared, does not have."""
        mine, other = self.ours.revision, self.theirs.revision
        named = ((rule, declared(rule, mine, other)) for rule in mine.rules if rule.implements)
        return tuple(rule for rule, name in named if name and name not in other.rules_by_id)


def find_gap(ours: Side, theirs: Side, today: date, years: int = YEARS) -> Gap:
    """Hold ours against theirs; ends are compared for every trigger day of the years about `today`."""
    first, last = date(today.year - years, 1, 1), date(today.year + years, 12, 31)
    return Gap(
        ours=ours,
        theirs=theirs,
        first=first,
        last=last,
        obligations=obligations(ours, theirs, first, last),
    )
