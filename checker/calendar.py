"""Working days: which days count, which do not, and which nobody knows.

A day without a calendar file is unknown, never guessed. Pure: files are read elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date, timedelta

from checker.lazily import dataclass

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class CalendarYear:
    """The reviewed facts of one year: days off on weekdays, make-up working days."""

    source: str
    """The file it comes from, as every verdict names it."""
    off: frozenset[date]
    work: frozenset[date]
    notices: dict[date | None, str] = field(default_factory=dict)
    """Which notice stands behind a day, for explanations; under None the year's own."""


@dataclass(eq=False)
class Calendar:
    """A calendar of days that count.

    Either it has `years` of its own, or a `base` with its own `off` and `work` days on top;
    `make_up_days: false` makes the base's make-up days weekends again. `oracle` answers for
    calendars of a maintained library. On a base or an oracle `years` hold corrections.
    """

    name: str
    years: dict[int, CalendarYear] = field(default_factory=dict)
    base: Calendar | None = None
    make_up_days: bool = True
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    source: str = ""
    oracle: Callable[[date], bool] | None = None
    _answers: dict[date, bool | None] = field(default_factory=dict)

    def counts(self, day: date) -> bool | None:
        """Whether a day counts; None where no reviewed file covers its year."""
        try:
            return self._answers[day]
        except KeyError:
            answer = self._answers[day] = self._judge(day)
            return answer

    def _judge(self, day: date) -> bool | None:
        if day in self.off:
            return False
        if day in self.work:
            return True
        year = self.years.get(day.year)
        if year is not None and (day in year.off or day in year.work):
            return day not in year.off
        if self.base is not None:
            return self._judge_on_base(self.base, day)
        if self.oracle is not None:
            return self.oracle(day)
        return None if year is None else day.weekday() < SATURDAY

    def _judge_on_base(self, base: Calendar, day: date) -> bool | None:
        answer = base.counts(day)
        if answer and not self.make_up_days and day.weekday() >= SATURDAY:
            return False
        return answer

    def sources(self, first: date, last: date) -> tuple[str, ...]:
        """The calendar files that judge the days from `first` to `last`, both included."""
        names: list[str] = []
        if self.base is not None:
            names.extend(self.base.sources(first, last))
        if self.source:
            names.append(self.source)
        years = range(first.year, last.year + 1)
        names += [self.years[year].source for year in years if year in self.years]
        return tuple(names)

    def why(self, day: date) -> str:
        """The notice that makes a day off or a make-up day; empty for ordinary days."""
        year = self.years.get(day.year)
        if year is not None and (day in year.off or day in year.work):
            return year.notices.get(day) or year.notices.get(None, "")
        if day in self.off or day in self.work:
            return self.source
        return self.base.why(day) if self.base is not None else ""

    def next_counting(self, day: date) -> tuple[date, bool]:
        """The first day from `day` on that counts; and whether an unknown day was taken for one."""
        while (answer := self.counts(day)) is False:
            day += ONE_DAY
        return day, answer is None

    def back(self, day: date, number: int) -> date:
        """The `number`-th counting day before `day`; unknown days count."""
        while number > 0:
            day -= ONE_DAY
            number -= self.counts(day) is True or self.counts(day) is None
        return day
