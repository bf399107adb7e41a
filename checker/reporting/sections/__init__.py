"""The sections of a report: one small file each, fed the same period."""

from __future__ import annotations

from collections.abc import Callable

from checker.reporting.counts import Counts
from checker.reporting.numbers import Section
from checker.reporting.sections import (
    breaches,
    durations,
    fields,
    floors,
    overview,
    related,
    trend,
    units,
    waivers,
)

SECTIONS: tuple[Callable[[Counts], Section], ...] = (
    overview.section,
    trend.section,
    fields.section,
    floors.section,
    units.section,
    durations.section,
    breaches.section,
    related.section,
    waivers.section,
)
"""In the order of the page."""
