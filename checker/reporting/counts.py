"""What happened in one period, and how the cases stood at its end.

Open at the start, plus received and reopened, minus closed, is open at the end: all five come
from the same spells, by day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from checker.reporting.facts import DECIDED, CaseFacts, Judged, Leave, Spell, Step
from checker.reporting.period import ReportPeriod
from checker.reporting.register import Register, within


class Counts:
    """One period of the register; days after `as_of` have not come yet."""

    def __init__(self, register: Register, period: ReportPeriod) -> None:
        self.register = register
        self.period = period

    def of_period(self, period: ReportPeriod) -> Counts:
        """Another period of the same register; each is counted once, whoever asks."""
        known = self.register.counted
        if period not in known:
            known[period] = Counts(self.register, period)
        found = known[period]
        assert isinstance(found, Counts)
        return found

    @cached_property
    def end(self) -> date:
        """The day at whose end the period is looked at: its last, or `as_of` while it runs."""
        return min(self.period.last_day, self.register.as_of.day)

    @cached_property
    def received(self) -> list[CaseFacts]:
        """Cases that came in, first and last day of the period included."""
        return [case for _, case in within(self.register.received, self.period)]

    @cached_property
    def reopened(self) -> list[CaseFacts]:
        """Cases once for each reopening."""
        return [case for _, case in within(self.register.reopened, self.period)]

    @cached_property
    def closed(self) -> list[tuple[Spell, CaseFacts]]:
        """Each closing with its case; a case closed twice is there twice."""
        return within(self.register.closed, self.period)

    @cached_property
    def open_start(self) -> list[CaseFacts]:
        """Cases open when the day before the period ended."""
        return self._open(self.period.eve)

    @cached_property
    def open_end(self) -> list[CaseFacts]:
        """Cases open at the period's end, or at `as_of` while it runs."""
        return self._open(self.end)

    def _open(self, day: date) -> list[CaseFacts]:
        return [case for case in self.register.cases if case.open_at_end_of(day)]

    @cached_property
    def steps(self) -> list[tuple[Step, CaseFacts]]:
        """Timed acts done in the period, each with its case."""
        return within(self.register.steps, self.period)

    @cached_property
    def judged(self) -> list[Judged]:
        """Verdicts that count for the period: of its cases, and of the reports it saw fall due."""
        end = self.end
        own = [one for one, _ in within(self.register.judged, self.period)]
        owed = [one for one in self.register.owed if self._holds(one.day)]
        return [one for one in own + owed if one.day <= end]

    def _holds(self, day: date) -> bool:
        return self.period.first_day <= day <= self.period.last_day

    @cached_property
    def breaches(self) -> list[Judged]:
        """Verdicts of the period that are breaches, acknowledged ones included."""
        return [one for one in self.judged if one.broken]

    def of(self, status: str) -> list[Judged]:
        """Verdicts of the period of one status."""
        return [one for one in self.judged if one.status == status]

    @cached_property
    def due(self) -> list[Judged]:
        """Deadlines that ran out in the period and of which it can be said how."""
        return [one for one in self.judged if one.kind == "deadline" and one.status in DECIDED]

    @cached_property
    def overdue_end(self) -> list[Judged]:
        """Deadlines of cases past at the period's end with nothing done by then."""
        return [one for one in self.register.past if one.overdue_at_end_of(self.end)]

    @cached_property
    def repeats(self) -> list[CaseFacts]:
        """Cases received that name an earlier complaint."""
        return [case for case in self.received if case.repeats]

    @cached_property
    def grouped(self) -> list[CaseFacts]:
        """Cases received that share their incident with other complainants."""
        return [case for case in self.received if case.customers > 1]

    @cached_property
    def waived(self) -> list[tuple[Leave, CaseFacts]]:
        """Waivers given in the period."""
        return within(self.register.leaves, self.period)

    @cached_property
    def closing_days(self) -> list[tuple[int, str]]:
        """Calendar days from opening or reopening to closing, with the case."""
        return [(spell.span.calendar_days, case.id) for spell, case in self.closed if spell.span]


def ids(cases: Iterable[CaseFacts]) -> list[str]:
    """The cases' ids."""
    return [case.id for case in cases]


def subjects(judged: Iterable[Judged]) -> list[str]:
    """What each verdict is about: a case's id, or the period of an owed report."""
    return [one.subject for one in judged]
