"""What a report counts of a case: ids, days, choices and statuses; no text, no person.

A report is made from these alone, so nothing else of a case can be in it, whatever the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.lazily import dataclass
from checker.model.finding import Status
from checker.model.text import Say, say

NO_WORDS = say("", "")
BREACHES: frozenset[Status] = frozenset({"violation", "acknowledged"})
"""A breach stays one when somebody has answered for it."""
DECIDED: frozenset[Status] = BREACHES | {"met", "waived"}
"""What is done, late or let off: the base of rates. `undetermined` is counted by itself."""


@dataclass(frozen=True)
class Span:
    """How long something took, from its first day (day 0, not counted) to its last."""

    calendar_days: int
    working_days: int | None
    """None where a day between lies in a year whose calendar nobody has entered."""


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A stretch in which a case was open: from its opening or reopening to its closing."""

    started: date
    ended: date | None = None
    ended_by: str | None = None
    """The type of the event that closed it."""
    span: Span | None = None

    def open_at_end_of(self, day: date) -> bool:
        """Whether it was open when the day ended: one closed on that day was not."""
        return self.started <= day and (self.ended is None or self.ended > day)


@dataclass(frozen=True, kw_only=True)
class Step:
    """The first act of some kinds that the policy times from the opening event."""

    types: tuple[str, ...]
    """The event types that a deadline from the opening event waits for."""
    day: date
    span: Span


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A rule's verdict that counts in a report."""

    policy: str
    rule: str
    title: str
    kind: str
    status: Status
    reason: str | None
    day: date
    """The day it counts for: a deadline's is the one on which it ran out, else the breach's."""
    done: date | None = None
    """When a deadline's act came, if it did."""
    unit: str | None = None
    subject: str = ""
    """The case's id; the period of a report that the register owes."""

    @property
    def broken(self) -> bool:
        return self.status in BREACHES

    @property
    def ran_out(self) -> bool:
        """Whether it is a deadline that ran out with nothing done, waived or not."""
        return self.kind == "deadline" and (self.broken or self.status == "waived")

    def overdue_at_end_of(self, day: date) -> bool:
        """Whether it had run out by the end of a day, and nothing was done by then."""
        open_then = self.done is None or self.done > day
        return self.ran_out and self.day <= day and open_then


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A classification rule that applies: what it asks of a field, and whether it is so."""

    policy: str
    rule: str
    title: str
    field: str
    floor: str
    """The lowest choice that it allows."""
    kept: bool | None
    """None where it cannot be said."""
    because: Say = NO_WORDS
    """The rule's condition in the policy's words."""


@dataclass(frozen=True, kw_only=True)
class Leave:
    """A waiver: leave given beforehand not to keep a rule; both days included."""

    rule: str
    title: str
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """All that a report knows of a case."""

    id: str
    unit: str | None
    spells: tuple[Spell, ...]
    """In order; the first begins with the opening event."""
    choices: Mapping[str, tuple[str, ...]]
    """Public choice fields that are filled, to the ids chosen."""
    steps: tuple[Step, ...] = ()
    judged: tuple[Judged, ...] = ()
    demands: tuple[Demand, ...] = ()
    leaves: tuple[Leave, ...] = ()
    repeats: int = 0
    """Earlier complaints on the same matter."""
    incident: str | None = None
    customers: int = 1
    """Different complainants over all cases of its incident."""

    @property
    def received(self) -> date:
        """The day of its opening event."""
        return self.spells[0].started

    def open_at_end_of(self, day: date) -> bool:
        """Whether it was open when the day ended: one closed on that day was not."""
        return any(spell.open_at_end_of(day) for spell in self.spells)
