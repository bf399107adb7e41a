"""One complaint's case file as plain data, typed and referring by id.

`index` is the position in the file: the order in which things were recorded.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any

from checker.lazily import dataclass
from checker.model.moment import Moment

CORE_KEYS = (
    "id",
    "policy",
    "title",
    "summary",
    "complainant",
    "accused",
    "responsible",
    "assisting",
    "incident",
    "previous",
    "events",
    "waivers",
    "acknowledgements",
)


@dataclass(frozen=True)
class Money:
    """A decimal amount; `currency` is None where the case gives a plain number."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """Evidence kept of an event."""

    kind: str
    title: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    uri: str | None = None
    path: str | None = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """A person or a unit; `since` is when an accused became known to be accused."""

    staff: str | None = None
    unit: str | None = None
    since: Moment | None = None
    index: int = 0


@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated thing that happened, and who did it."""

    index: int
    id: str
    type: str
    at: Moment
    by: str
    unit: str | None = None
    note: str | None = None
    records: tuple[Record, ...] = ()
    deadline: str | None = None
    designee: Party | None = None
    corrects: str | None = None
    was: str | None = None
    now: str | None = None


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Leave given beforehand not to keep one rule; both days included."""

    index: int
    rule: str
    reason: str | None
    by: str
    at: Moment
    until: date


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """A breach that somebody answers for and put right."""

    index: int
    rule: str
    cause: str
    measure: str
    by: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Complainant:
    """Who complains; a customer number, a masked name, the home branch."""

    ref: str | None = None
    name: str | None = None
    unit: str | None = None


@dataclass(kw_only=True)
class Case:
    """One case as its file states it, before any revision is applied."""

    id: str
    file: str
    policies: tuple[str, ...]
    title: str | None = None
    summary: str | None = None
    complainant: Complainant = Complainant()
    accused: tuple[Party, ...] = ()
    responsible: Party = Party()
    assisting: tuple[Party, ...] = ()
    incident: str | None = None
    previous: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    """Typed values of the policy's fields: str, tuple of str, Decimal, Money, bool, date, Moment."""
    data: dict[str, Any] = field(default_factory=dict)
    """The plain data of the file, for what looks at text as written."""
