"""A case as the pages know it: plain data in words.

What stands under `internal only` is empty in a public build.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from checker.lazily import dataclass
from checker.model.finding import Due, Status
from checker.model.moment import Moment
from checker.model.policy import Revision


@dataclass(frozen=True, kw_only=True)
class PublicRecord:
    """That evidence of a kind was kept, and the digest that proves it."""

    kind: str
    sha256: str | None
    title: str | None = None
    """Internal only."""
    place: str | None = None
    """Where it lies; internal only."""


@dataclass(frozen=True, kw_only=True)
class PublicEvent:
    """What happened, when, for which unit; a title would name its holder in a small unit."""

    number: int
    """Its place in order of time, from 1; the id in the file is the staff's own word."""
    type: str
    label: str
    at: Moment
    unit: str | None
    records: tuple[PublicRecord, ...]
    moves: str | None
    """The title of the rule whose deadline it moves."""
    corrects: int | None
    change: str | None
    """A public field's old and new value, where it changed one."""
    by: str | None = None
    """Internal only."""
    note: str | None = None
    """Internal only."""


@dataclass(frozen=True, kw_only=True)
class PublicVerdict:
    """What a rule says about the case."""

    policy: str
    revision: Revision | None
    rule: str
    title: str
    kind: str
    status: Status
    reason: str | None
    level: str
    message: str
    notes: tuple[str, ...]
    basis: tuple[str, ...]
    remedy: str | None
    trigger: Moment | None
    due: Due | None
    actual: Moment | None
    event: int | None
    """The number of the event that ended the period."""


@dataclass(frozen=True, kw_only=True)
class PublicNote:
    """A waiver or an acknowledgement: which rule, from when, until when; no word of why."""

    kind: str
    rule: str
    title: str
    at: Moment
    until: date | None
    by: str | None = None
    """Internal only."""
    why: str | None = None
    """Reason, or cause and measure; internal only."""


@dataclass(frozen=True, kw_only=True)
class PublicValue:
    """A field's value in words; those that are not public are there for internal readers only."""

    field: str
    label: str
    text: str
    public: bool = True


@dataclass(frozen=True, kw_only=True)
class Particular:
    """A name or a text of the case; internal only."""

    key: str
    """The key in the case file: `title`, `complainant.ref`."""
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PublicCase:
    """All that the site knows of a case."""

    id: str
    policies: tuple[str, ...]
    revisions: tuple[Revision, ...]
    zone: ZoneInfo
    opened: Moment
    closed: Moment | None
    """When it was closed, where it is."""
    status: str
    unit: str | None
    branch: str | None
    """The complainant's home branch."""
    accused_people: int
    accused_units: tuple[str, ...]
    assisting_units: tuple[str, ...]
    incident: str | None
    group_size: int
    previous: tuple[str, ...]
    values: tuple[PublicValue, ...]
    events: tuple[PublicEvent, ...]
    verdicts: tuple[PublicVerdict, ...]
    notes: tuple[PublicNote, ...]
    particulars: tuple[Particular, ...] = ()
    """Internal only."""

    @property
    def path(self) -> str:
        """Its page, from the site's root without a suffix."""
        return f"cases/{self.opened.day.year}/{self.id}"

    @property
    def registration(self) -> str:
        """Its registration form, likewise."""
        return f"registration/{self.opened.day.year}/{self.id}"

    def count(self, *statuses: Status) -> int:
        return sum(verdict.status in statuses for verdict in self.verdicts)

    def value(self, field: str) -> str:
        return next((item.text for item in self.values if item.field == field), "")

    def particular(self, key: str) -> str:
        return next((item.text for item in self.particulars if item.key == key), "")
