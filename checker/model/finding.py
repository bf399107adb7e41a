"""Findings: what a rule says about a case, by path; diagnostics: the same, placed.

Only `checker.document` knows line numbers; a finding names a path such as `events[2].at`.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from checker.lazily import dataclass
from checker.model.moment import Moment, iso_second
from checker.model.text import Say, say
from checker.model.trail import Seen

Status = Literal[
    "invalid",
    "violation",
    "undetermined",
    "due_soon",
    "pending",
    "met",
    "acknowledged",
    "waived",
    "not_applicable",
]
STATUSES: tuple[Status, ...] = Status.__args__  # type: ignore[attr-defined]
STATUS_WORDS: dict[str, Say] = {
    "invalid": say("文件有误", "invalid"),
    "violation": say("违规", "violation"),
    "undetermined": say("无法判断", "undetermined"),
    "due_soon": say("即将到期", "due soon"),
    "pending": say("待办", "pending"),
    "met": say("已履行", "met"),
    "acknowledged": say("违规已确认", "acknowledged"),
    "waived": say("已豁免", "waived"),
    "not_applicable": say("不适用", "not applicable"),
}
"""What people call them, in every format, on every page, in every table."""
QUIET: frozenset[str] = frozenset({"met", "pending", "not_applicable"})
"""Statuses that a report leaves out unless all are asked for."""

REASONS = (
    "late", "overdue", "missing", "forbidden_actor", "not_designated", "same_actor", "wrong_actor",
    "out_of_order", "below_floor", "wrong_value", "unfilled", "no_record", "no_digest", "personal_data",
    "not_published", "unstaffed", "removed", "rewritten", "recorded_late", "self_serving", "lowered",
    "unsigned", "bad_waiver", "expired_waiver", "time_needed", "calendar_unknown", "no_revision",
    "unknown_value", "paused", "exempt",
)  # fmt: skip
"""Every reason that a finding may give."""

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
LEVEL_WORDS: dict[str, Say] = {
    "error": say("错误", "error"),
    "warning": say("警告", "warning"),
    "note": say("提示", "note"),
}


def counts(status: str, level: str, fail_on: str) -> bool:
    """Whether a verdict counts against a gate that fails from the level `fail_on` up, or `never`.

    What is invalid or undetermined counts at any level: it could not be checked.
    """
    if fail_on == "never":
        return False
    if status in ("invalid", "undetermined"):
        return True
    return status == "violation" and LEVELS.index(level) <= LEVELS.index(fail_on)


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Due:
    """The end of a period: its last second, inclusive, and the local day it lies on."""

    second: int
    day: date
    whole_day: bool = False
    """Whether the period ends with its day, written T24:00:00."""

    def iso(self, zone: ZoneInfo) -> str:
        """`2026-03-06T18:00:00+08:00`; a whole day as `2026-03-06T24:00:00+08:00`, which is its end."""
        text = iso_second(self.second, zone)
        return f"{self.day.isoformat()}T24:00:00{text[19:]}" if self.whole_day else text

    def short(self, zone: ZoneInfo) -> str:
        """The end for people: `2026-03-06 18:00`, or the day alone where it ends with its day."""
        if self.whole_day:
            return self.day.isoformat()
        return Moment(self.day, self.second).short(zone)


@dataclass(frozen=True)
class Mark:
    """An event named in a finding, and when it happened."""

    event: str
    at: Moment


@dataclass(frozen=True)
class Related:
    """A further place that explains a finding: what started the clock, who is accused."""

    message: Say
    place: Path


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says once: a status, why, and by path where."""

    status: Status
    message: Say
    reason: str | None = None
    place: Path = ()
    related: tuple[Related, ...] = ()
    trigger: Mark | None = None
    due: Due | None = None
    actual: Mark | None = None
    anchor: Moment | None = None
    """What a waiver must cover; the opening event's moment where None."""
    breach: Moment | None = None
    """When the breach lies, for acknowledgements; None for the instant the rule became owed."""
    actor: str | None = None
    """Who did the act that breaks the rule, as written in the case."""
    calendars: tuple[str, ...] = ()
    notes: tuple[Say, ...] = ()
    """What had no effect and why: a late extension, a waiver by the accused."""
    level: Level | None = None
    """Only where it differs from the rule's."""
    subject: str | None = None
    """What a finding that belongs to no case is about: a unit, a period."""
    file: str | None = None
    """The file where it is not the case's own."""
    seen: Seen | None = None
    """What git says of it; only of findings over the history."""

    def about(self, subject: str, file: str) -> Finding:
        """The same finding about something that is no case, placed in another file."""
        return replace(self, subject=subject, file=file)


def is_shown(finding: Finding) -> bool:
    """Whether a report shows it without being asked for everything."""
    return finding.status not in QUIET or finding.level == "note"


@dataclass(frozen=True, kw_only=True)
class RelatedPlace:
    """A related place with its line; `line` counts from 1, `column` too."""

    message: Say
    path: str
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """A finding placed at file:line:column, with all that a report says about it."""

    case: str | None
    rule: str
    policy: str | None
    revision: str | None
    kind: str
    level: Level
    basis: tuple[str, ...]
    remedy: Say | None
    path: str
    line: int
    column: int
    finding: Finding
    zone: ZoneInfo
    basis_labels: tuple[str, ...] = ()
    related: tuple[RelatedPlace, ...] = ()

    @property
    def status(self) -> Status:
        return self.finding.status

    @property
    def sort_key(self) -> tuple[str, int, str, int, str, str]:
        """By path, line and rule: the order of every report, whatever order rules were asked in."""
        return (
            self.path,
            self.line,
            self.rule,
            self.column,
            self.policy or "",
            self.finding.reason or "",
        )


@dataclass(frozen=True)
class Problem:
    """A defect of a file itself, under one of the fixed codes, by path in that file."""

    code: str
    message: Say
    place: Path = ()
    remedy: Say | None = None
    at: tuple[int, int] | None = None
    """Line and column from 1 where the file could not be read far enough to have paths."""
    key: bool = False
    """Whether the key itself is meant rather than its value."""


@dataclass
class Problems:
    """The problems of one file, in the order found."""

    file: str
    items: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        place: Path,
        message: Say,
        remedy: Say | None = None,
        *,
        key: bool = False,
    ) -> None:
        """Note a defect under one of the fixed codes; `key` where the key itself is meant."""
        self.items.append(Problem(code, message, place, remedy, key=key))

    def __bool__(self) -> bool:
        return bool(self.items)
