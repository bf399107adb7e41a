"""Counting periods: when what began at a moment is due (Civil Code of the PRC, Arts. 200-204).

Pure. Every answer is a range from the earliest to the latest possible due instant: a day that no
calendar knows, or a moment without a time, widens it; nothing is guessed. An answer is given only
where the whole range agrees.
"""

from __future__ import annotations

from checker.periods.clock import Calendars, Clock, Grant, Standstill, Step, Terms
from checker.periods.counting import Counted, Refusal, cap, count, warning_second
from checker.periods.limits import Limit, combined_due, combined_range, covers, past, why_unsaid

__all__ = [
    "Calendars",
    "Clock",
    "Counted",
    "Grant",
    "Limit",
    "Refusal",
    "Standstill",
    "Step",
    "Terms",
    "cap",
    "combined_due",
    "combined_range",
    "count",
    "covers",
    "past",
    "warning_second",
    "why_unsaid",
]
