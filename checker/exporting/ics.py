"""Due dates as a calendar (RFC 5545): an event at each due day or instant, with an alarm before it.

A period that ends with its day is an all-day event; one that ends at an instant is in UTC. The
same obligation keeps its UID in every export, so a calendar replaces its entry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from checker.lazily import dataclass
from checker.model.finding import Due
from checker.model.moment import at_second
from checker.periods import Calendars, warning_second

MOST_OCTETS = 75
ALARM_HOUR, DAY_HOURS = 9, 24
_ACTS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Warn:
    """How long before the due day, or before the due instant, it becomes due soon."""

    days: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class DueEntry:
    """One thing owed; `second` is its last instant, or None where the whole day is meant."""

    key: tuple[str, ...]
    """What makes it the same obligation on another day: policy, case, rule, trigger."""
    day: date
    second: int | None
    summary: str
    description: str
    category: str
    warn: Warn | None = None
    overdue: bool = False


def warning(rule: object, due: Due, calendars: Calendars) -> Warn | None:
    """When a rule wants to be warned of a due date; None where it does not."""
    warn = getattr(rule, "warn", None)
    if warn is None:
        return None
    second = warning_second(due, warn, calendars)
    day = at_second(second, calendars.zone).day
    return Warn(max(0, (due.day - day).days), max(0, due.second - second))


def render(entries: Iterable[DueEntry], stamp: int, name: str) -> bytes:
    """A calendar of that name; `stamp` is the instant at which things stood so."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tousu//due dates//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(entry: DueEntry, stamp: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(chr(0).join(entry.key).encode()).hexdigest()[:32]}@tousu"
    yield f"DTSTAMP:{_utc(stamp)}"
    if entry.second is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_utc(entry.second)}"
        yield "DURATION:PT0S"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"CATEGORIES:{_text(entry.category)}"
    yield "TRANSP:TRANSPARENT"
    if entry.overdue:
        yield "PRIORITY:1"
    if entry.warn is not None:
        yield from _alarm(entry, entry.warn)
    yield "END:VEVENT"


def _alarm(entry: DueEntry, warn: Warn) -> Iterator[str]:
    """A reminder when it becomes due soon; for a whole day in the morning of that day."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(entry.summary)}"
    hours = ALARM_HOUR - DAY_HOURS * warn.days
    if entry.second is None:
        yield f"TRIGGER:{'-' if hours < 0 else ''}PT{abs(hours)}H"
    else:
        yield f"TRIGGER:-PT{warn.seconds}S"
    yield "END:VALARM"


def _utc(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    clean = _ACTS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in "\\;,":
        clean = clean.replace(mark, f"\\{mark}")
    return clean.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character cut; all but the first begin with a blank."""
    piece, room = "", MOST_OCTETS
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", MOST_OCTETS - 1
        piece, room = piece + char, room - size
    yield piece
