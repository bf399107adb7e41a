"""Verdicts of two checks side by side, and what is said at the place of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.engine import Result
from checker.gate.telling import KIND
from checker.model.finding import STATUS_WORDS, Diagnostic, Finding, Level, Status
from checker.model.text import Say, say
from checker.revisions.impact import OPEN, outcome
from checker.revisions.pairing import Pair, paired

AGAINST = frozenset({"violation", "undetermined", "invalid"})


def against(item: Diagnostic | None) -> bool:
    """Whether a verdict is one that can stop a merge."""
    return item is not None and item.status in AGAINST


def eased(before: Diagnostic | None, after: Diagnostic | None) -> bool:
    """Whether a verdict that stopped does so no more, or a breach that was owned is none any more.

    What is acknowledged stops nothing, but it is counted and shown as a breach for ever.
    """
    return _weight(after) < _weight(before)


def _weight(item: Diagnostic | None) -> int:
    if item is None:
        return 0
    return 2 if item.status in AGAINST else int(item.status == "acknowledged")


def sides(
    old: Result, new: Result, among: Callable[[str], bool] = lambda _: True
) -> Iterator[Pair]:
    """Verdicts side by side, of the files `among`; of one that a side cannot read, only why."""
    before = [item for item in old.diagnostics if among(item.path)]
    after = [item for item in new.diagnostics if among(item.path)]
    unread = _unread(before) ^ _unread(after)
    yield from paired(_comparable(before, unread), _comparable(after, unread))


def _unread(items: list[Diagnostic]) -> set[str]:
    return {item.path for item in items if item.status == "invalid"}


def _comparable(items: list[Diagnostic], unread: set[str]) -> list[Diagnostic]:
    return [item for item in items if item.path not in unread or item.status == "invalid"]


def differs(before: Diagnostic | None, after: Diagnostic | None) -> bool:
    """Whether two verdicts say something else, or an open one has another end."""
    return _said(before) != _said(after)


def _said(item: Diagnostic | None) -> tuple[object, ...] | None:
    told = outcome(item)
    open_ = item is not None and item.status in OPEN
    return (told, item.finding.due if item and open_ else None) if told is not None else None


def word(item: Diagnostic | None) -> Say:
    """A verdict in a word, with its reason; an open one with its end."""
    if item is None:
        return say("没有这个结论", "no such verdict")
    word, reason, due = STATUS_WORDS[item.status], item.finding.reason, item.finding.due
    if reason:
        return say("{word}（{reason}）", "{word} ({reason})", word=word, reason=reason)
    if due is not None and item.status in OPEN:
        day = due.short(item.zone)
        return say("{word}（期限 {day}）", "{word} (due {day})", word=word, day=day)
    return word


def at_verdict(
    code: str, reason: str | None, message: Say, at: Diagnostic, remedy: Say | None = None
) -> Diagnostic:
    """A breach or a remark at the place of the verdict that it is about."""
    status: Status = "violation" if reason else "not_applicable"
    level: Level = "error" if reason else "note"
    finding = Finding(
        status=status,
        reason=reason,
        message=message,
        place=at.finding.place,
        subject=at.finding.subject,
        level=None if reason else "note",
    )
    return Diagnostic(
        case=at.case, rule=code, policy=at.policy, revision=at.revision, kind=KIND, level=level,
        basis=at.basis, basis_labels=at.basis_labels, remedy=remedy, path=at.path, line=at.line,
        column=at.column, finding=finding, zone=at.zone,
    )  # fmt: skip
