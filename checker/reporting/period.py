"""The period of a report: a month, a quarter or a year, as people write it.

Days are those of the policy's timezone; first and last day are both included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checker.model.moment import FIRST_YEAR, LAST_YEAR
from checker.model.text import Say, say
from checker.rules.periodic_report import MONTHS, Every, read_period


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """A month, a quarter or a year."""

    first_day: date
    every: Every

    @classmethod
    def read(cls, text: str) -> ReportPeriod | None:
        """`2026-02`, `2026-Q1` or `2026`; None for anything else, and for years no case can have."""
        found = read_period(text)
        if found is None or not FIRST_YEAR <= found[1].year <= LAST_YEAR:
            return None
        return cls(found[1], found[0])

    @classmethod
    def holding(cls, day: date, every: Every) -> ReportPeriod:
        """The month, quarter or year that a day lies in."""
        step = MONTHS[every]
        return cls(date(day.year, (day.month - 1) // step * step + 1, 1), every)

    @property
    def last_day(self) -> date:
        """Its last day, included."""
        return _months_on(self.first_day, MONTHS[self.every]) - timedelta(days=1)

    @property
    def eve(self) -> date:
        """The day before its first."""
        return self.first_day - timedelta(days=1)

    @property
    def name(self) -> str:
        """2026-02, 2026-Q1 or 2026, as `read` takes it."""
        year, month = self.first_day.year, self.first_day.month
        if self.every == "year":
            return f"{year:04d}"
        return (
            f"{year:04d}-Q{(month + 2) // 3}"
            if self.every == "quarter"
            else f"{year:04d}-{month:02d}"
        )

    @property
    def title(self) -> Say:
        """2026 年 2 月, 2026 年第 1 季度, 2026 年."""
        year, month = self.first_day.year, self.first_day.month
        if self.every == "year":
            return say("{year} 年", "{year}", year=year)
        if self.every == "quarter":
            return say("{year} 年第 {n} 季度", "Q{n} {year}", year=year, n=(month + 2) // 3)
        return say("{year} 年 {n} 月", "{name}", year=year, n=month, name=self.name)

    def back(self, number: int = 1) -> ReportPeriod:
        """The period so many before."""
        return ReportPeriod(_months_on(self.first_day, -number * MONTHS[self.every]), self.every)

    @property
    def year_before(self) -> ReportPeriod:
        """The same period of the year before."""
        return self.back(MONTHS["year"] // MONTHS[self.every])

    def months(self) -> tuple[tuple[int, int], ...]:
        """The months it is made of, as year and month."""
        days = (_months_on(self.first_day, n) for n in range(MONTHS[self.every]))
        return tuple((day.year, day.month) for day in days)


def periods_until(first: date, last: date, every: Every) -> list[ReportPeriod]:
    """Every period that holds a day from `first` to `last`, the earliest first."""
    found = []
    period = ReportPeriod.holding(first, every)
    while period.first_day <= last:
        found.append(period)
        period = ReportPeriod(_months_on(period.first_day, MONTHS[every]), every)
    return found


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
