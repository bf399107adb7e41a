"""Checking from Python: `from checker import check`, for notebooks and other programs.

What `tousu check --format json` says, typed: the same keys, the same numbers, the same order. What
is exit 2 there is an exception here, so nothing that could not be checked looks fine.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from checker.engine import Options, Result
from checker.formats.json import as_data
from checker.lazily import dataclass
from checker.loading.instance import Instance, NoInstance, find_root, load_instance
from checker.loading.placing import FIXED_RULES
from checker.model.finding import Level, Status, counts
from checker.model.text import Lang
from checker.parallel import check_on_cores

__all__ = [
    "At", "CannotCheck", "Checked", "Finding", "InForce", "InvalidPolicy", "NoCase", "NotAnInstance",
    "Place", "UnknownName", "UnreadableTime", "check",
]  # fmt: skip


class CannotCheck(Exception):
    """Why nothing could be checked; `tousu check` exits 2 for it."""


class NotAnInstance(CannotCheck):
    """No folder with `policy/` and `cases/` at or above the path, or it cannot be read."""


class UnreadableTime(CannotCheck):
    """An `as_of` that is neither a date nor an instant."""


class UnknownName(CannotCheck):
    """A rule or a policy that the instance does not have: a slip must not check less."""


class NoCase(CannotCheck):
    """There is no case, or none where the paths point."""


class InvalidPolicy(CannotCheck):
    """Policy, calendars, organization or settings have problems; `checked` is what was found."""

    def __init__(self, message: str, checked: Checked) -> None:
        super().__init__(message)
        self.checked = checked


@dataclass(frozen=True)
class At:
    """An event that a finding names, and when it happened."""

    event: str
    """The event's id in its case."""
    at: str
    """ISO 8601 with offset; a date alone where the case gives no time."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A further place that explains a finding; line and column count from 1."""

    message: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says once, placed; the same keys as in the JSON format."""

    case: str | None
    """The case's id; None where no case is meant."""
    rule: str
    """The rule's id, or the code of a problem of a file."""
    policy: str | None
    revision: str | None
    kind: str
    """The rule's kind; `file` for a problem of a file."""
    status: Status
    reason: str | None
    """Why, where the status leaves that open: `late`, `missing`, `paused`."""
    level: Level
    basis: tuple[str, ...]
    """The ids of the clauses that the rule carries out."""
    message: str
    remedy: str | None
    path: str
    """The file, from the root of the instance."""
    line: int
    column: int
    trigger: At | None
    """What started the clock."""
    due: str | None
    """The last moment in time: ISO 8601; the end of a day is written T24:00:00."""
    actual: At | None
    """What was done, or the offending event."""
    subject: str | None
    """The unit or period that a finding without a case is about."""
    calendars: tuple[str, ...]
    """The calendar files that the due date rests on."""
    notes: tuple[str, ...]
    """What had no effect, and why."""
    related: tuple[Place, ...]

    def counts(self, fail_on: Level = "error") -> bool:
        """Whether it counts against the gate that fails from a level on."""
        return counts(self.status, self.level, fail_on)


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A revision of a policy that the instance has."""

    policy: str
    revision: str
    effective: str
    """Its first day."""
    digest: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a run found; iterating gives the findings, sorted by path, line and rule."""

    version: int
    as_of: str
    """The instant that was judged at."""
    policies: tuple[InForce, ...]
    summary: dict[str, int]
    """Cases, findings by status, files with a problem (`invalid`), entries left out."""
    findings: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def passes(self, fail_on: Level = "error") -> bool:
        """Whether the gate is open: `tousu check` would exit 0."""
        return not any(finding.counts(fail_on) for finding in self.findings)


def check(
    path: str | PathLike[str] = ".",
    *,
    as_of: str | date | datetime | None = None,
    paths: Iterable[str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    policy: str | None = None,
    everything: bool = False,
    jobs: int = 1,
    lang: Lang = "zh",
) -> Checked:
    """Check the cases of the instance at or above `path`.

    Args:
        path: A folder of the instance.
        as_of: The instant or day to judge at, a day meaning its last second; a `datetime` without
            a timezone is in the policy's. The settings' unless given, else the present.
        paths: Files or folders from the instance's root, such as `cases/2026`; all cases unless given.
        select: Only these rules.
        ignore: Without these rules.
        policy: Only under this policy.
        everything: Whether findings that a report leaves out are given too: met, pending, not applicable.
        jobs: How many processes; worth it from some hundred cases on.
        lang: Of messages: `zh` or `en`.

    Raises:
        CannotCheck: Where `tousu check` exits 2; its subclasses say why.
    """
    instance = _opened(Path(path))
    rules = frozenset(select), frozenset(ignore)
    _known(instance, rules[0] | rules[1], policy)
    second, clock = _instant(instance, as_of)
    named = None if paths is None else tuple(one.strip("/") for one in paths)
    options = Options(second, clock, named, *rules, policy, everything)
    result = check_on_cores(instance, options, jobs)
    checked = _typed(result, lang)
    if result.broken:
        first = next(one for one in checked.findings if one.path == instance.problems[0].path)
        raise InvalidPolicy(f"{first.path}:{first.line}: {first.message}", checked)
    if result.matched == 0:
        raise NoCase(str(instance.root))
    return checked


def _opened(path: Path) -> Instance:
    try:
        return load_instance(find_root(path.resolve()))
    except NoInstance:
        raise NotAnInstance(str(path)) from None
    except OSError as error:
        raise NotAnInstance(f"{path}: {error.strerror}") from None


def _known(instance: Instance, rules: frozenset[str], policy: str | None) -> None:
    if policy is not None and policy not in {item.id for item in instance.loaded}:
        raise UnknownName(policy)
    revisions = [one for item in instance.policies.values() for one in item.revisions]
    known = {name for one in revisions for name in one.rules_by_id} | {*FIXED_RULES}
    for name in sorted(rules - known):
        if instance.policies:
            raise UnknownName(name)


def _instant(instance: Instance, as_of: str | date | datetime | None) -> tuple[int, bool]:
    """`as_of` as an instant, and whether it is the clock's."""
    text = as_of.isoformat()[:19] if isinstance(as_of, datetime) else str(as_of or "")
    text = text or instance.settings.as_of or ""
    if isinstance(as_of, datetime) and as_of.tzinfo is not None:
        return int(as_of.timestamp()), False
    if not text:
        return int(time.time()), True
    second = instance.instant(text)
    if second is None:
        raise UnreadableTime(text)
    return second, False


def _typed(result: Result, lang: Lang) -> Checked:
    """The JSON of a result as typed data: nothing is said here that is not said there."""
    data = as_data(result, lang)
    return Checked(
        version=data["version"],
        as_of=data["as_of"],
        policies=tuple(InForce(**item) for item in data["policies"]),
        summary=data["summary"],
        findings=tuple(_finding(item) for item in data["findings"]),
    )


def _finding(data: dict[str, Any]) -> Finding:
    lists = {key: tuple(data[key]) for key in ("basis", "calendars", "notes")}
    marks = {key: At(**data[key]) if data[key] else None for key in ("trigger", "actual")}
    related = tuple(Place(**item) for item in data["related"])
    return Finding(**data | lists | marks | {"related": related})
