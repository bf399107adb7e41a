"""How a value moved, by its own nature: shorter, earlier, more."""

from __future__ import annotations

from datetime import time
from typing import Any

from checker.comparing.lengths import no_longer
from checker.model.period import Duration

LEVELS = ("note", "warning", "error")


def manner(a: Any, b: Any) -> str:
    """How a value moved, by its own nature; whether that is strict is another matter."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        return _length_manner(a, b)
    if isinstance(a, time) and isinstance(b, time):
        return "earlier" if b < a else "later"
    if isinstance(a, int) and isinstance(b, int) and not isinstance(a, bool):
        return "fewer" if b < a else "more"
    if a in LEVELS and b in LEVELS:
        return "lower" if LEVELS.index(b) < LEVELS.index(a) else "higher"
    return "other"


def _length_manner(a: Duration, b: Duration) -> str:
    shorter, longer = no_longer(b, a), no_longer(a, b)
    if shorter == longer:
        return "other"
    return "shorter" if shorter else "longer"
