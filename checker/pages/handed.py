"""What the pages are handed by those who look further than pages may: other revisions, git.

Plain data; case ids are as in the files, and it is the pages that decide which may be shown.
"""

from __future__ import annotations

from datetime import date

from checker.lazily import dataclass

Standing = tuple[str, str | None, str]
"""Status, reason, level."""


@dataclass(frozen=True, kw_only=True)
class Turned:
    """A verdict that another revision changes; a side is None where nothing is asked under it."""

    rule: str
    title: str
    case: str | None
    """None for a verdict on the register or the organization."""
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, kw_only=True)
class Turns:
    """What the step from one revision to the next changes in the register."""

    cases: int
    turned: tuple[Turned, ...] = ()
    unread: tuple[str, ...] = ()
    """Cases that only one of both can read."""
    most: int | None = None
    """So many cases are judged at most, where the register has more and nothing was judged."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What git says against a case, or against a frozen revision; of late events many at once."""

    policy: str | None
    rule: str
    cases: tuple[str, ...]
    """Empty where it is about a revision."""
    status: str
    reason: str | None
    level: str
    day: date | None
    """When it came into the protected branch, where it is of one commit."""
    commit: str | None
    """That commit's id, short."""
    days: tuple[date, ...] = ()
    """Of late events, when they happened."""
    told: str | None = None
    """What was done to a frozen revision."""


@dataclass(frozen=True, kw_only=True)
class History:
    """What an audit of the protected branch found, or why there was none."""

    branch: str = ""
    head: str = ""
    """Its last commit's id, short."""
    day: date | None = None
    """When that was made."""
    judged_by: str | None = None
    """The commit whose policy judged, where that is an older one: frozen revisions were altered."""
    cases: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    """How many verdicts of each status."""
    traces: tuple[Trace, ...] = ()
    missing: str | None = None
    """Why nothing could be audited."""
