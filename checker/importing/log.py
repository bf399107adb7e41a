"""An event log as it was read: traces with their events, every attribute by its name.

Readers of XES and of CSV give these; what they become here is `logrows`' to say.
"""

from __future__ import annotations

from dataclasses import field

from checker.lazily import dataclass
from checker.model.text import Say

MOST_BYTES = 256 * 1024 * 1024
MOST_EVENTS = 500_000
MOST_ATTRIBUTES = 200


@dataclass
class LogEvent:
    """One event of a log."""

    where: Say
    values: dict[str, str] = field(default_factory=dict)
    inner: int = 0
    """Attributes that hang below others and were not read."""


@dataclass
class Trace:
    """One case of a log."""

    where: Say
    values: dict[str, str] = field(default_factory=dict)
    events: list[LogEvent] = field(default_factory=list)
    inner: int = 0
