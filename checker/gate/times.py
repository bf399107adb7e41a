"""Times of a case spelled in one way, so that the same instant is the same text."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from checker.model.moment import parse_moment

TIMED = {
    "events": ("at",),
    "waivers": ("at", "until"),
    "acknowledgements": ("at",),
    "accused": ("since",),
}
"""Lists of a case, and the keys of their entries that are times."""


def timed_alike(data: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """The case with every instant written with seconds and offset; anything else as it was."""
    lists = {
        name: [_alike(entry, keys, zone) for entry in data[name]]
        for name, keys in TIMED.items()
        if isinstance(data.get(name), list)
    }
    return {**data, **lists}


def _alike(entry: Any, keys: tuple[str, ...], zone: ZoneInfo) -> Any:
    if not isinstance(entry, dict):
        return entry
    return entry | {key: _spelled(entry[key], zone) for key in keys if key in entry}


def _spelled(value: Any, zone: ZoneInfo) -> Any:
    at = parse_moment(value, zone) if isinstance(value, str) else None
    return value if at is None else at.iso(zone)
