"""Reports of a period: counts, times and breaches, each number with its cases.

Pure: a run of the checker in, a `Report` out. No number is computed anywhere else.
"""

from __future__ import annotations

from checker.reporting.counts import Counts
from checker.reporting.definitions import DEFINITIONS, is_over, notices
from checker.reporting.gathering import gather
from checker.reporting.numbers import Report
from checker.reporting.period import ReportPeriod, periods_until
from checker.reporting.register import Register
from checker.reporting.remarks import remarks
from checker.reporting.sections import SECTIONS

__all__ = ["Register", "Report", "ReportPeriod", "gather", "periods_until", "report"]


def report(register: Register, period: ReportPeriod) -> Report:
    """The report of a period, from everything that the register holds as of its instant."""
    now = Counts(register, period).of_period(period)
    return Report(
        period=period.name,
        every=period.every,
        title=period.title,
        first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(),
        as_of=register.as_of.iso(register.zone),
        ended=is_over(now),
        unread=len(register.unread),
        notices=tuple(notices(now)),
        remarks=remarks(now),
        sections=tuple(section(now) for section in SECTIONS),
        definitions=DEFINITIONS,
    )
