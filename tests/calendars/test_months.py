"""Months are as long as the standard library says."""

from __future__ import annotations

import calendar
from datetime import date

from checker.periods.clock import _length


def test_every_month_has_its_days() -> None:
    for year in range(1, 10_000):
        for month in range(1, 13):
            assert _length(year, month) == calendar.monthrange(year, month)[1], date(year, month, 1)
