"""One policy's rules held against another's obligations: stricter, equal, laxer, or not to be said.

Two rules of different policies mean the same happening by one event type, as they do in a case
that is checked against both. What cannot be compared is never called equal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from checker.comparing.breadth import as_broad, cover_together
from checker.comparing.directions import Direction
from checker.comparing.dues import Counting, DueOrder, Order, compare_dues
from checker.comparing.rules import ParameterChange, parameter_changes
from checker.lazily import dataclass
from checker.model.period import Duration, Within
from checker.model.policy import Revision
from checker.periods import Calendars
from checker.rules.base import Rule
from checker.rules.deadline import Deadline

Verdict = Literal["stricter", "equal", "laxer", "mixed", "lacking", "incomparable"]
VERDICTS: tuple[Verdict, ...] = (
    "lacking", "laxer", "mixed", "incomparable", "equal", "stricter",
)  # fmt: skip
"""What wants attention first."""
BESIDE: frozenset[str] = frozenset(
    {"title", "basis", "provenance", "rationale", "remedy", "implements", "warn", "document"}
)
"""Parameters that ask nothing of anybody."""
COUNTED: frozenset[str] = frozenset({"within", "cutoff", "until", "roll"})
"""Parameters of a deadline that say when it ends: compared together, over the calendar."""
_OF_ORDER: dict[Order, Verdict] = {
    "earlier": "stricter", "later": "laxer", "equal": "equal", "mixed": "mixed",
    "unknown": "incomparable",
}  # fmt: skip
_OF_DIRECTION: dict[Direction, Verdict] = {
    "stricter": "stricter", "looser": "laxer", "none": "incomparable", "mixed": "mixed",
}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """A revision and the calendars that its policy counts by."""

    revision: Revision
    calendars: Calendars


@dataclass(frozen=True, kw_only=True)
class Match:
    """One of our rules held against one of theirs."""

    ours: Rule
    verdict: Verdict
    parameters: tuple[ParameterChange, ...] = ()
    """What differs; `before` is theirs, `after` ours."""
    dues: DueOrder | None = None
    """How the ends compare, for deadlines that count differently."""
    other_days: bool = False
    """Whether further periods of the rule count by other calendars, so that they do not compare."""

    @property
    def sure(self) -> bool:
        """Whether the calendars knew every day that was tried."""
        return self.dues is None or not self.dues.days["unknown"]


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One of their rules, and what we have for it."""

    theirs: Rule
    matches: tuple[Match, ...]
    verdict: Verdict
    partial: bool = False
    """Whether ours, all together, may not apply to every case that theirs does."""

    @property
    def sure(self) -> bool:
        """Whether the verdict holds on every day that was tried, not only on the known ones."""
        return all(match.sure for match in self.matches)


def obligations(ours: Side, theirs: Side, first: date, last: date) -> tuple[Obligation, ...]:
    """Every rule of theirs with what carries it out; ends are compared over those trigger days."""
    comparing = _Comparing(ours, theirs, first, last)
    return tuple(comparing.obligation(rule) for rule in theirs.revision.rules)


def declared(rule: Rule, ours: Revision, theirs: Revision) -> str | None:
    """The id of their rule that ours says it carries out; a rule of one policy is its own."""
    policy, _, name = (rule.implements or "").partition("/")
    if policy == theirs.policy:
        return name
    return rule.id if ours.policy == theirs.policy else None


class _Comparing:
    def __init__(self, ours: Side, theirs: Side, first: date, last: date) -> None:
        self.ours, self.theirs = ours, theirs
        self.first, self.last = first, last

    def obligation(self, rule: Rule) -> Obligation:
        mine = self.ours.revision
        found = [it for it in mine.rules if declared(it, mine, self.theirs.revision) == rule.id]
        whole = [it for it in found if as_broad(it.when, mine, rule.when, self.theirs.revision)]
        if whole or len(found) == 1:
            matches = tuple(self._match(it, rule) for it in found)
            judged = [it for it in matches if it.ours in whole] or list(matches)
            return Obligation(theirs=rule, matches=matches, verdict=_best(judged))
        matches = tuple(self._match(it, rule, without_when=True) for it in found)
        covered = rule.when is None and cover_together((it.when for it in found), mine)
        verdict = _together(it.verdict for it in matches) if matches else "lacking"
        if matches and not covered:
            verdict = "incomparable"
        return Obligation(
            theirs=rule, matches=matches, verdict=verdict, partial=bool(matches) and not covered
        )

    def _match(self, ours: Rule, theirs: Rule, *, without_when: bool = False) -> Match:
        if ours.kind != theirs.kind:
            return Match(ours=ours, verdict="incomparable")
        skipped = BESIDE | ({"when"} if without_when else frozenset())
        differing = tuple(
            item
            for item in parameter_changes(theirs, self.theirs.revision, ours, self.ours.revision)
            if item.path[0] not in skipped
        )
        dues, others = None, differing
        if isinstance(ours, Deadline) and isinstance(theirs, Deadline):
            dues = self._dues(ours, theirs)
            others = tuple(item for item in differing if item.path[0] not in COUNTED)
        verdicts = [_OF_DIRECTION[item.direction] for item in others]
        verdicts += [_OF_ORDER[dues.order]] if dues else []
        other_days = not self._same_days() and (_counts_days(ours) or _counts_days(theirs))
        verdicts += ["incomparable"] if other_days else []
        return Match(
            ours=ours,
            verdict=_together(verdicts),
            parameters=differing,
            dues=dues,
            other_days=other_days,
        )

    def _dues(self, ours: Deadline, theirs: Deadline) -> DueOrder | None:
        """How the ends compare; None where both count alike, whatever the calendar holds."""
        mine = Counting(ours.within, ours.terms, self.ours.calendars)
        other = Counting(theirs.within, theirs.terms, self.theirs.calendars)
        if (mine.within, mine.terms) == (other.within, other.terms) and self._same_days():
            return None
        return compare_dues(mine, other, self.first, self.last)

    def _same_days(self) -> bool:
        a, b = self.ours.revision.head, self.theirs.revision.head
        names = (a.calendar, a.trading_calendar) == (b.calendar, b.trading_calendar)
        return names and self.ours.calendars.zone == self.theirs.calendars.zone


def _counts_days(rule: Rule) -> bool:
    """Whether a rule counts days beside a deadline's own period; what is kept for years is not."""
    beside = {"warn", "keep"} | ({"within"} if isinstance(rule, Deadline) else set())
    return any(
        part.unit != "hours"
        for spec in dataclasses.fields(rule)
        if spec.name not in beside
        for part in _periods(getattr(rule, spec.name))
    )


def _periods(value: Any) -> Iterator[Duration]:
    if isinstance(value, Within):
        yield from value.parts
    elif isinstance(value, Duration):
        yield value
    elif dataclasses.is_dataclass(value):
        for spec in dataclasses.fields(value):
            yield from _periods(getattr(value, spec.name))


def _best(matches: list[Match]) -> Verdict:
    """Of rules that each cover the whole obligation: one is enough, so the strictest counts."""
    order: tuple[Verdict, ...] = ("stricter", "equal", "mixed", "laxer", "incomparable")
    return min((match.verdict for match in matches), key=order.index)


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    """All at once: what cannot be said in part cannot be said; both ways is mixed."""
    found = set(verdicts)
    if "incomparable" in found:
        return "incomparable"
    if "mixed" in found or {"stricter", "laxer"} <= found:
        return "mixed"
    return next(iter(found - {"equal"}), "equal")
